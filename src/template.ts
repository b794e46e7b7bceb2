import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import type { Database, FeatureId, StackId } from './types.ts';

/** One file of a template: rendered by Handlebars, or copied byte for byte. */
export type Source = { readonly handlebars: string } | { readonly bytes: Uint8Array };

/** Path in the generated project → its source. */
export type Sources = ReadonlyMap<string, Source>;

/** Each named question must hold one of the named choices. */
export type Condition = Readonly<Record<string, readonly string[]>>;

/** An optional part of a template. What it brings is read from disk when it is first asked for. */
export interface Feature {
  readonly id: FeatureId;
  readonly title: string;
  readonly summary: string;
  /** Part of every project unless left out with `--no-<id>`. */
  readonly default: boolean;
  /** Switched on by answers: when any of these conditions holds. */
  readonly when: readonly Condition[];
  /** A default that answers switch off: when any of these conditions holds. */
  readonly unless: readonly Condition[];
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
  /** Exactly one is part of every project, the first unless told otherwise. */
  readonly databases: ReadonlyMap<Database, Feature>;
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
 * A feature is a folder below `features`; those that `stack.json` names as databases are its databases.
 */
export function loadTemplate(stack: StackId, root: string = TEMPLATES): Template {
  const folder = path.join(root, stack);
  const manifest = readJson(path.join(folder, 'stack.json'));
  const load = (id: string): [string, Feature] => [id, loadFeature(id, folder, root)];
  const databases: readonly Database[] = manifest.databases;
  const features = listFolder(path.join(folder, 'features'));
  return {
    stack,
    title: manifest.title,
    language: manifest.language,
    port: manifest.port,
    databases: new Map(databases.map(load)),
    slots: manifest.slots ?? [],
    secrets: manifest.secrets ?? [],
    executable: manifest.executable ?? [],
    runtime: manifest.runtime,
    versions: readJson(path.join(folder, 'versions.json')),
    base: readSources(path.join(folder, 'base'), root, manifest.shared),
    features: new Map(features.filter((id) => !databases.includes(id)).map(load)),
  };
}

function loadFeature(id: FeatureId, stackFolder: string, root: string): Feature {
  const folder = path.join(stackFolder, 'features', id);
  const manifestPath = path.join(folder, 'feature.json');
  const manifest = existsSync(manifestPath) ? readJson(manifestPath) : {};
  const packagePath = path.join(folder, 'package.json.hbs');
  const files = once(() => readSources(path.join(folder, 'files'), root, manifest.shared));
  const slots = once(() => readSlots(path.join(folder, 'slots')));
  return {
    id,
    title: manifest.title ?? id,
    summary: manifest.summary ?? '',
    default: manifest.default ?? false,
    when: [manifest.when ?? []].flat(),
    unless: [manifest.unless ?? []].flat(),
    requires: manifest.requires ?? [],
    conflicts: manifest.conflicts ?? [],
    get files() {
      return files();
    },
    get slots() {
      return slots();
    },
    get packageJson() {
      return existsSync(packagePath) ? readFileSync(packagePath, 'utf8') : undefined;
    },
  };
}

/**
 * Every file below a folder, named as in the generated project (`dot-x` is `.x`, `.hbs` is gone),
 * and files and folders of `templates/shared` under the names they have there.
 */
function readSources(
  folder: string,
  root: string,
  shared: Readonly<Record<string, string>> = {},
): Sources {
  const sources = new Map<string, Source>();
  for (const [source, target] of Object.entries(shared)) {
    const from = path.join(root, 'shared', source);
    if (statSync(from).isDirectory()) readFolder(sources, from, `${target}/`);
    else sources.set(target, readSource(from));
  }
  readFolder(sources, folder, '');
  return sources;
}

function readFolder(sources: Map<string, Source>, folder: string, target: string): void {
  if (target === '' && !existsSync(folder)) return;
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const file = `${folder}/${entry.name}`;
    const name = entry.name.startsWith('dot-') ? `.${entry.name.slice(4)}` : entry.name;
    if (entry.isDirectory()) readFolder(sources, file, `${target}${name}/`);
    else sources.set(target + name.replace(/\.hbs$/, ''), readSource(file));
  }
}

const readSource = (file: string): Source =>
  file.endsWith('.hbs')
    ? { handlebars: readFileSync(file, 'utf8') }
    : { bytes: readFileSync(file) };

function readSlots(folder: string): ReadonlyMap<string, string> {
  return new Map(
    listFolder(folder).map((file) => [
      file.replace(/\.hbs$/, ''),
      readFileSync(path.join(folder, file), 'utf8'),
    ]),
  );
}

/** Most features of a template are not part of a project: they are read only when they are. */
function once<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => {
    made ??= make();
    return made;
  };
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
