import { existsSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { StackId } from '../../src/types.ts';
import {
  browserContract,
  crossOriginContract,
  processContract,
  serverContract,
  slowContract,
} from '../contract/index.ts';
import type { Env, Running, Stack } from '../contract/server.ts';
import { stackOf } from './stacks.ts';
import { makeStarter, type Starter } from './starter.ts';

const ORIGIN = 'http://client.example';

/** What a name and a description may hold: nothing of it may break a file, run, or get lost. */
const HOSTILE = {
  name: `Tom's "shop" \\ {{x}} {% x %} \${x} <b> 🎉`,
  description: `"""Quotes""" 'n' back\\slash\nnew line </script> {{x}} {{{y}}} {% x %} {# c #} \${x} <%= z %> \`t\` *m* 🎉`,
};

/** A starter's own commands that must pass, beside the one that starts it. */
export interface OwnChecks {
  readonly stack: StackId;
  readonly checks: readonly OwnCheck[];
}

export interface OwnCheck {
  readonly command: readonly string[];
  readonly env?: Env;
}

/** Generates and installs the real starter, then holds it against the contract and its own checks. */
export function describeStarter({ stack, checks }: OwnChecks): void {
  describe(`the ${stack} starter`, () => {
    let starter: Starter;
    beforeAll(async () => {
      starter = await makeStarter(stack);
    });
    afterAll(() => starter.remove());

    describe('as generated', () => {
      test.each(named(checks))('%s passes', async (_, { command, env }) => {
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
      contract(() => stackOf(starter));
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

    test.each(named(checks))('%s passes', async (_, { command, env }) => {
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

const named = (checks: readonly OwnCheck[]) =>
  checks.map((check) => [check.command.join(' '), check] as const);

function contract(stack: () => Stack): void {
  let server: Running;
  beforeAll(async () => {
    server = await stack().launch({ RATE_LIMIT: '100000', CORS_ORIGINS: ORIGIN });
  });
  afterAll(() => server.stop('SIGKILL'));
  serverContract(() => server);
  crossOriginContract(() => server);
  processContract(stack, { accounts: false });
  slowContract(stack, { accounts: false });
  browserContract(() => server);
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
