import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { checkAnswersFile, parseStack, readAnswersFile } from '../src/answersFile.ts';
import { tempDir, writeTree } from './tools/temp.ts';

const read = (text: string) =>
  readAnswersFile(path.join(writeTree(tempDir(), { 'answers.json': text }), 'answers.json'));

describe('reading', () => {
  test('takes a whole file', () => {
    const file = {
      $schema: 'https://example.org/schema.json',
      name: 'Büro & "Co"',
      description: 'Two\nlines',
      template: 'django',
      db: 'sqlite',
      features: ['docker'],
      kind: 'api',
      heavy: ['ml', 'compute'],
      lang: 'unknown',
      data: null,
    };
    expect(read(JSON.stringify(file))).toEqual({
      name: 'Büro & "Co"',
      description: 'Two\nlines',
      template: 'django',
      db: 'sqlite',
      features: ['docker'],
      answers: { kind: 'api', heavy: ['compute', 'ml'] },
      declined: ['lang', 'data'],
    });
  });

  test('takes a file that starts with a byte order mark', () => {
    expect(read('\ufeff{"kind": "api"}').answers).toEqual({ kind: 'api' });
  });

  test.each([
    ['{"kind": "api"', 'answers-not-json'],
    ['', 'answers-not-json'],
    ['["api"]', 'wrong-type'],
    ['null', 'wrong-type'],
    ['"api"', 'wrong-type'],
  ])('refuses %s as %s and names the file', (text, code) => {
    expect(() => read(text)).toThrow(
      expect.objectContaining({
        code,
        message: expect.stringContaining('answers.json'),
        hint: expect.stringContaining('{"kind": "api"'),
      }),
    );
  });

  test.each(['missing.json', '.'])('refuses the unreadable %s', (name) => {
    expect(() => readAnswersFile(path.join(tempDir(), name))).toThrow(
      expect.objectContaining({ code: 'answers-unreadable' }),
    );
  });
});

describe('checking', () => {
  test.each([
    [{ knd: 'api' }, 'unknown-key', 'Did you mean "kind"?'],
    [{ feature: ['docker'] }, 'unknown-key', 'Did you mean "features"?'],
    [{ zzzzzzzz: 1 }, 'unknown-key', 'Valid: kind, lang'],
    [{ kind: 'apo' }, 'unknown-value', 'Did you mean "api"?'],
    [{ kind: ['api', 'live'] }, 'wrong-type', ''],
    [{ kind: 3 }, 'wrong-type', ''],
    [{ heavy: [1] }, 'wrong-type', ''],
    [{ name: 3 }, 'wrong-type', 'Write a text'],
    [{ features: 'docker' }, 'wrong-type', 'a list of texts'],
    [{ features: [1] }, 'wrong-type', 'a list of texts'],
    [{ template: true }, 'wrong-type', 'a text'],
    [{ template: 'nod' }, 'unknown-value', 'Did you mean "node"?'],
    [{ heavy: ['none', 'ml'] }, 'choice-alone', 'none'],
    [{ shape: ['fast', 'team', 'free'] }, 'too-many-choices', 'fast,team'],
  ])('%j is %s', (file, code, hint) => {
    expect(() => checkAnswersFile(file)).toThrow(
      expect.objectContaining({ code, hint: expect.stringContaining(hint) }),
    );
  });

  test('an empty object answers nothing', () => {
    expect(checkAnswersFile({})).toEqual({ answers: {}, declined: [] });
  });
});

test.each([
  ['djnago', 'django'],
  ['python', 'django'],
  ['express', 'node'],
  ['Node', 'node'],
])('the stack "%s" is refused and "%s" suggested', (text, near) => {
  expect(() => parseStack(text)).toThrow(
    expect.objectContaining({ code: 'unknown-value', hint: expect.stringContaining(`"${near}"`) }),
  );
});
