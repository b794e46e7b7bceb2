/**
 * Runs the suite against any server, and deletes every todo in it:
 *
 *     CONTRACT_URL=http://localhost:3000 npx vitest run tests/contract/remote.test.ts
 *
 * Start that server with a high `RATE_LIMIT`. With `CONTRACT_ORIGIN` (an origin in its `CORS_ORIGINS`) the cross-origin
 * checks run as well, among them those of todobackend.com; with `CONTRACT_BROWSER=1` those in a real browser.
 */
import { describe } from 'vitest';
import { browserContract, crossOriginContract, serverContract } from './index.ts';
import type { Server } from './server.ts';

const { CONTRACT_URL, CONTRACT_ORIGIN, CONTRACT_BROWSER } = process.env;

const server: Server = {
  url: (CONTRACT_URL ?? 'http://localhost').replace(/\/$/, ''),
  ...(CONTRACT_ORIGIN ? { corsOrigin: CONTRACT_ORIGIN } : {}),
};

describe.skipIf(!CONTRACT_URL)('the server at CONTRACT_URL', () => {
  serverContract(() => server);
});

describe.skipIf(!CONTRACT_URL || !CONTRACT_ORIGIN)('CONTRACT_URL from CONTRACT_ORIGIN', () => {
  crossOriginContract(() => server);
});

describe.skipIf(!CONTRACT_URL || !CONTRACT_BROWSER)('CONTRACT_URL in a browser', () => {
  browserContract(() => server);
});
