import {
  type IncomingHttpHeaders,
  type IncomingMessage,
  type RequestListener,
  type Server,
  ServerResponse,
} from 'node:http';
import type { Socket } from 'node:net';

const heads = new WeakMap<IncomingMessage, Buffer>();

const isWebSocket = ({ method, headers }: IncomingMessage) =>
  headers.upgrade?.toLowerCase() === 'websocket' && method === 'GET' && !hasBody(headers);

/** Of a request whose body is still to come Node 26 hands out no socket. */
const hasBody = (headers: IncomingHttpHeaders) =>
  'transfer-encoding' in headers || Number(headers['content-length'] ?? 0) > 0;

/** Lets upgrade requests go through the application as all others do, so that no check is left out. */
export function handleUpgrades(server: Server, app: RequestListener): void {
  // Other protocols that are offered, such as h2c by Java's client, are not taken (from Node 22.21 and 24.9 on).
  Object.assign(server, { shouldUpgradeCallback: isWebSocket });
  server.on('upgrade', (req: IncomingMessage, socket: Socket, head: Buffer) => {
    socket.on('error', () => socket.destroy());
    const res = new ServerResponse(req);
    try {
      res.assignSocket(socket);
    } catch {
      // Sent behind a request that is still being answered: no browser does this.
      socket.destroy();
      return;
    }
    res.shouldKeepAlive = false;
    res.once('finish', () => socket.destroySoon());
    heads.set(req, head);
    // Of a socket some proxies say `wss`, such as Traefik.
    const proto = req.headers['x-forwarded-proto'];
    if (proto) req.headers['x-forwarded-proto'] = String(proto).replaceAll('ws', 'http');
    app(req, res);
  });
}

/** The first bytes after an upgrade request; undefined when it is another kind of request. */
export const headOf = (req: IncomingMessage): Buffer | undefined => heads.get(req);
