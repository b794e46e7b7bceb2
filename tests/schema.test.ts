import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkAnswersFile } from '../src/answersFile.ts';
import { QUESTIONS } from '../src/questions.ts';
import { anyAnswers } from './support.ts';
import { packageWith, run } from './tools/cli.ts';

/** As users get it, from the command. */
const { root, cli } = packageWith();
const { stdout } = await run(cli, ['schema'], { cwd: root });
const schema = JSON.parse(stdout);
const validate = new Ajv2020({ strict: true, allErrors: true }).compile(schema);
const accepts = (file: unknown): boolean => {
  try {
    checkAnswersFile(file);
    return true;
  } catch {
    return false;
  }
};

test('the schema is valid JSON Schema 2020-12 and has a key for every question', () => {
  expect(schema.$schema).toBe('https://json-schema.org/draft/2020-12/schema');
  expect(Object.keys(schema.properties)).toEqual(
    expect.arrayContaining(QUESTIONS.map(({ id }) => id)),
  );
});

describe('the schema and the tool agree', () => {
  test.each([
    [{}, true],
    [{ $schema: './schema.json', name: 'x', description: '' }, true],
    [{ kind: 'api', heavy: ['ml', 'compute'], template: 'node', db: 'sqlite' }, true],
    [{ kind: 'unknown', extras: ['none'] }, true],
    [{ kind: 'apo' }, false],
    [{ knd: 'api' }, false],
    [{ template: 'rails' }, false],
    [{ shape: ['fast', 'team', 'free'] }, false],
    [{ heavy: [3] }, false],
    [{ name: 3 }, false],
    [{ features: 'docker' }, false],
    [['kind'], false],
    [null, false],
  ])('%j is valid: %s', (file, valid) => {
    expect([validate(file), accepts(file)]).toEqual([valid, valid]);
  });

  test('on every set of valid answers', () => {
    fc.assert(
      fc.property(anyAnswers, (answers) => {
        expect([validate(answers), accepts(answers)]).toEqual([true, true]);
      }),
    );
  });
});

test('databases and features are those of the templates', () => {
  expect(schema.properties.db.enum).toEqual(['sqlite', 'postgres']);
  expect(schema.properties.features.items.enum).toEqual([
    'agents-md',
    'channels',
    'docker',
    'http2',
    'own-node',
    'polling',
    'registry',
    'slow',
    'sockets',
  ]);
});

test('editors can show what each choice means', () => {
  const { kind, heavy } = schema.properties;
  expect(kind.oneOf).toContainEqual({ const: 'shop', title: 'A shop' });
  expect(heavy.items).toMatchObject({
    oneOf: expect.arrayContaining([{ const: 'unknown', title: 'I do not know' }]),
  });
});
