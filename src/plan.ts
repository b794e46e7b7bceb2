import { StackstartError } from './errors.ts';
import { makeNames } from './names.ts';
import { nearest } from './nearest.ts';
import type { Condition, Feature, Template } from './template.ts';
import type { Answers, FeatureId, QuestionId, Spec, StackId } from './types.ts';
import { isTooOld, orNewer } from './versions.ts';

/** What a user asks for; everything but the name has a default. */
export interface Request {
  /** The project's name as typed; any characters. */
  readonly name: string;
  readonly description?: string | undefined;
  readonly answers?: Answers | undefined;
  /** Answers that nobody gave: taken from the kind of product. */
  readonly assumed?: readonly QuestionId[] | undefined;
  /** The stack, when the user named it; the rules decide otherwise. */
  readonly template?: StackId | undefined;
  readonly db?: string | undefined;
  /** Features to add to the defaults and to what the answers switch on. */
  readonly features?: readonly FeatureId[] | undefined;
  /** Features to leave out. */
  readonly without?: readonly FeatureId[] | undefined;
}

export const DEFAULT_DESCRIPTION = 'A to-do list with a page and a JSON API.';

/**
 * Decides what will be built. Pure: the machine enters only as `nodeVersion`.
 *
 * @param nodeVersion the Node that will run a Node starter, such as `20.20.0`
 * @throws StackstartError `invalid-name`, `unknown-feature`, `unknown-database`,
 *   `feature-conflict` when the request cannot be met
 */
export function plan(request: Request, template: Template, nodeVersion: string): Spec {
  const answers = request.answers ?? {};
  return {
    ...makeNames(request.name),
    description: request.description?.trim() || DEFAULT_DESCRIPTION,
    stack: template.stack,
    db: chooseDatabase(request.db, template),
    features: chooseFeatures(request, answers, template, nodeVersion),
    answers,
    assumed: request.assumed ?? [],
    forced: request.template !== undefined,
  };
}

function chooseDatabase(wanted: string | undefined, template: Template): string {
  const offered = [...template.databases.keys()];
  if (wanted === undefined) return offered[0] ?? '';
  if (offered.includes(wanted)) return wanted;
  throw new StackstartError('unknown-database', `Unknown value "${wanted}" for --db.`, {
    hint: `The ${template.title} starter of this version offers: ${offered.join(', ')}.`,
  });
}

/** What of a feature says when it is part of a project. */
export type Part = Omit<Feature, 'summary' | 'files' | 'slots' | 'packageJson'>;

/** What of a template says which features a project gets. */
export interface Offer extends Pick<Template, 'title' | 'runtime'> {
  readonly databases: ReadonlyMap<string, unknown>;
  readonly features: ReadonlyMap<FeatureId, Part>;
}

/** The features that were asked for, that the answers switch on, and what those require; sorted. */
export function chooseFeatures(
  request: Pick<Request, 'features' | 'without'>,
  answers: Answers,
  template: Offer,
  nodeVersion: string,
): readonly FeatureId[] {
  const without = new Set((request.without ?? []).map((id) => featureOf(id, template).id));
  const wanted = (request.features ?? []).map((id) => featureOf(id, template).id);
  const selected = new Set<FeatureId>();

  const select = (feature: Part, because: string) => {
    if (without.has(feature.id)) throw conflict(`"${feature.id}" is left out but ${because}.`);
    if (selected.has(feature.id)) return;
    selected.add(feature.id);
    for (const id of feature.requires) {
      select(featureOf(id, template), `"${feature.id}" requires it`);
    }
  };

  for (const id of wanted) select(featureOf(id, template), 'also asked for');
  for (const feature of template.features.values()) {
    if (without.has(feature.id)) continue;
    const isDefault = feature.default && !isAnyMet(feature.unless, answers);
    if (isDefault || isAnyMet(feature.when, answers)) select(feature, 'the answers need it');
  }
  if (template.runtime !== undefined && isTooOld(nodeVersion, template.runtime.oldest)) {
    const { feature, oldest } = template.runtime;
    select(featureOf(feature, template), `the starter needs Node ${orNewer(oldest)}`);
  }

  for (const id of selected) {
    const clash = featureOf(id, template).conflicts.find((other) => selected.has(other));
    if (clash !== undefined) throw conflict(`"${id}" and "${clash}" exclude each other.`);
  }
  return [...selected].sort();
}

/** True when every question of one of the conditions holds one of the choices it names. */
function isAnyMet(conditions: readonly Condition[], answers: Answers): boolean {
  return conditions.some((condition) =>
    Object.entries(condition).every(([question, choices]) =>
      [answers[question as QuestionId] ?? []].flat().some((choice) => choices.includes(choice)),
    ),
  );
}

function featureOf(id: FeatureId, template: Offer): Part {
  const feature = template.features.get(id);
  if (feature !== undefined) return feature;
  if (template.databases.has(id)) {
    throw new StackstartError('unknown-feature', `"${id}" is a database, not a feature.`, {
      hint: `Choose it with --db ${id}.`,
    });
  }
  const known = [...template.features.keys()];
  const near = nearest(id, known);
  throw new StackstartError(
    'unknown-feature',
    `Unknown feature "${id}" for the ${template.title} starter.`,
    {
      hint: near
        ? `Did you mean "${near}"? Known features: ${known.join(', ')}.`
        : `Known features: ${known.join(', ') || 'none'}.`,
    },
  );
}

function conflict(message: string): StackstartError {
  return new StackstartError('feature-conflict', `These features cannot go together: ${message}`, {
    hint: 'Drop one of them from --feature, or the matching --no-… flag.',
  });
}
