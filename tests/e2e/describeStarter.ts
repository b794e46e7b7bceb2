import { existsSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { plan } from '../../src/plan.ts';
import { loadTemplate } from '../../src/template.ts';
import type { StackId } from '../../src/types.ts';
import type { Running } from '../contract/server.ts';
import {
  browserContracts,
  hasOf,
  processContracts,
  serverContracts,
  useServer,
} from './contracts.ts';
import { nameOf, OWN_CHECKS } from './ownChecks.ts';
import { stackOf } from './stacks.ts';
import { makeStarter, type Starter } from './starter.ts';

/** What a name and a description may hold: nothing of it may break a file, run, or get lost. */
const HOSTILE = {
  name: `Tom's "shop" \\ {{x}} {% x %} \${x} <b> 🎉`,
  description: `"""Quotes""" 'n' back\\slash\nnew line </script> {{x}} {{{y}}} {% x %} {# c #} \${x} <%= z %> \`t\` *m* 🎉`,
};

/** Generates and installs the real starter, then holds it against the contract and its own checks. */
export function describeStarter(stack: StackId): void {
  const checks = OWN_CHECKS[stack].map((check) => [nameOf(check), check] as const);
  describe(`the ${stack} starter`, () => {
    let starter: Starter;
    beforeAll(async () => {
      starter = await makeStarter(stack);
    });
    afterAll(() => starter.remove());

    describe('as generated', () => {
      test.each(checks)('%s passes', { timeout: 900_000 }, async (_, { command, env }) => {
        await starter.run(command, env);
      });

      test('has a secret of its own, which git ignores', async () => {
        const text = readFileSync(path.join(starter.directory, '.env'), 'utf8');
        expect(text).toMatch(/^SECRET_KEY=[\w-]{50,}$/m);
        expect(await starter.run(['git', 'check-ignore', '.env'])).toBe('.env');
      });

      test('leaves nothing uncommitted or unignored', async () => {
        expect(await starter.run(['git', 'status', '--porcelain'])).toBe('');
      });

      test('has its pristine state as the first commit', async () => {
        const log = await starter.run(['git', 'log', '--reverse', '--format=%(trailers)']);
        expect(log.split('\n')[0]).toMatch(/^Stackstart-Version: \d+\.\d+\.\d+$/);
      });
    });

    describe('over HTTP', () => {
      // A starter must run without; and the suite sets every variable itself.
      beforeAll(() => rmSync(path.join(starter.directory, '.env')));
      const features = defaultsOf(stack);
      serverContracts(() => stackOf(starter), features);
      processContracts(() => stackOf(starter), features);
      const server = useServer(() => stackOf(starter), hasOf(features));
      browserContracts(() => stackOf(starter), server, features);
    });
  });

  describe(`the ${stack} starter with a hostile name and description`, () => {
    let starter: Starter;
    let server: Running;
    beforeAll(async () => {
      const input = JSON.stringify({ ...HOSTILE, template: stack });
      starter = await makeStarter(stack, ['--answers', '-'], { name: 'plain', input });
      server = await stackOf(starter).launch({});
    });
    afterAll(async () => {
      await server.stop('SIGKILL');
      starter.remove();
    });

    test.each(checks)('%s passes', { timeout: 900_000 }, async (_, { command, env }) => {
      await starter.run(command, env);
    });

    test('shows them unharmed', async () => {
      const page = await fetch(`${server.url}/`).then((response) => response.text());
      const title = /<title>([\s\S]*?)<\/title>/.exec(page)?.[1] ?? '';
      expect(decode(title)).toContain(HOSTILE.name);
      expect(decode(page)).toContain(HOSTILE.description);
      expect(existsSync(path.join(starter.directory, 'README.md'))).toBe(true);
    });
  });
}

/** The database and the features of a project that nobody asked anything of. */
function defaultsOf(stack: StackId): readonly string[] {
  const { db, features } = plan({ name: 'app' }, loadTemplate(stack), process.versions.node);
  return [db, ...features];
}

/** HTML entities as browsers read them. */
function decode(html: string): string {
  return html
    .replaceAll(/&#(\d+);/g, (_, code) => String.fromCodePoint(Number(code)))
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&amp;', '&');
}
