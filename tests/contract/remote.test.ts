/**
 * Runs the suite against any server, and deletes every todo in it:
 *
 *     CONTRACT_URL=http://localhost:3000 npx vitest run tests/contract/remote.test.ts
 *
 * The README beside it tells how to start that server and what else to set.
 */
import { beforeAll, describe } from 'vitest';
import { browserContract } from './browser.ts';
import { browserAnswersContract } from './browserAnswers.ts';
import { browserLiveContract } from './browserLive.ts';
import { accountsContract, crossOriginContract, liveContract, serverContract } from './index.ts';
import type { Server } from './server.ts';
import { signUp } from './sessions.ts';
import type { Channel } from './streams.ts';

const { CONTRACT_URL, CONTRACT_ORIGIN, CONTRACT_BROWSER, CONTRACT_ACCOUNTS, CONTRACT_LIVE } =
  process.env;
const accounts = Boolean(CONTRACT_ACCOUNTS);

let server: Server = {
  url: (CONTRACT_URL ?? 'http://localhost').replace(/\/$/, ''),
  ...(CONTRACT_ORIGIN ? { corsOrigin: CONTRACT_ORIGIN } : {}),
};

describe.skipIf(!CONTRACT_URL)('the server at CONTRACT_URL', () => {
  beforeAll(async () => {
    if (accounts) server = { ...server, session: await signUp(server) };
  });

  serverContract(() => server);
  if (accounts) accountsContract(() => server);
  if (CONTRACT_LIVE) liveContract(() => server, CONTRACT_LIVE as Channel, { accounts });
  if (CONTRACT_ORIGIN && !accounts) crossOriginContract(() => server);
  if (CONTRACT_BROWSER) {
    browserContract(() => server, CONTRACT_LIVE as Channel | undefined);
    browserAnswersContract(() => server, Boolean(CONTRACT_LIVE));
    if (CONTRACT_LIVE) browserLiveContract(() => server);
  }
});
