import Handlebars from 'handlebars/runtime';
import { compileSpec } from './compile.ts';
import { decisionRecord } from './decision.ts';
import { StackstartError } from './errors.ts';
import { mergeJson } from './mergeJson.ts';
import { PRECOMPILED } from './precompiled.ts';
import * as quote from './quote.ts';
import type { Feature, Source, Sources, Template } from './template.ts';
import type { Files, RenderedFile, Spec } from './types.ts';
import { VERSION } from './version.ts';

/**
 * Renders a spec into files in memory. Pure: the same template and spec give the same bytes.
 *
 * @returns files sorted by path
 * @throws StackstartError `broken-template` when a template names an unknown value, feature or slot
 */
export function render(template: Template, spec: Spec): Files {
  const selected = spec.features.map((id) => featureOf(template, id));
  const engine = createEngine(template, spec, selected);
  const context = contextOf(spec);
  const files = new Map<string, RenderedFile>();

  const renderAll = (sources: Sources) => {
    for (const [path, source] of sources) {
      const content = renderSource(engine, path, source, context);
      files.set(path, template.executable.includes(path) ? { content, mode: 0o755 } : { content });
    }
  };
  renderAll(template.base);
  for (const feature of selected) renderAll(feature.files);

  const packageParts = selected.flatMap(({ id, packageJson }) =>
    packageJson === undefined
      ? []
      : [JSON.parse(renderText(engine, `${id}/package.json`, packageJson, context))],
  );
  const packageJson = files.get('package.json');
  if (packageJson !== undefined && packageParts.length > 0) {
    const merged = packageParts.reduce(
      (whole, part) => mergeJson(whole, part),
      JSON.parse(String(packageJson.content)),
    );
    files.set('package.json', { content: toJson(merged) });
  }

  files.set('.stackstart.json', { content: toJson(recordOf(spec)) });
  files.set('docs/decisions/0001-backend-stack.md', { content: decisionRecord(spec, template) });
  return new Map([...files].sort(([a], [b]) => (a < b ? -1 : 1)));
}

function createEngine(template: Template, spec: Spec, selected: readonly Feature[]) {
  const engine = Handlebars.create();
  for (const [name, helper] of Object.entries(quote)) engine.registerHelper(name, helper);
  engine.registerHelper('has', (id: string) => spec.features.includes(featureOf(template, id).id));
  engine.registerHelper('version', (name: string) => {
    const version = template.versions[name];
    if (version === undefined) throw new Error(`versions.json has no "${name}"`);
    return version;
  });
  for (const slot of template.slots) {
    const parts = selected.flatMap(({ slots }) => slots.get(slot) ?? []);
    engine.registerPartial(slot, (context) =>
      parts.map((text) => renderText(engine, `slots/${slot}`, text, context)).join(''),
    );
  }
  return engine;
}

function contextOf(spec: Spec) {
  const { name, description, packageName, moduleName, db, features } = spec;
  return {
    name,
    description,
    packageName,
    moduleName,
    database: db,
    features,
    generator: `create-stackstart ${VERSION}`,
  };
}

type Engine = ReturnType<typeof Handlebars.create>;

function renderSource(engine: Engine, path: string, source: Source, context: object) {
  return 'bytes' in source ? source.bytes : renderText(engine, path, source.handlebars, context);
}

function renderText(engine: Engine, path: string, text: string, context: object): string {
  try {
    return engine.template(PRECOMPILED[text] ?? compileSpec(text))(context);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new StackstartError('broken-template', `Cannot render "${path}": ${reason}`, {
      hint: 'Mend the template; templates may only name known values, features, slots and versions.',
      cause,
    });
  }
}

function featureOf(template: Template, id: string): Feature {
  const feature = template.features.get(id);
  if (feature === undefined) {
    throw new StackstartError('unknown-feature', `Unknown feature "${id}" for ${template.stack}.`, {
      hint: `Known features: ${[...template.features.keys()].join(', ') || 'none'}.`,
    });
  }
  return feature;
}

/** What a project remembers: enough to render it again, no secrets. */
function recordOf(spec: Spec) {
  const { name, description, stack, db, features, answers, assumed, forced } = spec;
  return {
    $schema: `https://unpkg.com/create-stackstart@${VERSION}/schemas/project.schema.json`,
    version: VERSION,
    name,
    description,
    stack,
    db,
    features,
    answers,
    assumed,
    forced,
  };
}

function toJson(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
