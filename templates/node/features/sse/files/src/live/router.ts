import { type Response, Router } from 'express';
import type { Config } from '../config.ts';
import { allow } from '../http/allow.ts';
import { API_PATH, urlPrefix } from '../todos/router.ts';
import type { Follower, Hub } from './hub.ts';
import { ownOrigin } from './own-origin.ts';

/** A client that lets this much pile up is cut off; it catches up when it connects again. */
const MAX_BACKLOG_BYTES = 1_048_576;

/** Changes of to-dos as server-sent events. */
export function liveRouter(hub: Hub, config: Config): Router {
  const router = Router({ caseSensitive: true, strict: true });

  router
    .route(`${API_PATH}/events`)
    .get(ownOrigin(config), (req, res) => {
      res.type('text/event-stream').setHeader('Cache-Control', 'no-cache, no-transform');
      // For nginx, which would hold events back.
      res.setHeader('X-Accel-Buffering', 'no');
      if (req.method === 'HEAD') {
        res.end();
        return;
      }
      // At random, so that not everybody comes back at once after a restart.
      res.write(`retry: ${1_000 + Math.floor(Math.random() * 4_000)}\n\n`);
      res.once('close', hub.follow(followerOf(res, urlPrefix(req))));
    })
    .all(allow('GET'));

  return router;
}

function followerOf(res: Response, urlPrefix: string): Follower {
  const write = (text: string) => {
    if (res.destroyed || res.writableEnded) return;
    res.write(text);
    if (res.writableLength > MAX_BACKLOG_BYTES) res.destroy();
  };
  return {
    urlPrefix,
    send: (message) => write(`data: ${message}\n\n`),
    beat: () => write(':\n\n'),
    close: () => res.end(),
  };
}
