import { missingNeeds } from '../needs.ts';
import { chooseFeatures, type Offer } from '../plan.ts';
import type { Answers, FeatureId, StackId } from '../types.ts';

/** What a recommendation means for the project. */
export interface Follows {
  /** Features that the answers switch on. */
  readonly features: readonly { readonly id: FeatureId; readonly title: string }[];
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
  spec: Parameters<typeof missingNeeds>[0],
  { features }: Pick<Offer, 'features'>,
): Follows {
  const chosen = spec.features.flatMap((id) => features.get(id) ?? []);
  return {
    features: chosen.filter((feature) => !feature.default).map(({ id, title }) => ({ id, title })),
    missing: missingNeeds(spec),
  };
}
