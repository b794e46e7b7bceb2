import { type Met, openNeeds } from '../needs.ts';
import { chooseFeatures, type Offer } from '../plan.ts';
import type { Answers, FeatureId, StackId } from '../types.ts';

/** What a recommendation means for the project. */
export interface Follows {
  /** Features that the answers switch on. */
  readonly features: readonly { readonly id: FeatureId; readonly title: string }[];
  /** What the answers call for and a flag would bring. */
  readonly offered: readonly string[];
  /** What the answers call for that the starter does not include. */
  readonly missing: readonly string[];
}

/** What the starter of this stack would bring for these answers, and what it would lack. */
export function followsFrom(stack: StackId, answers: Answers, offer: Offer): Follows {
  // Which Node this machine has is no matter of the recommendation.
  const selected = chooseFeatures({}, answers, { ...offer, runtime: undefined }, '');
  const [db = ''] = offer.databases.keys();
  return followsOf({ stack, answers, db, features: selected }, offer);
}

/** The same for what was planned already. */
export function followsOf(
  spec: Met,
  { databases, features }: Omit<Offer, 'title' | 'runtime'>,
): Follows {
  const chosen = spec.features.flatMap((id) => features.get(id) ?? []);
  const open = openNeeds(spec).map(({ feature, what }) => {
    const flag = databases.has(feature) ? '--db' : features.has(feature) ? '--feature' : undefined;
    return { what, flag: flag && `${flag} ${feature}` };
  });
  return {
    features: chosen.filter((feature) => !feature.default).map(({ id, title }) => ({ id, title })),
    offered: open.flatMap(({ what, flag }) => (flag ? [`${what} (${flag})`] : [])),
    missing: open.flatMap(({ what, flag }) => (flag ? [] : [what])),
  };
}

/** What follows in sentences: what is switched on, what can be, and what is lacking. */
export function describeFollows(follows: Follows | undefined): readonly string[] {
  const { features = [], offered = [], missing = [] } = follows ?? {};
  const sentences: [string, readonly string[]][] = [
    ['Switched on', features.map(({ title }) => title)],
    ['Called for, and to be had', offered],
    ['Called for, but not in this starter', missing],
  ];
  return sentences.flatMap(([start, list]) =>
    list.length > 0 ? [`${start}: ${list.join('; ')}.`] : [],
  );
}
