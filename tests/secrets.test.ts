import { expect, test } from 'vitest';
import { makeSecrets } from '../src/secrets.ts';
import type { Template } from '../src/template.ts';
import { templates } from './tools/specs.ts';

const example = (content: string) => new Map([['.env.example', { content }]]);
const template = (secrets: readonly string[]): Template => ({ ...templates.node, secrets });
const envOf = (content: string, secrets: readonly string[]) =>
  String(makeSecrets(template(secrets), example(content)).get('.env')?.content);

test('.env is .env.example with a value for each secret, and nothing else changed', () => {
  const env = envOf('# Keys\nMY_SECRET_KEY=\nSECRET_KEY=\nPORT=3000\n', ['SECRET_KEY']);
  expect(env).toMatch(/^# Keys\nMY_SECRET_KEY=\nSECRET_KEY=[\w-]{64}\nPORT=3000\n$/);
});

test('every secret and every project has its own value', () => {
  const make = () => envOf('A=\nB=\n', ['A', 'B']);
  const values = [make(), make()].flatMap((env) => env.match(/(?<==).+/g) ?? []);
  expect(new Set(values).size).toBe(4);
});

test('a placeholder is replaced', () => {
  expect(envOf('SECRET_KEY=change-me\n', ['SECRET_KEY'])).not.toContain('change-me');
});

test('a starter without .env.example gets no .env', () => {
  expect(makeSecrets(template(['SECRET_KEY']), new Map()).size).toBe(0);
});
