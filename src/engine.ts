import { StackstartError } from './errors.ts';
import { parseTemplate } from './parse.ts';
import { keyOf, type Parsed, parsedOf } from './parsed.ts';
import { type Block, evaluate, type Scope } from './program.ts';
import * as quote from './quote.ts';
import * as sorted from './sorted.ts';
import type { Feature, Template } from './template.ts';

/** What turns the templates of one project into text. */
export interface Engine {
  readonly scope: Scope;
  readonly parsed: Parsed;
}

/**
 * An engine for a project with these features, its database among them.
 *
 * @throws StackstartError `broken-template` when a feature fills a slot that the stack has not
 */
export function createEngine(
  template: Template,
  selected: readonly Feature[],
  values: Scope['values'],
): Engine {
  const partials = new Map<string, () => string>();
  const scope: Scope = {
    values,
    helpers: helpersFor(template, selected),
    blocks: BLOCKS,
    partials,
  };
  const engine = { scope, parsed: parsedOf(template.stack) };
  for (const { id, slots } of selected) {
    const unknown = [...slots.keys()].find((slot) => !template.slots.includes(slot));
    if (unknown !== undefined) {
      throw broken(template, `feature ${id} fills the unknown slot "${unknown}"`);
    }
  }
  for (const slot of template.slots) {
    const parts = selected.flatMap(({ slots }) => slots.get(slot) ?? []);
    partials.set(slot, () =>
      parts.map((text) => renderText(engine, `slots/${slot}`, text)).join(''),
    );
  }
  return engine;
}

const BLOCKS: ReadonlyMap<string, Block> = new Map<string, Block>([
  ['if', (value, then, otherwise) => (value ? then() : otherwise())],
  ['unless', (value, then, otherwise) => (value ? otherwise() : then())],
  ...Object.entries(sorted).map(([name, sort]): [string, Block] => [
    name,
    (_value, then) => sort(then()),
  ]),
]);

function helpersFor(template: Template, selected: readonly Feature[]): Scope['helpers'] {
  const helpers = {
    ...quote,
    has: (...ids: string[]) =>
      ids.map((id) => featureOf(template, id)).some((feature) => selected.includes(feature)),
    version(name: string) {
      const version = template.versions[name];
      if (version === undefined) throw new Error(`versions.json has no "${name}"`);
      return version;
    },
  };
  return new Map(Object.entries(helpers)) as Scope['helpers'];
}

/**
 * Renders one text.
 *
 * @param path what to call it in an error
 * @throws StackstartError `broken-template`
 */
export function renderText({ scope, parsed }: Engine, path: string, text: string): string {
  try {
    return evaluate(parsed[keyOf(text)] ?? parseTemplate(text), text, scope);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new StackstartError('broken-template', `Cannot render "${path}": ${reason}`, {
      hint: 'Mend the template; templates may only name known values, features, slots and versions.',
      cause,
    });
  }
}

/** A feature or database of the template by its id. */
export function featureOf(template: Template, id: string): Feature {
  const feature = template.features.get(id) ?? template.databases.get(id);
  if (feature === undefined) {
    throw new StackstartError('unknown-feature', `Unknown feature "${id}" for ${template.stack}.`, {
      hint: `Known features: ${[...template.features.keys()].join(', ') || 'none'}.`,
    });
  }
  return feature;
}

export function broken(template: Template, what: string): StackstartError {
  return new StackstartError(
    'broken-template',
    `The ${template.stack} template is broken: ${what}.`,
    { hint: 'Give each path one owner and declare every slot in stack.json.' },
  );
}
