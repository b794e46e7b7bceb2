import http, { type IncomingMessage } from 'node:http';
import https from 'node:https';
import { WebSocket } from 'ws';
import { call } from './http.ts';
import { type Env, type Server, type Todo, until } from './server.ts';

/** How a server tells of changes: server-sent events, or WebSocket. */
export type Channel = 'sse' | 'websocket';

export type Message =
  | { type: 'todo.created' | 'todo.updated'; todo: Todo }
  | { type: 'todo.deleted'; id: Todo['id'] }
  | { type: 'todos.cleared' };

/** A client that listens. */
export interface Stream {
  /** Everything told so far. */
  readonly messages: readonly Message[];
  /** Why it ended: the code of a WebSocket, 1000 where there is none; undefined while it lives. */
  ended(): number | undefined;
  close(): void;
}

/** The server did not let a listener in. */
export class Refused extends Error {
  readonly status: number;
  constructor(status: number) {
    super(`refused with ${status}`);
    this.status = status;
  }
}

export const PATHS: Record<Channel, string> = { sse: '/api/todos/events', websocket: '/ws/todos' };

/** Opens a stream as the server's session, or as nobody; rejects with `Refused`. */
export function open(channel: Channel, server: Server, headers: Env = {}): Promise<Stream> {
  const cookie = server.session ? { Cookie: server.session.cookie } : {};
  const all = { ...cookie, ...headers };
  return channel === 'sse' ? openEvents(server, all) : openSocket(server, all).then(streamOf);
}

/** The status with which a stream is refused; 200 when it is not. */
export async function statusOfOpening(
  channel: Channel,
  server: Server,
  headers: Env = {},
): Promise<number> {
  try {
    (await open(channel, server, headers)).close();
    return 200;
  } catch (error) {
    if (error instanceof Refused) return error.status;
    throw error;
  }
}

/** Waits until a stream has told this many changes, and gives them. */
export async function told(stream: Stream, count: number): Promise<readonly Message[]> {
  await until(
    `${count} messages`,
    () => stream.messages.length >= count || stream.ended() !== undefined,
    20_000,
  );
  return stream.messages;
}

/** Adds a todo and waits until the stream has told of it: all that came before has arrived then. */
export async function settle(stream: Stream, server: Server): Promise<void> {
  const json = { title: `marker ${Math.random()}` };
  const { id } = (await call(server, 'POST', '/api/todos', { json })).json<Todo>();
  const isMarker = (message: Message) => 'todo' in message && message.todo.id === id;
  await until('the marker', () => stream.messages.some(isMarker), 20_000);
}

function openEvents(server: Server, headers: Env): Promise<Stream> {
  const url = new URL(PATHS.sse, server.url);
  const { request } = url.protocol === 'https:' ? https : http;
  return new Promise((resolve, reject) => {
    const all = { Accept: 'text/event-stream', ...headers };
    const req = request(url, { headers: all, agent: false }, (res) => {
      if (res.statusCode === 200) return resolve(eventsOf(res));
      res.destroy();
      reject(new Refused(res.statusCode ?? 0));
    });
    req.on('error', reject).end();
  });
}

function eventsOf(res: IncomingMessage): Stream {
  const messages: Message[] = [];
  let ended: number | undefined;
  let rest = '';
  res.setEncoding('utf8').on('data', (text: string) => {
    const events = `${rest}${text}`.replaceAll('\r\n', '\n').split('\n\n');
    rest = events.pop() ?? '';
    for (const event of events) {
      const data = [...event.matchAll(/^data: ?(.*)$/gm)].map(([, line]) => line).join('\n');
      if (data) messages.push(JSON.parse(data));
    }
  });
  for (const event of ['close', 'error']) {
    res.on(event, () => {
      ended = 1000;
    });
  }
  return { messages, ended: () => ended, close: () => res.destroy() };
}

/** A socket that is open; rejects with `Refused` when the server answers instead of upgrading. */
export function openSocket(server: Server, headers: Env, path = PATHS.websocket): Promise<Opened> {
  const socket = new WebSocket(`${server.url.replace(/^http/, 'ws')}${path}`, { headers });
  // From the first moment on: the server may tell something at once.
  const opened = { socket, stream: listen(socket) };
  return new Promise((resolve, reject) => {
    socket.on('open', () => resolve(opened));
    socket.on('unexpected-response', (_req, res) => {
      reject(new Refused(res.statusCode ?? 0));
      socket.terminate();
    });
    socket.on('error', reject);
  });
}

export interface Opened {
  readonly socket: WebSocket;
  readonly stream: Stream;
}

const streamOf = ({ stream }: Opened): Stream => stream;

function listen(socket: WebSocket): Stream {
  const messages: Message[] = [];
  let ended: number | undefined;
  socket.on('message', (data) => messages.push(JSON.parse(String(data))));
  socket.on('close', (code) => {
    ended = code;
  });
  return { messages, ended: () => ended, close: () => socket.terminate() };
}
