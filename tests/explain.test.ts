import { PassThrough } from 'node:stream';
import { expect, test } from 'vitest';
import { recommend } from '../src/recommend.ts';
import { describeRules } from '../src/report/explain.ts';
import { RULES } from '../src/rules.ts';
import { sourcesOf } from '../src/verdict.ts';
import { answersOf } from './support.ts';
import { packageWith, run } from './tools/cli.ts';
import { tempDir } from './tools/temp.ts';

const stream = Object.assign(new PassThrough(), { columns: 100 }) as unknown as NodeJS.WriteStream;
const flat = (text: string) => text.replaceAll(/\s+/g, ' ');

test('every rule stands under what it did, with all the evidence it cites', () => {
  const recommendation = recommend(answersOf('realtime=core lang=py_mostly'));
  const text = describeRules(recommendation, stream);
  const [fired = '', silent = ''] = text.split('Rules that did not');
  expect(fired).toContain('Rules that fired: 2');
  expect(silent).toContain(`: ${RULES.length - 2}`);
  for (const rule of RULES) {
    const part = flat(recommendation.fired.includes(rule) ? fired : silent);
    expect(part).toContain(` ${rule.id}: `);
    expect(part).toContain(rule.because);
    for (const { id, claim, section } of sourcesOf(rule)) {
      expect(part).toContain(`${id}: `);
      expect(part).toContain(`section “${section}”: ${claim}`);
    }
  }
  expect(flat(fired)).toContain(
    'Weight: the articles as points give Node.js 4.0 for realtime. The four articles',
  );
  expect(flat(fired)).toContain('Disputed (B11), “Startups and first products”: The kind');
});

test('nothing fired is said so', () => {
  expect(describeRules(recommend({}), stream)).toContain('Rules that fired: 0\n  none');
});

test('recommend --explain shows it after the report, and --json has it all the same', async () => {
  const { cli } = packageWith();
  const args = ['recommend', '--realtime', 'core'];
  const { stdout } = await run(cli, [...args, '--explain'], { cwd: tempDir() });
  expect(stdout).toMatch(/^Node\.js \(Express\), clearly\.\n[\s\S]*\nRules that fired: 1\n/);
  const document = JSON.parse((await run(cli, [...args, '--json'], { cwd: tempDir() })).stdout);
  expect(document.rules.map(({ id }: { id: string }) => id)).toEqual(RULES.map(({ id }) => id));
  const fired = document.rules.filter((rule: { fired: boolean }) => rule.fired);
  expect(fired).toMatchObject([
    {
      id: 'realtime-core',
      evidence: [{ id: 'E125' }, {}, {}, {}],
      weight: { criterion: 'realtime', index: 4 },
      disputed: ['B11', 'B17'],
    },
  ]);
});
