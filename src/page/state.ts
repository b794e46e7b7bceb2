import type { Offer, Part } from '../plan.ts';
import { recommend } from '../recommend.ts';
import { type Follows, followsFrom } from '../report/follows.ts';
import { makeReport, type Report } from '../report/report.ts';
import type { Template } from '../template.ts';
import type { Answers, QuestionId, Recommendation, StackId } from '../types.ts';

/** What the page is about: everything else on it follows from this. */
export interface PageState {
  readonly answers: Answers;
  readonly assumed: readonly QuestionId[];
  /** The stack somebody asked for. */
  readonly template: StackId | undefined;
}

export type Offers = Readonly<Record<StackId, Offer>>;

/** The same rules and the same words as on the command line. */
export function weigh(
  { answers, assumed, template }: PageState,
  offers: Offers,
): { readonly recommendation: Recommendation; readonly report: Report } {
  const recommendation = recommend(answers, { assumed, ...(template && { template }) });
  const { stack } = recommendation;
  const follows: Follows | undefined =
    stack === 'level' ? undefined : followsFrom(stack, answers, offers[stack]);
  return { recommendation, report: makeReport(recommendation, answers, follows) };
}

/** An offer as JSON: the page reads no templates. */
export interface PackedOffer {
  readonly title: string;
  readonly databases: readonly string[];
  readonly features: readonly Part[];
}

export function packOffer({ title, databases, features }: Template): PackedOffer {
  return {
    title,
    databases: [...databases.keys()],
    features: [...features.values()].map(
      ({ id, title, default: isDefault, when, unless, requires, conflicts }) => ({
        id,
        title,
        default: isDefault,
        when,
        unless,
        requires,
        conflicts,
      }),
    ),
  };
}

export function unpackOffer({ title, databases, features }: PackedOffer): Offer {
  return {
    title,
    runtime: undefined,
    databases: new Map(databases.map((id) => [id, undefined])),
    features: new Map(features.map((feature) => [feature.id, feature])),
  };
}
