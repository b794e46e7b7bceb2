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
import type { Running, Stack } from '../contract/server.ts';
import { stackOf } from './stacks.ts';
import { makeStarter, type Starter } from './starter.ts';

const ORIGIN = 'http://client.example';

/** What a name and a description may hold: nothing of it may break a file, run, or get lost. */
const HOSTILE = {
  name: `Tom's "shop" \\ {{x}} {% x %} \${x} <b> 🎉`,
  description: `"""Quotes""" 'n' back\\slash\nnew line </script> {{x}} {{{y}}} {% x %} {# c #} \${x} <%= z %> \`t\` *m* 🎉`,
};

/** The commands of a starter's own that must pass, beside the one that starts it. */
export interface OwnChecks {
  readonly stack: StackId;
  readonly commands: readonly (readonly string[])[];
}

/** Generates and installs the real starter, then holds it against the contract and its own checks. */
export function describeStarter({ stack, commands }: OwnChecks): void {
  describe(`the ${stack} starter`, () => {
    let starter: Starter;
    beforeAll(async () => {
      starter = await makeStarter(stack);
      // It must run without; and the suite sets every variable itself.
      expect(readFileSync(path.join(starter.directory, '.env'), 'utf8')).toMatch(
        /^SECRET_KEY=[\w-]{50,}$/m,
      );
      rmSync(path.join(starter.directory, '.env'));
    });
    afterAll(() => starter.remove());

    describe('as generated', () => {
      test.each(commands)('%s passes', async (...command) => {
        await starter.run(command);
      });

      test('leaves nothing uncommitted or unignored', async () => {
        expect(await starter.run(['git', 'status', '--porcelain'])).toBe('');
      });

      test('has its pristine state as the first commit', async () => {
        const log = await starter.run(['git', 'log', '--reverse', '--format=%(trailers)']);
        expect(log.split('\n')[0]).toMatch(/^Stackstart-Version: \d+\.\d+\.\d+$/);
      });
    });

    describe('over HTTP', () => contract(() => stackOf(starter)));
  });

  describe(`the ${stack} starter with a hostile name and description`, () => {
    let starter: Starter;
    let server: Running;
    beforeAll(async () => {
      const input = JSON.stringify({ ...HOSTILE, template: stack });
      starter = await makeStarter(stack, ['--answers', '-'], { name: 'plain', input });
      rmSync(path.join(starter.directory, '.env'));
      server = await stackOf(starter).launch({});
    });
    afterAll(async () => {
      await server.stop('SIGKILL');
      starter.remove();
    });

    test.each(commands)('%s passes', async (...command) => {
      await starter.run(command);
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

function contract(stack: () => Stack): void {
  let server: Running;
  beforeAll(async () => {
    server = await stack().launch({ RATE_LIMIT: '100000', CORS_ORIGINS: ORIGIN });
  });
  afterAll(() => server.stop('SIGKILL'));
  serverContract(() => server);
  crossOriginContract(() => server);
  processContract(stack);
  slowContract(stack);
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
