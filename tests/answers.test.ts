import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseAnswers } from '../src/answers.ts';
import { Cancelled, StackstartError } from '../src/errors.ts';
import { nearest } from '../src/nearest.ts';
import { anyAnswers } from './support.ts';

const failure = (input: unknown): StackstartError => {
  try {
    parseAnswers(input);
  } catch (error) {
    if (error instanceof StackstartError) return error;
    throw error;
  }
  throw new Error(`accepted ${JSON.stringify(input)}`);
};

describe('parseAnswers accepts', () => {
  test.each([
    ['nothing', {}, {}],
    ['one choice', { kind: 'api' }, { kind: 'api' }],
    ['a list', { heavy: ['ml'] }, { heavy: ['ml'] }],
    ['a text of several choices', { heavy: 'ml,compute' }, { heavy: ['compute', 'ml'] }],
    ['spaces around them', { shape: ' fast , free ' }, { shape: ['fast', 'free'] }],
    ['repetitions, once', { extras: ['ci', 'docker', 'ci'] }, { extras: ['docker', 'ci'] }],
    ['a choice that stands alone', { heavy: 'none' }, { heavy: ['none'] }],
    ['unknown, as no answer', { lang: 'unknown', heavy: ['unknown'] }, {}],
    ['null and empty, as no answer', { lang: null, heavy: [], data: '', shape: undefined }, {}],
  ])('%s', (_name, input, expected) => {
    const answers = parseAnswers(input);
    expect(answers).toEqual(expected);
    expect(Object.values(answers)).not.toContain(undefined);
  });

  test('any order of questions, and puts them into theirs', () => {
    expect(Object.keys(parseAnswers({ shape: 'free', lang: 'new', kind: 'shop' }))).toEqual([
      'kind',
      'lang',
      'shape',
    ]);
  });

  test('its own results, unchanged', () => {
    fc.assert(
      fc.property(anyAnswers, (answers) => {
        const once = parseAnswers(answers);
        expect(once).toEqual(answers);
        expect(JSON.stringify(parseAnswers(once))).toBe(JSON.stringify(once));
      }),
    );
  });
});

describe('parseAnswers refuses', () => {
  test.each([
    [
      { lang: 'noed' },
      'unknown-value',
      'Unknown value "noed" for --lang.',
      'Did you mean "new"? Valid: js_only, js_mostly, both, py_mostly, py_only, new, unknown.',
    ],
    [
      { heavy: ['ml', 'conections'] },
      'unknown-value',
      'Unknown value "conections" for --heavy.',
      'Did you mean "connections"? Valid: none, connections, compute, ml, hosted_ai, unknown.',
    ],
    [
      { realtime: 'zzzzzz' },
      'unknown-value',
      'Unknown value "zzzzzz" for --realtime.',
      'Valid: none, some, core, unknown.',
    ],
    [
      { langs: 'new' },
      'unknown-question',
      'Unknown question "langs".',
      'Did you mean "lang"? Valid: kind, lang, realtime, heavy, data, backoffice, security, frontend, shape, extras.',
    ],
    [
      { shape: 'fast,team,free' },
      'too-many-choices',
      '--shape takes up to 2 choices, not 3: fast, team, free.',
      'Keep what matters most, such as --shape fast,team',
    ],
    [
      { frontend: 'server,shared' },
      'too-many-choices',
      '--frontend takes one choice, not 2: server, shared.',
      'Keep what matters most, such as --frontend server',
    ],
    [
      { heavy: ['none', 'ml'] },
      'choice-alone',
      '"none" for --heavy excludes the other choices.',
      'Leave out "none", or keep only it.',
    ],
    [
      { shape: 'fast,unknown' },
      'choice-alone',
      '"unknown" for --shape excludes the other choices.',
      'Leave out "unknown", or keep only it.',
    ],
    [
      { lang: 7 },
      'wrong-type',
      '--lang takes one choice, not the number 7.',
      'Write it as a text in quotes.',
    ],
    [
      { lang: ['new'] },
      'wrong-type',
      '--lang takes one choice, not a list.',
      'Write it as a text in quotes.',
    ],
    [
      { heavy: { ml: true } },
      'wrong-type',
      '--heavy takes a list of choices, not an object.',
      'For example: --heavy a,b or ["a", "b"]',
    ],
    [
      { heavy: ['ml', 3] },
      'wrong-type',
      '--heavy takes a list of choices, not a list.',
      'For example: --heavy a,b or ["a", "b"]',
    ],
    [
      ['kind'],
      'wrong-type',
      'Answers must be an object, not a list.',
      'For example: {"kind": "api", "heavy": ["connections"]}',
    ],
    [
      null,
      'wrong-type',
      'Answers must be an object, not null.',
      'For example: {"kind": "api", "heavy": ["connections"]}',
    ],
  ])('%j', (input, code, message, hint) => {
    expect(failure(input)).toMatchObject({ name: 'StackstartError', code, message, hint });
  });

  test('names that every object has', () => {
    expect(failure(JSON.parse('{"__proto__": "x"}')).code).toBe('unknown-question');
    expect(failure({ constructor: 'x' }).code).toBe('unknown-question');
    expect(failure({ lang: 'constructor' }).code).toBe('unknown-value');
  });

  test('whatever else there is, always with an explanation', () => {
    fc.assert(
      fc.property(fc.anything(), fc.constantFrom('kind', 'heavy', 'shape'), (value, question) => {
        for (const input of [value, { [question]: value }]) {
          try {
            expect(parseAnswers(input)).toBeTypeOf('object');
          } catch (error) {
            expect(error).toBeInstanceOf(StackstartError);
            expect((error as StackstartError).hint).toBeTruthy();
          }
        }
      }),
      { numRuns: 1000 },
    );
  });
});

describe('nearest', () => {
  test.each([
    ['noed', ['node', 'django'], 'node'],
    ['noed', ['node', 'nod'], 'node'],
    ['Djagno', ['node', 'django'], 'django'],
    ['conn', ['none', 'connections', 'compute'], 'connections'],
    ['co', ['none', 'connections', 'compute'], undefined],
    ['js-only', ['js_only', 'js_mostly'], 'js_only'],
    ['express', ['node', 'django'], undefined],
    ['', ['node', 'django'], undefined],
    ['x', [], undefined],
    ['ml', ['ml'], 'ml'],
  ])('%j among %j is %j', (word, candidates, expected) => {
    expect(nearest(word, candidates)).toBe(expected);
  });
});

describe('errors', () => {
  test('keep what caused them', () => {
    const cause = new Error('below');
    const error = new StackstartError('some-code', 'What is wrong', { hint: 'Do this', cause });
    expect(error).toBeInstanceOf(Error);
    expect(error).toMatchObject({ code: 'some-code', hint: 'Do this', cause });
    expect('cause' in new StackstartError('some-code', 'What is wrong')).toBe(false);
  });

  test('tell a cancellation from a failure', () => {
    expect(new Cancelled()).not.toBeInstanceOf(StackstartError);
    expect(new Cancelled().name).toBe('Cancelled');
  });
});
