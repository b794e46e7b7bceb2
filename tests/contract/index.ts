import { describe } from 'vitest';
import { addressesContract } from './addresses.ts';
import { bodiesContract } from './bodies.ts';
import { corsClosedContract, corsContract } from './cors.ts';
import { failuresContract } from './failures.ts';
import { healthContract } from './health.ts';
import { limitsContract } from './limits.ts';
import { listsContract } from './lists.ts';
import { operationContract } from './operation.ts';
import { pagesContract } from './pages.ts';
import { productionContract } from './production.ts';
import { securityContract } from './security.ts';
import type { Server, Stack } from './server.ts';
import { todoBackendContract } from './todo-backend.ts';
import { todosContract } from './todos.ts';
import { versionsContract } from './versions.ts';
import { workersContract } from './workers.ts';

export { browserContract } from './browser.ts';
export { slowContract } from './slow.ts';

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

/** What needs processes of its own. `slowContract` is apart, because it takes more than a minute. */
export function processContract(stack: () => Stack): void {
  describe('its own processes', { timeout: 120_000 }, () => {
    corsClosedContract(stack);
    limitsContract(stack);
    productionContract(stack);
    operationContract(stack);
    failuresContract(stack);
    workersContract(stack);
  });
}
