import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { recommend } from '../src/recommend.ts';
import { recommendationSchema } from '../src/recommendationSchema.ts';
import { followsFrom } from '../src/report/follows.ts';
import { recommendationDocument } from '../src/report/json.ts';
import { makeReport } from '../src/report/report.ts';
import type { Answers, QuestionId, StackId } from '../src/types.ts';
import { anyAnswers, anyQuestions } from './support.ts';
import { packageWith, run } from './tools/cli.ts';
import { templates } from './tools/specs.ts';
import { tempDir } from './tools/temp.ts';

const validate = new Ajv2020({ strict: true, allErrors: true, allowUnionTypes: true }).compile(
  recommendationSchema(),
);

function documentOf(answers: Answers, assumed: readonly QuestionId[], template?: StackId) {
  const recommendation = recommend(answers, { assumed, ...(template && { template }) });
  const { stack } = recommendation;
  const follows = stack === 'level' ? undefined : followsFrom(stack, answers, templates[stack]);
  const document = recommendationDocument(
    recommendation,
    makeReport(recommendation, answers, follows),
  );
  // As it is printed.
  return JSON.parse(JSON.stringify(document));
}

test('documents every recommendation', () => {
  const anyTemplate = fc.constantFrom<StackId | undefined>('node', 'django', undefined);
  fc.assert(
    fc.property(anyAnswers, anyQuestions, anyTemplate, (answers, assumed, template) => {
      validate(documentOf(answers, assumed, template));
      expect(validate.errors).toBeNull();
    }),
    { numRuns: 200 },
  );
});

describe('what recommend --json prints', () => {
  const { cli } = packageWith();
  test.each([
    ['--realtime core'],
    ['--shape fast,free'],
    ['--lang js_only --heavy ml'],
    ['--kind content --yes'],
    ['--template django --realtime core'],
    ['--realtime core --html page.html'],
  ])('for %s is valid', async (flags) => {
    const args = ['recommend', ...flags.split(' '), '--json'];
    const { stdout, exitCode } = await run(cli, args, { cwd: tempDir() });
    expect(exitCode).toBe(0);
    validate(JSON.parse(stdout));
    expect(validate.errors).toBeNull();
  });
});

test('what is missing, or too much, is refused', () => {
  const good = documentOf({ realtime: 'core' }, []);
  expect(validate(good)).toBe(true);
  const { scores: _, ...lacking } = good.report;
  expect(validate({ ...good, report: lacking })).toBe(false);
  expect(validate({ ...good, more: 1 })).toBe(false);
  expect(validate({ ...good, recommendation: { ...good.recommendation, band: 'high' } })).toBe(
    false,
  );
});
