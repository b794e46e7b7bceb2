import type { Options } from './http.ts';
import { newAccount } from './sessions.ts';

const JSON_TYPE = { 'Content-Type': 'application/json' };
const FOREIGN = { Origin: 'https://evil.example' };

/** A request of a documented operation, and the status it must get. */
export type Exchange = [method: string, path: string, status: number, options?: Options];

const body = (text: string): Options => ({ body: text, headers: JSON_TYPE });
const match = (etag: string, json?: object): Options => ({
  headers: { 'If-Match': etag },
  ...(json && { json }),
});

/** What somebody asks of the list; `{id}` is a todo of theirs. */
export const ofTheList: Exchange[] = [
  ['GET', '/api/todos', 200],
  ['GET', '/api/todos?limit=1&completed=false', 200],
  ['GET', '/api/todos?limit=0', 422],
  ['POST', '/api/todos', 201, { json: { title: 'Milk', order: 3 } }],
  ['POST', '/api/todos', 400, body('{')],
  ['POST', '/api/todos', 413, body(' '.repeat(102_401))],
  ['POST', '/api/todos', 415, { body: 'title=Milk' }],
  ['POST', '/api/todos', 422, { json: { title: '', colour: 'red' } }],
  ['POST', '/api/todos', 403, { json: { title: 'Milk' }, headers: FOREIGN }],
  ['GET', '/api/todos/{id}', 200],
  ['GET', '/api/todos/nope', 404],
  ['PATCH', '/api/todos/{id}', 200, { json: { completed: true } }],
  ['PATCH', '/api/todos/{id}', 400, body('{')],
  ['PATCH', '/api/todos/{id}', 403, { json: {}, headers: FOREIGN }],
  ['PATCH', '/api/todos/nope', 404, { json: {} }],
  ['PATCH', '/api/todos/{id}', 412, match('"other"', {})],
  ['PATCH', '/api/todos/{id}', 413, body(' '.repeat(102_401))],
  ['PATCH', '/api/todos/{id}', 415, { body: 'title=Milk' }],
  ['PATCH', '/api/todos/{id}', 422, { json: { order: 1.5 } }],
  ['DELETE', '/api/todos/{id}', 403, { headers: FOREIGN }],
  ['DELETE', '/api/todos/{id}', 412, match('"other"')],
  ['DELETE', '/api/todos/{id}', 204],
  ['DELETE', '/api/todos/nope', 404],
  ['DELETE', '/api/todos', 403, { headers: FOREIGN }],
  ['DELETE', '/api/todos', 204],
];

/** What is asked by nobody. */
export const ofNobody: Exchange[] = [
  ['GET', '/api/todos', 401],
  ['POST', '/api/todos', 401, { json: { title: 'Milk' } }],
  ['DELETE', '/api/todos', 401],
  ['GET', '/api/todos/1', 401],
  ['PATCH', '/api/todos/1', 401, { json: {} }],
  ['DELETE', '/api/todos/1', 401],
  ['GET', '/api/auth/me', 401],
  ['POST', '/api/auth/signup', 400, body('{')],
  ['POST', '/api/auth/signup', 415, { body: 'a=b' }],
  ['POST', '/api/auth/signup', 422, { json: {} }],
  ['POST', '/api/auth/signup', 403, { json: newAccount(), headers: FOREIGN }],
  ['POST', '/api/auth/login', 400, body('{')],
  ['POST', '/api/auth/login', 401, { json: newAccount() }],
  ['POST', '/api/auth/login', 403, { json: newAccount(), headers: FOREIGN }],
  ['POST', '/api/auth/login', 415, { body: 'a=b' }],
  ['POST', '/api/auth/login', 422, { json: {} }],
];

/** A stream, which is no matter of exchanges; it is only there with server-sent events. */
export const others = /^\/api\/todos\/events$/;
