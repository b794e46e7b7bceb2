import { Router } from 'express';
import { type WebSocket, WebSocketServer } from 'ws';
import type { Config } from '../config.ts';
import { allow } from '../http/allow.ts';
import { Problem } from '../http/problem.ts';
import type { Logger } from '../logger.ts';
import { urlPrefix } from '../todos/router.ts';
import type { Follower, Hub } from './hub.ts';
import { ownOrigin } from './own-origin.ts';
import { headOf } from './upgrade.ts';

/** Clients have nothing to say here; larger messages close the connection with 1009. */
const MAX_MESSAGE_BYTES = 65_536;
/** A client that lets this much pile up is cut off; it catches up when it connects again. */
const MAX_BACKLOG_BYTES = 1_048_576;
/** How long a client has to say goodbye. */
const CLOSE_MS = 2_000;
const GOING_AWAY = 1001;

/** Changes of to-dos over a WebSocket. */
export function liveRouter(hub: Hub, config: Config, logger: Logger): Router {
  const router = Router({ caseSensitive: true, strict: true });
  const sockets = new WebSocketServer({
    noServer: true,
    clientTracking: false,
    maxPayload: MAX_MESSAGE_BYTES,
  });

  router
    .route('/ws/todos')
    .get(ownOrigin(config), (req, res) => {
      const head = headOf(req);
      if (!head) {
        res.setHeader('Upgrade', 'websocket');
        throw new Problem(426, 'This address takes WebSockets only.');
      }
      const started = performance.now();
      res.detachSocket(req.socket);
      sockets.handleUpgrade(req, req.socket, head, (socket) => {
        const leave = hub.follow(followerOf(socket, urlPrefix(req)));
        socket.once('close', (code) => {
          leave();
          const duration_ms = Math.round(performance.now() - started);
          const { id: request_id, method, path } = req;
          logger.info(
            { request_id, method, path, status: 101, close_code: code, duration_ms },
            `${method} ${path} 101`,
          );
        });
      });
    })
    .all(allow('GET'));

  return router;
}

function followerOf(socket: WebSocket, urlPrefix: string): Follower {
  let isAlive = true;
  socket.on('pong', () => {
    isAlive = true;
  });
  // A broken frame, or one that is too large: `close` follows.
  socket.on('error', () => {});
  return {
    urlPrefix,
    send(message) {
      socket.send(message);
      if (socket.bufferedAmount > MAX_BACKLOG_BYTES) socket.terminate();
    },
    beat() {
      if (!isAlive) return socket.terminate();
      isAlive = false;
      socket.ping();
    },
    close() {
      socket.close(GOING_AWAY);
      setTimeout(() => socket.terminate(), CLOSE_MS).unref();
    },
  };
}
