import http, { type IncomingHttpHeaders } from 'node:http';
import https from 'node:https';
import net from 'node:net';
import tls from 'node:tls';
import { expect } from 'vitest';
import type { Problem, Server, Todo } from './server.ts';

export interface Answer {
  status: number;
  headers: IncomingHttpHeaders;
  text: string;
  json<T>(): T;
}

type Headers = Record<string, string>;

export interface Options {
  headers?: Headers;
  /** Sent as JSON, with its content type. */
  json?: unknown;
  /** Sent as it is. */
  body?: string | Buffer;
  /** Sends the body in pieces without telling its length. */
  chunked?: boolean;
  /** Keeps connections for the next request. */
  agent?: http.Agent;
}

const JSON_TYPE = { 'Content-Type': 'application/json' };
const SAFE_METHODS = new Set(['GET', 'HEAD', 'OPTIONS']);
/** Headers that say where a request comes from. */
const PROVENANCE = ['Origin', 'Referer', 'Sec-Fetch-Site'];

/**
 * The headers of a request with what a program that is signed in adds: its cookies and, to change something, its token.
 * A test that says where a request comes from is about that, so it gets no token.
 */
function signed({ session }: Pick<Server, 'session'>, method: string, headers: Headers): Headers {
  if (!session) return headers;
  const cookies = [session.cookie, headers.Cookie].filter((cookie) => cookie);
  const needsToken = !SAFE_METHODS.has(method) && !PROVENANCE.some((name) => name in headers);
  const token = needsToken ? { 'X-CSRF-Token': session.csrfToken } : {};
  return { ...token, ...headers, Cookie: cookies.join('; ') };
}

/** The lines of a request written by hand that say which server it is for and who asks. */
export function hostAndSession(server: Server): string {
  const lines = signed(server, 'POST', { Host: hostOf(server) });
  return Object.entries(lines)
    .map(([name, value]) => `${name}: ${value}`)
    .join('\r\n');
}

/** One request, on a connection of its own unless an agent keeps some. Unlike fetch it may set any header, `Host` and `Origin` too. */
export function call(
  server: Pick<Server, 'url' | 'session'>,
  method: string,
  path: string,
  { headers = {}, json, body, chunked = false, agent }: Options = {},
): Promise<Answer> {
  const url = new URL(path, server.url);
  const content = json === undefined ? body : JSON.stringify(json);
  const own = { ...(json === undefined ? {} : JSON_TYPE), ...headers };
  const all = signed(server, method, own);
  if (content !== undefined && !chunked) all['Content-Length'] = `${Buffer.byteLength(content)}`;
  // `path` is passed on as written, so that `..` and `%2e` reach the server.
  const target = path.startsWith('http') ? url.pathname + url.search : path;
  const { request } = url.protocol === 'https:' ? https : http;
  return new Promise((resolve, reject) => {
    const options = { method, path: target, headers: all, agent: agent ?? false };
    const req = request(url, options, (res) => {
      const chunks: Buffer[] = [];
      const done = (): void => {
        const text = Buffer.concat(chunks).toString();
        resolve({ status: res.statusCode ?? 0, headers: res.headers, text, json: parser(text) });
      };
      res.on('data', (chunk: Buffer) => chunks.push(chunk));
      res.on('end', done).on('error', done);
    });
    req.on('error', reject);
    req.setTimeout(30_000, () => req.destroy(new Error(`${method} ${path}: no answer in 30 s`)));
    req.end(content);
  });
}

function parser(text: string): <T>() => T {
  return <T>() => {
    try {
      return JSON.parse(text) as T;
    } catch {
      throw new Error(`expected JSON, got: ${text.slice(0, 200)}`);
    }
  };
}

/** Creates a todo and gives it back. */
export async function add(server: Server, todo: Partial<Todo> | string): Promise<Todo> {
  const json = typeof todo === 'string' ? { title: todo } : todo;
  const answer = await call(server, 'POST', '/api/todos', { json });
  expect(answer.status, answer.text).toBe(201);
  return answer.json<Todo>();
}

export async function list(server: Server, query = ''): Promise<Todo[]> {
  const answer = await call(server, 'GET', `/api/todos${query}`);
  expect(answer.status, answer.text).toBe(200);
  return answer.json<Todo[]>();
}

export async function clear(server: Server): Promise<void> {
  const answer = await call(server, 'DELETE', '/api/todos');
  expect(answer.status, answer.text).toBe(204);
}

/** What may never reach a client: stack traces, parsers' and databases' words, paths of files. */
const LEAKS =
  /Traceback|\bat \S+ \(|\.(ts|js|py):\d|node_modules|site-packages|Unexpected (token|end)|JSON at position|Expecting (value|property)|line \d+ column|sqlite|database is locked|\bSELECT\b|INSERT INTO|(Syntax|Type|Value)Error|Error:|Zod|pydantic|\/(home|work|usr|tmp)\//i;

/** The answer is a problem (RFC 9457) of this status, or of one of these, and gives nothing away. */
export function expectProblem(answer: Answer, ...statuses: number[]): Problem {
  expect(statuses, `${answer.status}: ${answer.text.slice(0, 300)}`).toContain(answer.status);
  expect(answer.headers['content-type']).toMatch(/^application\/problem\+json\b/);
  const problem = answer.json<Problem>();
  expect(problem).toMatchObject({
    type: expect.stringMatching(/./),
    title: expect.stringMatching(/./),
    status: answer.status,
    detail: expect.stringMatching(/./),
    instance: expect.stringMatching(/./),
    request_id: answer.headers['x-request-id'],
  });
  expect(answer.text).not.toMatch(LEAKS);
  return problem;
}

/** The places (`#/title`, or a parameter's name) that a problem complains about. */
export function places(problem: Problem): string[] {
  for (const { detail } of problem.errors ?? []) expect(detail).toMatch(/./);
  return (problem.errors ?? []).map(({ pointer, parameter }) => pointer ?? parameter ?? '');
}

/** Sends bytes as they are, then gives what came back until the server closed, or 20 seconds passed. */
export async function raw(server: Server, ...parts: (string | Buffer)[]): Promise<string> {
  const socket = await connect(server);
  for (const part of parts) socket.write(part);
  return received(socket, 20_000);
}

export function connect(server: Server): Promise<net.Socket> {
  const { protocol, hostname, port } = new URL(server.url);
  const host = hostname.replace(/^\[|\]$/g, '');
  const secure = protocol === 'https:';
  return new Promise((resolve, reject) => {
    const options = { host, port: Number(port) || (secure ? 443 : 80) };
    const socket = secure ? tls.connect({ ...options, servername: host }) : net.connect(options);
    socket.once(secure ? 'secureConnect' : 'connect', () => resolve(socket)).once('error', reject);
  });
}

/** All that arrives until it is enough or the other side ends the connection; a reset counts as an end. */
export function received(
  socket: net.Socket,
  milliseconds: number,
  isEnough = (_text: string) => false,
): Promise<string> {
  return new Promise((resolve) => {
    let text = '';
    const done = (): void => {
      clearTimeout(timer);
      socket.destroy();
      resolve(text);
    };
    const timer = setTimeout(done, milliseconds);
    socket.on('data', (chunk) => {
      text += chunk.toString('latin1');
      if (isEnough(text)) done();
    });
    socket.on('end', done).on('close', done).on('error', done);
  });
}

/** The status of a response read by `raw`; 0 when the connection was closed without one. */
export function statusOf(response: string): number {
  return Number(/^HTTP\/1\.[01] (\d{3})/.exec(response)?.[1] ?? 0);
}

export function hostOf(server: Server): string {
  return new URL(server.url).host;
}
