import type { Server } from 'node:http';

/** Takes no more connections, lets requests in flight finish, then cuts off what is left. */
export async function finishRequests(server: Server, finishMs: number): Promise<void> {
  const closed = new Promise((resolve) => server.close(resolve));
  const idle = setInterval(() => server.closeIdleConnections(), 50);
  const deadline = setTimeout(() => server.closeAllConnections(), finishMs);
  await closed;
  clearInterval(idle);
  clearTimeout(deadline);
}
