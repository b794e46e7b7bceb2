import { afterAll, beforeAll, describe } from 'vitest';
import type { FeatureId } from '../../src/types.ts';
import { accountPagesContract } from '../contract/accountPages.ts';
import { browserContract } from '../contract/browser.ts';
import { browserAnswersContract } from '../contract/browserAnswers.ts';
import { browserLiveContract, browserLiveProcessesContract } from '../contract/browserLive.ts';
import { browserAccountsContract, browserPagesContract } from '../contract/browserPages.ts';
import {
  accountsContract,
  crossOriginContract,
  type Has,
  liveContract,
  liveProcessesContract,
  processContract,
  scaleOutContract,
  serverContract,
  slowContract,
} from '../contract/index.ts';
import { updatesContract } from '../contract/live.ts';
import { metricsContract } from '../contract/metrics.ts';
import { observatoryContract } from '../contract/observatory.ts';
import { openapiContract } from '../contract/openapi.ts';
import type { Env, Running, Stack } from '../contract/server.ts';
import { anonymous, signedIn } from '../contract/sessions.ts';
import { signingContract } from '../contract/signing.ts';
import { signingUpContract } from '../contract/signingUp.ts';
import { redisUrl } from './services.ts';

const ORIGIN = 'http://client.example';

/** What the contract asks of a project with these features. */
export function hasOf(features: readonly FeatureId[]): Has {
  const channel = (['websocket', 'sse'] as const).find((id) => features.includes(id));
  return { accounts: features.includes('auth'), channel };
}

/** Starts one server for the tests of the block; somebody is signed in where there are accounts. */
export function useServer(stack: () => Stack, { accounts }: Has, env: Env = {}): () => Running {
  let server: Running;
  beforeAll(async () => {
    const proxies = accounts ? { TRUSTED_PROXIES: '1' } : {};
    const launcher = accounts ? signedIn(stack()) : stack();
    const all = { RATE_LIMIT: '100000', CORS_ORIGINS: ORIGIN, ...proxies, ...env };
    server = await launcher.launch(all);
  });
  afterAll(async () => {
    await server?.stop('SIGKILL');
  });
  return () => server;
}

/** What can be seen of one running server; a minute or two. */
export function serverContracts(stack: () => Stack, features: readonly FeatureId[]): void {
  const has = hasOf(features);
  describe('a running server', () => {
    const server = useServer(stack, has);
    serverContract(server);
    if (has.accounts) accountsContract(server);
    else crossOriginContract(server);
    if (has.channel) liveContract(server, has.channel, has);
    if (features.includes('openapi')) openapiContract(server, has);
  });
}

/** What needs processes of its own; several minutes. */
export function processContracts(stack: () => Stack, features: readonly FeatureId[]): void {
  const has = hasOf(features);
  processContract(stack, has);
  observatoryContract(stack, pagesOf(features));
  slowContract(stack, has);
}

interface Rest {
  readonly stack: () => Stack;
  readonly server: () => Running;
  readonly features: readonly FeatureId[];
}

/** What features add, of a project with accounts, beyond what the fifteen checks have seen. */
export function featureContracts({ stack, server, features }: Rest): void {
  const has = hasOf(features);
  serverContract(server);
  describe('accounts', { timeout: 60_000 }, () => {
    signingUpContract(server);
    signingContract(server);
    accountPagesContract(server);
  });
  if (has.channel) {
    updatesContract(server, has.channel);
    liveProcessesContract(stack, has.channel, has);
  }
  if (features.includes('openapi')) openapiContract(server, has);
  if (features.includes('redis')) scaleOutContract(stack, redisUrl, has);
  if (features.includes('observability')) metricsContract(() => signedIn(stack()));
  observatoryContract(stack, pagesOf(features));
}

/** Every page in a real browser. */
export function browserContracts(
  stack: () => Stack,
  server: () => Running,
  features: readonly FeatureId[],
): void {
  const has = hasOf(features);
  browserContract(server, has.channel);
  browserAnswersContract(server, has.channel !== undefined);
  browserPagesContract(() => anonymous(server()), pagesOf(features));
  if (has.accounts) browserAccountsContract(server);
  if (has.channel) {
    browserLiveContract(server);
    browserLiveProcessesContract(stack, has.accounts);
  }
}

/** Pages that nobody needs a session for, and that are no concern of another part of the suite. */
function pagesOf(features: readonly FeatureId[]): readonly string[] {
  return [
    ...(features.includes('auth') ? ['/login', '/signup'] : ['/']),
    ...(features.includes('openapi') ? ['/api/docs'] : []),
  ];
}
