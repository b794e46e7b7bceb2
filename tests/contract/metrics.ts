import { describe, expect, test } from 'vitest';
import { add, call } from './http.ts';
import type { Stack } from './server.ts';
import { productionEnv, until, withServer } from './server.ts';
import { anonymous } from './sessions.ts';

const TOKEN = 'a-token-for-scraping-1234567890';
const bearer = (token: string) => ({ headers: { Authorization: `Bearer ${token}` } });

/** Measurements for Prometheus, for nobody but who has the token. */
export function metricsContract(stack: () => Stack): void {
  describe('/metrics', () => {
    test('is not there without METRICS_TOKEN', () =>
      withServer(stack(), productionEnv(stack()), async (server) => {
        for (const options of [{}, bearer(''), bearer('undefined'), bearer('None')]) {
          expect((await call(anonymous(server), 'GET', '/metrics', options)).status).toBe(404);
        }
      }));

    test.each(['1', '2'])('is for who has the token; processes: %s', (processes) =>
      withServer(
        stack(),
        productionEnv(stack(), { METRICS_TOKEN: TOKEN, WEB_CONCURRENCY: processes }),
        async (server) => {
          const nobody = anonymous(server);
          const wrong = [{}, bearer('wrong'), bearer(TOKEN.slice(0, -1)), bearer(`${TOKEN}x`)];
          for (const options of [...wrong, { headers: { Authorization: TOKEN } }]) {
            const answer = await call(nobody, 'GET', '/metrics', options);
            expect([401, 403, 404], answer.text).toContain(answer.status);
            expect(answer.text).not.toMatch(/# TYPE/);
          }
          for (let turn = 0; turn < 5; turn += 1) await add(server, `todo ${turn}`);
          await call(server, 'GET', '/api/nope');
          // A process that is only just starting cannot be asked yet.
          const answer = await until(
            'the measurements of all processes',
            async () => {
              const each = await call(nobody, 'GET', '/metrics', bearer(TOKEN));
              expect([200, 503]).toContain(each.status);
              return each.text.includes('# TYPE') ? each : undefined;
            },
            30_000,
          );
          expect(answer.status).toBe(200);
          expect(answer.headers['content-type']).toMatch(/^(text\/plain|application\/openmetrics)/);
          expect(answer.text).toMatch(/^# TYPE \w+ histogram$/m);
          expect(answer.text).toMatch(/^\w*http\w*request\w*\{.*\} \d/m);
          // By pattern, not by address: otherwise every todo would be a series of its own.
          expect(answer.text).not.toMatch(/\/api\/(todos\/[\w-]*\d|nope)/);
          expect(server.stdout()).not.toContain(TOKEN);
        },
      ),
    );
  });
}
