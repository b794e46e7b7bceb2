import Handlebars from 'handlebars/runtime';
import { compileSpec } from './compile.ts';
import { StackstartError } from './errors.ts';
import { keyOf, type Precompiled, precompiledOf } from './precompiled.ts';
import * as quote from './quote.ts';
import * as sorted from './sorted.ts';
import type { Feature, Template } from './template.ts';

/** What turns the template of one project into text: its helpers, slots and compiled templates. */
export interface Engine {
  readonly handlebars: typeof Handlebars;
  readonly compiled: Precompiled;
}

/**
 * An engine for a project with these features, its database among them.
 *
 * @throws StackstartError `broken-template` when a feature fills a slot that the stack has not
 */
export function createEngine(template: Template, selected: readonly Feature[]): Engine {
  const handlebars = Handlebars.create();
  const engine = { handlebars, compiled: precompiledOf(template.stack) };
  for (const [name, helper] of Object.entries(quote)) handlebars.registerHelper(name, helper);
  handlebars.registerHelper('has', (...args: unknown[]) => {
    const ids = args.slice(0, -1).map(String);
    return ids.map((id) => featureOf(template, id)).some((feature) => selected.includes(feature));
  });
  for (const [name, sort] of Object.entries(sorted)) {
    handlebars.registerHelper(name, function (this: object, { fn }: Handlebars.HelperOptions) {
      return sort(fn(this));
    });
  }
  handlebars.registerHelper('version', (name: string) => {
    const version = template.versions[name];
    if (version === undefined) throw new Error(`versions.json has no "${name}"`);
    return version;
  });
  for (const { id, slots } of selected) {
    const unknown = [...slots.keys()].find((slot) => !template.slots.includes(slot));
    if (unknown !== undefined) {
      throw broken(template, `feature ${id} fills the unknown slot "${unknown}"`);
    }
  }
  for (const slot of template.slots) {
    const parts = selected.flatMap(({ slots }) => slots.get(slot) ?? []);
    handlebars.registerPartial(slot, (context) =>
      parts.map((text) => renderText(engine, `slots/${slot}`, text, context)).join(''),
    );
  }
  return engine;
}

/**
 * Renders one text.
 *
 * @param path what to call it in an error
 * @throws StackstartError `broken-template`
 */
export function renderText(engine: Engine, path: string, text: string, context: object): string {
  const { handlebars, compiled } = engine;
  try {
    return handlebars.template(compiled[keyOf(text)] ?? compileSpec(text))(context);
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
