import type { Args } from '../args.ts';
import { recommend } from '../recommend.ts';
import { describeRecommendation } from '../report/recommendation.ts';
import { mayPrompt } from '../terminal.ts';
import { type Context, EXIT, printJson, say } from './context.ts';
import { readInput, refuseEmpty } from './input.ts';

/** `recommend`: asks and recommends; writes nothing. A level score is an answer too. */
export async function runRecommend(args: Args, context: Context): Promise<number> {
  const input = readInput(args);
  const prompting =
    !context.json && !args.switches.has('yes') && mayPrompt(args.toggles.interactive, context.env);
  let { answers, assumed } = input;
  if (prompting && input.template === undefined) {
    const { askChoice, askQuestions } = await import('../ask.ts');
    const mode = await askChoice('How many questions?', [
      { value: 'quick', label: 'Five quick questions', hint: 'recommended' },
      { value: 'full', label: 'All ten', hint: 'a surer answer' },
    ] as const);
    ({ answers, assumed } = await askQuestions(mode, answers));
  } else if (!input.anythingGiven) {
    throw refuseEmpty('recommend --kind api --heavy connections');
  }
  const { template } = input;
  const recommendation = recommend(answers, { assumed, ...(template && { template }) });
  if (context.json) printJson({ recommendation });
  else say(context, describeRecommendation(recommendation, answers, context.out));
  return EXIT.done;
}
