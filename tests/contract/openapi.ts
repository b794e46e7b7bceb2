import { Validator } from '@seriousme/openapi-schema-validator';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { beforeAll, describe, expect, test } from 'vitest';
import { type Answer, add, call } from './http.ts';
import type { Has } from './index.ts';
import { ofNobody, ofTheList, others } from './openapiExchanges.ts';
import type { Env, Server, Todo } from './server.ts';
import { anonymous, as, newAccount, newClient, signUp } from './sessions.ts';

const ADDRESS = '/api/openapi.json';
/** Headers that a client works with; the others of every answer need no word. */
const HEADERS = ['etag', 'link', 'location', 'retry-after'];
const METHODS = ['get', 'put', 'post', 'delete', 'patch', 'head', 'options'];

interface Response {
  readonly content?: Record<string, object>;
  readonly headers?: Record<string, object>;
  readonly $ref?: string;
}

interface Operation {
  readonly operationId?: string;
  readonly summary?: string;
  readonly responses: Record<string, Response>;
}

interface Document {
  readonly openapi: string;
  readonly info: { readonly title: string; readonly version: string };
  readonly paths: Record<string, Record<string, Operation>>;
}

/** The documentation of the API, and whether it tells the truth. With accounts: `TRUSTED_PROXIES=1`. */
export function openapiContract(server: () => Server, { accounts }: Has): void {
  describe('OpenAPI', { timeout: 60_000 }, () => {
    let document: Document;
    const ajv = new Ajv2020({ strict: false, validateFormats: false, allErrors: true });
    beforeAll(async () => {
      document = (await call(anonymous(server()), 'GET', ADDRESS)).json<Document>();
      ajv.addSchema(document, 'api');
    });

    const pathOf = (path: string): string => {
      const plain = path
        .replace(/\?.*/, '')
        .replace(/^\/api\/todos\/(?!events$)[^/]+$/, '/api/todos/{}');
      const found = Object.keys(document.paths).find(
        (each) => each.replace(/\{.*\}/, '{}') === plain,
      );
      if (!found) throw new Error(`${plain} is not documented`);
      return found;
    };
    /** The answer is one of those that the document has for this operation. */
    const expectDocumented = (method: string, path: string, answer: Answer): void => {
      const documented = pathOf(path);
      const operation = document.paths[documented]?.[method.toLowerCase()];
      expect(operation, `${method} ${documented}`).toBeDefined();
      const response = operation?.responses[answer.status];
      expect(response, `${method} ${documented}: ${answer.status}`).toBeDefined();
      const place = ['paths', documented, method.toLowerCase(), 'responses', `${answer.status}`];
      const { content, headers, pointer } = follow(document, response, pointerOf(place));
      const sent = HEADERS.filter((name) => name in answer.headers);
      const named = Object.keys(headers).map((name) => name.toLowerCase());
      expect(named, `${method} ${documented}: ${answer.status}`).toEqual(
        expect.arrayContaining(sent),
      );
      const type = String(answer.headers['content-type'] ?? '').replace(/;.*/, '');
      expect(Object.keys(content), `${method} ${documented}: ${answer.status}`).toEqual(
        type ? [type] : [],
      );
      if (!type) return;
      const schema = `api${pointer}${pointerOf(['content', type, 'schema'], '')}`;
      const valid = ajv.validate({ $ref: schema }, answer.json());
      expect(ajv.errorsText(), `${method} ${path}: ${answer.text}`).toBe('No errors');
      expect(valid).toBe(true);
    };

    test('is a valid document of version 3.1', async () => {
      const answer = await call(anonymous(server()), 'GET', ADDRESS);
      expect([answer.status, answer.headers['content-type']]).toEqual([
        200,
        expect.stringMatching(/^application\/(json|vnd\.oai\.openapi\+json)\b/),
      ]);
      expect(document.openapi).toMatch(/^3\.1\./);
      const { valid, errors } = await new Validator().validate({ ...structuredClone(document) });
      expect([valid, errors]).toEqual([true, undefined]);
      expect(document.info.title).toMatch(/./);
    });

    test('names every operation, once, in words', () => {
      const operations = Object.values(document.paths).flatMap((methods) =>
        METHODS.flatMap((method) => methods[method] ?? []),
      );
      const ids = operations.map(({ operationId }) => operationId);
      expect(new Set(ids).size).toBe(ids.length);
      for (const operation of operations) {
        expect(operation.operationId).toMatch(/^[A-Za-z]\w*$/);
        expect(operation.summary).toMatch(/\w/);
      }
    });

    test.each(ofTheList)(
      '%s %s answers %i as documented',
      async (method, path, status, options) => {
        const { id } = await add(server(), 'Milk');
        const answer = await call(server(), method, path.replace('{id}', `${id}`), options);
        expect(answer.status, answer.text).toBe(status);
        expectDocumented(method, path, answer);
      },
    );

    if (accounts) {
      test.each(ofNobody)(
        'for nobody %s %s answers %i',
        async (method, path, status, options = {}) => {
          const headers: Env = { ...newClient(), ...options.headers };
          const answer = await call(anonymous(server()), method, path, { ...options, headers });
          expect(answer.status, answer.text).toBe(status);
          expectDocumented(method, path, answer);
        },
      );

      test('signing up, in and out answer as documented', async () => {
        const account = newAccount();
        const ask = (path: string): Promise<Answer> =>
          call(anonymous(server()), 'POST', path, { json: account, headers: newClient() });
        for (const [path, status] of [
          ['signup', 201],
          ['signup', 409],
          ['login', 200],
        ] as const) {
          const answer = await ask(`/api/auth/${path}`);
          expect(answer.status).toBe(status);
          expectDocumented('POST', `/api/auth/${path}`, answer);
        }
        const who = as(server(), await signUp(server()));
        expectDocumented('GET', '/api/auth/me', await call(who, 'GET', '/api/auth/me'));
        const answer = await call(who, 'POST', '/api/auth/logout');
        expect(answer.status).toBe(204);
        expectDocumented('POST', '/api/auth/logout', answer);
      });
    }

    test('documents what there is, and nothing else', () => {
      const exchanges = accounts ? [...ofTheList, ...ofNobody] : ofTheList;
      const asked = new Set(exchanges.map(([method, path]) => `${method} ${pathOf(path)}`));
      if (accounts) asked.add('POST /api/auth/logout');
      const documented = Object.entries(document.paths)
        .filter(([path]) => !others.test(path))
        .flatMap(([path, methods]) =>
          METHODS.filter((method) => methods[method]).map(
            (method) => `${method.toUpperCase()} ${path}`,
          ),
        );
      expect(documented.sort()).toEqual([...asked].sort());
    });

    test('says what a body may hold, as strictly as the server', async () => {
      const create = document.paths[pathOf('/api/todos')]?.post as unknown as {
        requestBody: { content: Record<string, object> };
      };
      expect(Object.keys(create.requestBody.content)).toEqual(['application/json']);
      const pointer = pointerOf([
        'paths',
        pathOf('/api/todos'),
        'post',
        'requestBody',
        'content',
        'application/json',
        'schema',
      ]);
      const isValid = (json: object): boolean => ajv.validate({ $ref: `api${pointer}` }, json);
      for (const json of [{ title: 'Milk' }, { title: 'Milk', completed: true, order: null }]) {
        expect(isValid(json), JSON.stringify(json)).toBe(true);
      }
      const wrong = [
        {},
        { title: 1 },
        { title: 'x'.repeat(201) },
        { title: 'a', order: 0.5 },
        { title: 'a', id: 1 },
      ];
      for (const json of wrong) {
        expect(isValid(json), JSON.stringify(json)).toBe(false);
        expect((await call(server(), 'POST', '/api/todos', { json })).status).toBe(422);
      }
    });

    test('has a page that shows every operation, with nothing from elsewhere', async () => {
      const { status, headers, text } = await call(anonymous(server()), 'GET', '/api/docs');
      expect([status, headers['content-type']]).toEqual([
        200,
        expect.stringMatching(/^text\/html/),
      ]);
      const operations = Object.values(document.paths).flatMap(Object.values<Operation>);
      for (const { operationId } of operations) expect(text).toContain(`id="${operationId}"`);
      expect(text).not.toMatch(/(?:src|href|action)="(?:https?:)?\/\//i);
      for (const [, address = ''] of text.matchAll(/(?:src|href)="(\/static\/[^"]+)"/g)) {
        expect((await call(anonymous(server()), 'GET', address)).status, address).toBe(200);
      }
    });

    test('a todo is what the document says', async () => {
      const todo = await add(server(), 'Milk');
      const answer = await call(server(), 'GET', todo.url);
      expectDocumented('GET', '/api/todos/{id}', answer);
      const { title: _, ...rest } = answer.json<Todo>();
      const broken = { ...answer, json: <T>() => rest as T };
      expect(() => expectDocumented('GET', '/api/todos/{id}', broken)).toThrow();
    });
  });
}

function pointerOf(steps: readonly string[], start = '#'): string {
  const escaped = steps.map((step) => step.replaceAll('~', '~0').replaceAll('/', '~1'));
  return [start, ...escaped.map(encodeURIComponent)].join('/');
}

/** A response, or the shared one it points at: the types and headers it may have, and where it stands. */
function follow(
  document: Document,
  response: Response | undefined,
  pointer: string,
): { content: Record<string, object>; headers: Record<string, object>; pointer: string } {
  if (!response?.$ref) {
    return { content: response?.content ?? {}, headers: response?.headers ?? {}, pointer };
  }
  const steps = response.$ref.slice(2).split('/');
  const found = steps.reduce(
    (at: unknown, step) => (at as Record<string, unknown>)[step],
    document,
  );
  return follow(document, found as typeof response, response.$ref);
}
