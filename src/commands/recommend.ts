import path from 'node:path';
import type { Args } from '../args.ts';
import type { Interview } from '../assume.ts';
import { recommend } from '../recommend.ts';
import { describeRules } from '../report/explain.ts';
import { type Follows, followsFrom } from '../report/follows.ts';
import { recommendationDocument } from '../report/json.ts';
import { describeRecommendation } from '../report/recommendation.ts';
import { makeReport } from '../report/report.ts';
import { loadTemplate } from '../template.ts';
import { mayPrompt, refuseEmpty } from '../terminal.ts';
import type { Answers, Recommendation } from '../types.ts';
import { type Context, EXIT, printJson, say } from './context.ts';
import { type Input, readInput } from './input.ts';

/**
 * `recommend`: asks and recommends; writes nothing but the page that `--html` names. A level score
 * is an answer too.
 */
export async function runRecommend(args: Args, context: Context): Promise<number> {
  const input = readInput(args);
  const prompting =
    input.template === undefined &&
    !context.json &&
    !args.switches.has('yes') &&
    mayPrompt(args.toggles.interactive, context.env);
  if (!prompting && !input.anythingGiven) {
    throw refuseEmpty('recommend --kind api --heavy connections');
  }
  const page = await preparePage(args);
  const { answers, assumed } = prompting ? await ask(input, context) : input;
  const { template } = input;
  const recommendation = recommend(answers, { assumed, ...(template && { template }) });
  const files = await page?.({ answers, assumed, template });
  if (context.json) {
    const report = makeReport(recommendation, answers, followsOfStack(recommendation, answers));
    printJson(recommendationDocument(recommendation, report, files));
  }
  if (!context.json && !prompting) say(context, reportOf(recommendation, answers, context));
  if (args.switches.has('explain')) say(context, describeRules(recommendation, context.out));
  for (const file of files ?? []) {
    const done = args.switches.has('dry-run') ? 'Would write' : '✓ Wrote';
    say(context, `\n${done} ${path.resolve(file.path)}`);
  }
  return EXIT.done;
}

/** Checks the file of `--html` before a question is asked; the function it gives writes the page. */
async function preparePage(args: Args) {
  const { html } = args.values;
  if (html === undefined) return undefined;
  const { checkPageFile, writePage } = await import('../page/write.ts');
  const action = checkPageFile(path.resolve(html), args.switches.has('overwrite'));
  return async (page: Parameters<typeof writePage>[1]) => {
    if (!args.switches.has('dry-run')) writePage(path.resolve(html), page, action);
    return [{ path: html, action }];
  };
}

async function ask({ answers }: Input, context: Context): Promise<Interview> {
  const { askRecommendation } = await import('../interview.ts');
  return askRecommendation(answers, (recommendation, said) =>
    say(context, `\n${reportOf(recommendation, said, context)}\n`),
  );
}

/** The report for people, with what it means for a project. */
export function reportOf(
  recommendation: Recommendation,
  answers: Answers,
  context: Context,
): string {
  const follows = followsOfStack(recommendation, answers);
  return describeRecommendation(recommendation, answers, follows, context.out);
}

function followsOfStack({ stack }: Recommendation, answers: Answers): Follows | undefined {
  return stack === 'level' ? undefined : followsFrom(stack, answers, loadTemplate(stack));
}
