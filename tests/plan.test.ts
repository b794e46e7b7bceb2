import { describe, expect, test } from 'vitest';
import { NEW_NODE, specOf } from './tools/specs.ts';

test('a name is all that is needed', () => {
  expect(specOf('node')).toEqual({
    name: 'My App',
    packageName: 'my-app',
    moduleName: 'my_app',
    description: 'A to-do list with a page and a JSON API.',
    stack: 'node',
    db: 'sqlite',
    features: ['agents-md'],
    answers: {},
    assumed: [],
    forced: false,
  });
});

test('what was said is kept', () => {
  const request = {
    name: ' Ünï ',
    description: ' Two\nlines ',
    answers: { kind: 'live' },
    assumed: ['realtime'],
    template: 'node',
    db: 'postgres',
  } as const;
  expect(specOf('node', request)).toMatchObject({
    name: 'Ünï',
    description: 'Two\nlines',
    answers: { kind: 'live' },
    assumed: ['realtime'],
    forced: true,
    db: 'postgres',
  });
});

test('an empty description gets the default one', () => {
  expect(specOf('node', { description: ' \n' }).description).toBe(specOf('node').description);
});

describe('features', () => {
  test.each([
    ['defaults', {}, ['agents-md']],
    ['one more', { features: ['docker'] }, ['agents-md', 'docker']],
    ['said twice', { features: ['docker', 'docker', 'agents-md'] }, ['agents-md', 'docker']],
    ['what it requires', { features: ['sockets'] }, ['agents-md', 'http2', 'sockets']],
    ['a default left out', { without: ['agents-md'] }, []],
    ['an answer', { answers: { extras: ['ci', 'docker'] } }, ['agents-md', 'docker']],
    ['another answer', { answers: { shape: ['services'] } }, ['agents-md', 'docker']],
    ['an answer that switches a default off', { answers: { backoffice: 'none' } }, []],
    [
      'such a default asked for all the same',
      { answers: { backoffice: 'none' }, features: ['agents-md'] },
      ['agents-md'],
    ],
    ['one of several', { answers: { realtime: 'some' } }, ['agents-md', 'http2', 'sockets']],
    ['no answer', { answers: { realtime: 'none' } }, ['agents-md']],
    [
      'left out though answered',
      { answers: { extras: ['docker'] }, without: ['docker'] },
      ['agents-md'],
    ],
  ])('%s', (_what, request, features) => {
    expect(specOf('node', request).features).toEqual(features);
  });

  test.each([
    ['both questions', { kind: 'live', realtime: 'core' }, true],
    ['only one of them', { realtime: 'core' }, false],
    ['the other one', { kind: 'live' }, false],
  ])('a condition on two questions: %s', (_what, answers, on) => {
    expect(specOf('django', { answers }).features.includes('channels')).toBe(on);
  });

  test.each([
    [{ features: ['dockr'] }, 'unknown-feature', 'Did you mean "docker"?'],
    [{ without: ['agent-md'] }, 'unknown-feature', 'Did you mean "agents-md"?'],
    [{ features: ['postgres'] }, 'unknown-feature', '--db postgres'],
    [{ features: ['zzzzzzzzzzzz'] }, 'unknown-feature', 'agents-md, docker'],
    [{ features: ['sockets', 'polling'] }, 'feature-conflict', 'Drop one'],
    [{ features: ['docker'], without: ['docker'] }, 'feature-conflict', 'Drop one'],
    [{ features: ['sockets'], without: ['http2'] }, 'feature-conflict', 'Drop one'],
    [{ answers: { realtime: 'core' }, features: ['polling'] }, 'feature-conflict', 'Drop one'],
    [{ answers: { realtime: 'core' }, without: ['http2'] }, 'feature-conflict', 'Drop one'],
    [{ db: 'postgre' }, 'unknown-database', 'sqlite, postgres'],
    [{ name: ' ' }, 'invalid-name', 'my-app'],
  ])('%j is refused as %s', (request, code, hint) => {
    expect(() => specOf('node', request)).toThrow(
      expect.objectContaining({ code, hint: expect.stringContaining(hint) }),
    );
  });

  test('a database that only the other stack has is refused', () => {
    expect(() => specOf('django', { db: 'postgres' })).toThrow(
      expect.objectContaining({ code: 'unknown-database' }),
    );
  });
});

test.each([
  ['20.20.0', true],
  ['22.17.9', true],
  ['22.18.0', false],
  ['23.11.0', true],
  ['24.8.0', true],
  ['24.9.0', false],
  [NEW_NODE, false],
])('on Node %s a Node of its own comes along: %s', (node, own) => {
  expect(specOf('node', {}, node).features.includes('own-node')).toBe(own);
});

test('the Node of this machine does not matter to the other stack', () => {
  expect(specOf('django', {}, '18.0.0').features).toEqual(['agents-md']);
});
