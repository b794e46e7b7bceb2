import { decisionRecord } from './decision.ts';
import { broken, createEngine, type Engine, featureOf, renderText } from './engine.ts';
import { mergeJson } from './mergeJson.ts';
import type { Feature, Source, Sources, Template } from './template.ts';
import type { Files, RenderedFile, Spec } from './types.ts';
import { VERSION } from './version.ts';

/**
 * Renders a spec into files in memory. Pure: the same template and spec give the same bytes.
 *
 * @returns files sorted by path
 * @throws StackstartError `broken-template` when a template names an unknown value, feature or slot,
 *   or when two parts of it write one path
 */
export function render(template: Template, spec: Spec): Files {
  const selected = [spec.db, ...spec.features].map((id) => featureOf(template, id));
  const engine = createEngine(template, selected, valuesOf(spec));
  const files = new Map<string, RenderedFile>();

  for (const [path, source] of joinSources(template, selected)) {
    const content = renderSource(engine, path, source);
    if (content === '') continue; // What two features share is there with both of them only.
    files.set(path, template.executable.includes(path) ? { content, mode: 0o755 } : { content });
  }

  const packageParts = selected.flatMap(({ id, packageJson }) =>
    packageJson === undefined
      ? []
      : [JSON.parse(renderText(engine, `${id}/package.json`, packageJson))],
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

/** The files of the base and of the selected features; each path has one owner. */
function joinSources(template: Template, selected: readonly Feature[]): Sources {
  const sources = new Map(template.base);
  const owners = new Map([...template.base.keys()].map((path) => [path, 'base']));
  for (const { id, files } of selected) {
    for (const [path, source] of files) {
      const owner = owners.get(path);
      if (owner !== undefined) {
        throw broken(template, `"${path}" is written by both ${owner} and ${id}`);
      }
      owners.set(path, id);
      sources.set(path, source);
    }
  }
  return sources;
}

function valuesOf(spec: Spec) {
  const { name, description, packageName, moduleName, db } = spec;
  return {
    name,
    description,
    packageName,
    moduleName,
    database: db,
    generator: `create-stackstart ${VERSION}`,
  };
}

function renderSource(engine: Engine, path: string, source: Source) {
  return 'bytes' in source ? source.bytes : renderText(engine, path, source.handlebars);
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
