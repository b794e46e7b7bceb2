import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { StackstartError } from './errors.ts';
import type { FeatureId, StackId } from './types.ts';

/** One file of a template: rendered by Handlebars, or copied byte for byte. */
export type Source = { readonly handlebars: string } | { readonly bytes: Uint8Array };

/** Path in the generated project → its source. */
export type Sources = ReadonlyMap<string, Source>;

export interface Feature {
  readonly id: FeatureId;
  readonly title: string;
  readonly summary: string;
  /** Part of every project unless left out with `--no-<id>`. */
  readonly default: boolean;
  /** Switched on by answers: each named question must hold one of the named choices. */
  readonly when: Readonly<Record<string, readonly string[]>>;
  readonly requires: readonly FeatureId[];
  readonly conflicts: readonly FeatureId[];
  readonly files: Sources;
  readonly slots: ReadonlyMap<string, string>;
  /** Handlebars text merged into the project's package.json. */
  readonly packageJson: string | undefined;
}

export interface Template {
  readonly stack: StackId;
  readonly title: string;
  readonly language: string;
  /** The port the starter listens on by default. */
  readonly port: number;
  readonly databases: readonly [string, ...string[]];
  readonly slots: readonly string[];
  /** Variables of `.env.example` that get a random value in `.env`. */
  readonly secrets: readonly string[];
  readonly executable: readonly string[];
  /** The oldest Node that runs the starter, and the feature that brings one along. */
  readonly runtime: { readonly minimum: string; readonly feature: FeatureId } | undefined;
  /** Exact version of every package the template names. */
  readonly versions: Readonly<Record<string, string>>;
  readonly base: Sources;
  readonly features: ReadonlyMap<FeatureId, Feature>;
}

/** The `templates` folder of this package: beside `src` in the clone, beside `dist` when published. */
export const TEMPLATES = path.join(import.meta.dirname, '..', 'templates');

/**
 * Loads a stack's template into memory; the only place that reads templates.
 *
 * @throws StackstartError `broken-template` when two features write one path or a slot is unknown.
 */
export function loadTemplate(stack: StackId, root: string = TEMPLATES): Template {
  const folder = path.join(root, stack);
  const manifest = readJson(path.join(folder, 'stack.json'));
  const base = new Map(readSources(path.join(folder, 'base')));
  for (const [source, target] of Object.entries<string>(manifest.shared ?? {})) {
    base.set(target, { bytes: readFileSync(path.join(root, 'shared', source)) });
  }
  const features = new Map(
    listFolder(path.join(folder, 'features')).map((id) => [
      id,
      loadFeature(id, path.join(folder, 'features', id)),
    ]),
  );
  const template: Template = {
    stack,
    title: manifest.title,
    language: manifest.language,
    port: manifest.port,
    databases: manifest.databases,
    slots: manifest.slots ?? [],
    secrets: manifest.secrets ?? [],
    executable: manifest.executable ?? [],
    runtime: manifest.runtime,
    versions: readJson(path.join(folder, 'versions.json')),
    base,
    features,
  };
  checkTemplate(template);
  return template;
}

function loadFeature(id: FeatureId, folder: string): Feature {
  const manifestPath = path.join(folder, 'feature.json');
  const manifest = existsSync(manifestPath) ? readJson(manifestPath) : {};
  const slotsFolder = path.join(folder, 'slots');
  const packagePath = path.join(folder, 'package.json.hbs');
  return {
    id,
    title: manifest.title ?? id,
    summary: manifest.summary ?? '',
    default: manifest.default ?? false,
    when: manifest.when ?? {},
    requires: manifest.requires ?? [],
    conflicts: manifest.conflicts ?? [],
    files: readSources(path.join(folder, 'files')),
    slots: new Map(
      listFolder(slotsFolder).map((file) => [
        file.replace(/\.hbs$/, ''),
        readFileSync(path.join(slotsFolder, file), 'utf8'),
      ]),
    ),
    packageJson: existsSync(packagePath) ? readFileSync(packagePath, 'utf8') : undefined,
  };
}

/** Every file below a folder, named as in the generated project: `dot-x` is `.x`, `.hbs` is gone. */
function readSources(folder: string): Sources {
  const sources = new Map<string, Source>();
  if (!existsSync(folder)) return sources;
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const file = path.join(entry.parentPath, entry.name);
    const relative = path.relative(folder, file).split(path.sep).join('/');
    const target = relative.replace(/\.hbs$/, '').replaceAll(/(^|\/)dot-/g, '$1.');
    sources.set(
      target,
      relative.endsWith('.hbs')
        ? { handlebars: readFileSync(file, 'utf8') }
        : { bytes: readFileSync(file) },
    );
  }
  return sources;
}

function checkTemplate(template: Template): void {
  const owners = new Map([...template.base.keys()].map((file) => [file, 'base']));
  for (const feature of template.features.values()) {
    for (const file of feature.files.keys()) {
      const owner = owners.get(file);
      if (owner !== undefined) {
        throw broken(template, `"${file}" is written by both ${owner} and ${feature.id}`);
      }
      owners.set(file, feature.id);
    }
    for (const slot of feature.slots.keys()) {
      if (!template.slots.includes(slot)) {
        throw broken(template, `feature ${feature.id} fills the unknown slot "${slot}"`);
      }
    }
  }
}

function broken(template: Template, what: string): StackstartError {
  return new StackstartError(
    'broken-template',
    `The ${template.stack} template is broken: ${what}.`,
    {
      hint: 'Give each path one owner and declare every slot in stack.json.',
    },
  );
}

function listFolder(folder: string): string[] {
  return existsSync(folder)
    ? readdirSync(folder)
        .filter((name) => !name.startsWith('.'))
        .sort()
    : [];
}

// biome-ignore lint/suspicious/noExplicitAny: our own manifests, whose shape the callers state
function readJson(file: string): any {
  return JSON.parse(readFileSync(file, 'utf8'));
}
