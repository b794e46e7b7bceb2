import { describe, expect, test } from 'vitest';
import { type Answer, call } from './http.ts';
import type { Stack } from './server.ts';
import { productionEnv, withServer } from './server.ts';
import { anonymous } from './sessions.ts';

const HALF_A_YEAR = 15_768_000;
const TLS = {
  'X-Forwarded-Proto': 'https',
  'X-Forwarded-For': '203.0.113.1',
  Host: 'todo.example',
};

/** What Mozilla's HTTP Observatory takes off (below zero) or gives for the answer of a page. */
export function modifiers({ headers }: Pick<Answer, 'headers'>): Record<string, number> {
  const csp = String(headers['content-security-policy'] ?? '');
  const cookies = headers['set-cookie'] ?? [];
  return {
    policy: policyModifier(csp),
    cookies: Math.min(0, ...cookies.map(cookieModifier)),
    cors: headers['access-control-allow-origin'] === '*' ? -50 : 0,
    transport: transportModifier(String(headers['strict-transport-security'] ?? '')),
    sniffing: headers['x-content-type-options'] === 'nosniff' ? 0 : -5,
    framing: /frame-ancestors/.test(csp) ? 5 : headers['x-frame-options'] ? 0 : -20,
    referrer: /^(no-referrer|same-origin|strict-origin)/.test(`${headers['referrer-policy']}`)
      ? 5
      : 0,
    resources: /^same-/.test(`${headers['cross-origin-resource-policy']}`) ? 10 : 0,
  };
}

/** From 100 points on it is an A+. What is given counts only when little was taken off. */
export function score(answer: Pick<Answer, 'headers'>): number {
  const all = Object.values(modifiers(answer));
  const base = all.filter((value) => value < 0).reduce((sum, value) => sum + value, 100);
  const given = all.filter((value) => value > 0).reduce((sum, value) => sum + value, 0);
  return base >= 90 ? base + given : base;
}

function policyModifier(csp: string): number {
  if (!csp) return -25;
  if (/'unsafe-inline'|'unsafe-eval'|data:|\*|https?:(\s|;|$)/.test(csp)) return -20;
  return /default-src 'none'/.test(csp) ? 10 : 5;
}

function cookieModifier(cookie: string): number {
  if (!/;\s*secure/i.test(cookie)) return /session/i.test(cookie) ? -40 : -20;
  if (/session/i.test(cookie) && !/;\s*httponly/i.test(cookie)) return -30;
  return 0;
}

function transportModifier(header: string): number {
  const seconds = Number(/max-age=(\d+)/.exec(header)?.[1] ?? 0);
  if (seconds === 0) return -20;
  return seconds >= HALF_A_YEAR ? 0 : -10;
}

/** The conditions of an A+ from Mozilla's HTTP Observatory, on what a server behind TLS answers. */
export function observatoryContract(stack: () => Stack, paths: readonly string[]): void {
  describe('an A+ from the HTTP Observatory', () => {
    test.each(paths)('%s', (path) =>
      withServer(stack(), productionEnv(stack(), { TRUSTED_PROXIES: '1' }), async (server) => {
        const headers = { ...TLS, Accept: 'text/html' };
        const answer = await call(anonymous(server), 'GET', path, { headers });
        expect([200, 302, 303]).toContain(answer.status);
        expect(score(answer), JSON.stringify(modifiers(answer))).toBeGreaterThanOrEqual(100);
      }),
    );
  });
}
