import { randomBytes, randomInt } from 'node:crypto';
import { expect } from 'vitest';
import { type Answer, call, type Options } from './http.ts';
import type { Env, Running, Server, Session, Stack } from './server.ts';

export interface Account {
  readonly email: string;
  readonly password: string;
}

/** Nobody has it yet. */
export function newAccount(): Account {
  const unique = randomBytes(6).toString('hex');
  return { email: `user-${unique}@example.org`, password: `correct horse ${unique}` };
}

/** A client nobody has seen, for a server with `TRUSTED_PROXIES=1`: limits count each by itself. */
export function newClient(): Env {
  return { 'X-Forwarded-For': `198.18.${randomInt(256)}.${randomInt(256)}` };
}

/** The same server, with nobody signed in. */
export function anonymous<T extends Server>(server: T): T {
  const { session: _, ...rest } = server;
  return rest as T;
}

/** The same server, as somebody else sees it. */
export function as<T extends Server>(server: T, session: Session): T {
  return { ...server, session };
}

/** Sends credentials to `/api/auth/<what>`, as a program that is not signed in and was never seen. */
export function send(
  server: Server,
  what: 'signup' | 'login' | 'logout' | 'me',
  json: object,
  { headers = {} }: Options = {},
): Promise<Answer> {
  const all = { ...newClient(), ...headers };
  return call(anonymous(server), 'POST', `/api/auth/${what}`, { json, headers: all });
}

/** Makes an account and signs in to it. */
export async function signUp(server: Server, account = newAccount()): Promise<Session> {
  const answer = await send(server, 'signup', account);
  expect(answer.status, answer.text).toBe(201);
  return sessionOf(answer, account);
}

export async function logIn(server: Server, account: Account): Promise<Session> {
  const { email, password } = account;
  const answer = await send(server, 'login', { email, password });
  expect(answer.status, answer.text).toBe(200);
  return sessionOf(answer, account);
}

function sessionOf(answer: Answer, { email, password }: Account): Session {
  const { csrf_token: csrfToken } = answer.json<{ csrf_token: string }>();
  return { email, password, cookie: cookiesOf(answer), csrfToken };
}

/** The cookies that an answer sets, as a `Cookie` header sends them back. */
export function cookiesOf({ headers }: Answer): string {
  return (headers['set-cookie'] ?? []).map((cookie) => cookie.split(';')[0]).join('; ');
}

/** The one cookie that makes the session. */
export function sessionCookie({ cookie }: Session): string {
  return cookie.split('; ').find((each) => /session\w*=/.test(each)) ?? '';
}

/** Who the server takes this session for; undefined when it has ended. */
export async function whoIs(server: Server, session: Session): Promise<string | undefined> {
  const answer = await call(as(server, session), 'GET', '/api/auth/me');
  expect([200, 401], answer.text).toContain(answer.status);
  return answer.status === 200 ? answer.json<{ email: string }>().email : undefined;
}

/** The same stack, with somebody signed in at every server that starts. */
export function signedIn(stack: Stack): Stack {
  return {
    ...stack,
    async launch(env, data): Promise<Running> {
      const running = await stack.launch(env, data);
      const session = data?.session;
      try {
        return as(running, session ? await logIn(running, session) : await signUp(running));
      } catch (error) {
        await running.stop('SIGKILL');
        throw error;
      }
    },
  };
}
