import { describe } from 'vitest';
import { accountPagesContract } from './accountPages.ts';
import { addressesContract } from './addresses.ts';
import { bodiesContract } from './bodies.ts';
import { corsClosedContract, corsContract } from './cors.ts';
import { csrfContract } from './csrf.ts';
import { failuresContract } from './failures.ts';
import { healthContract } from './health.ts';
import { limitsContract } from './limits.ts';
import { listsContract } from './lists.ts';
import { updatesContract } from './live.ts';
import { listenersContract } from './liveListeners.ts';
import { liveSlowContract, updatesOfProcessesContract } from './liveProcesses.ts';
import { logsContract } from './logs.ts';
import { configurationContract, stoppingContract } from './operation.ts';
import { ownershipContract } from './ownership.ts';
import { pagesContract } from './pages.ts';
import { productionContract } from './production.ts';
import { securityContract } from './security.ts';
import type { Server, Stack } from './server.ts';
import { signedIn } from './sessions.ts';
import { signingContract } from './signing.ts';
import { signingUpContract } from './signingUp.ts';
import { slowClientsContract } from './slow.ts';
import type { Channel } from './streams.ts';
import { todoBackendContract } from './todo-backend.ts';
import { todosContract } from './todos.ts';
import { versionsContract } from './versions.ts';
import { workersContract } from './workers.ts';

export { browserContract } from './browser.ts';
export { scaleOutContract } from './scaleOut.ts';

const PATIENCE = { timeout: 60_000 };

/**
 * All that can be seen from outside of one running server. It must allow more requests a minute than the suite makes:
 * `RATE_LIMIT=100000`.
 */
export function serverContract(server: () => Server): void {
  describe('one server', PATIENCE, () => {
    pagesContract(server);
    todosContract(server);
    listsContract(server);
    versionsContract(server);
    bodiesContract(server);
    addressesContract(server);
    healthContract(server);
    securityContract(server);
  });
}

/** What another origin sees: needs a server with that origin in `CORS_ORIGINS`. */
export function crossOriginContract(server: () => Server): void {
  describe('another origin', PATIENCE, () => {
    corsContract(server);
    todoBackendContract(server);
  });
}

/** What a project has beside the list. */
export interface Has {
  readonly accounts: boolean;
  readonly channel?: Channel | undefined;
}

/** Somebody is signed in at every server, where there are accounts. */
function visited(stack: () => Stack, { accounts }: Has): () => Stack {
  return accounts ? () => signedIn(stack()) : stack;
}

/** What needs processes of its own. `slowContract` is apart, because it takes more than a minute. */
export function processContract(stack: () => Stack, has: Has): void {
  const entered = visited(stack, has);
  describe('its own processes', { timeout: 120_000 }, () => {
    corsClosedContract(entered);
    limitsContract(stack);
    productionContract(entered);
    logsContract(entered);
    stoppingContract(entered);
    configurationContract(stack);
    failuresContract(entered);
    workersContract(entered);
  });
}

/** Clients and listeners that fall silent. Takes a few minutes. */
export function slowContract(stack: () => Stack, has: Has): void {
  slowClientsContract(visited(stack, has));
  if (has.channel) liveSlowContract(visited(stack, has), has.channel);
}

/** Accounts on one server, which must be started with `TRUSTED_PROXIES=1` and a high `RATE_LIMIT`. */
export function accountsContract(server: () => Server): void {
  describe('accounts', PATIENCE, () => {
    signingUpContract(server);
    signingContract(server);
    accountPagesContract(server);
    csrfContract(server);
    ownershipContract(server);
  });
}

/** Live updates of one server; with accounts on, one that is signed in to and has `TRUSTED_PROXIES=1`. */
export function liveContract(server: () => Server, channel: Channel, { accounts }: Has): void {
  describe('live', PATIENCE, () => {
    updatesContract(server, channel);
    if (accounts) listenersContract(server, channel);
  });
}

/** Live updates as far as they need processes of their own. */
export function liveProcessesContract(stack: () => Stack, channel: Channel, has: Has): void {
  describe('live, its own processes', { timeout: 120_000 }, () => {
    updatesOfProcessesContract(visited(stack, has), channel);
  });
}
