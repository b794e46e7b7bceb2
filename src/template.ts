import { existsSync } from 'node:fs';
import path from 'node:path';
import { StackstartError } from './errors.ts';
import { packedTree, type Tree, treeOnDisk } from './tree.ts';
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
  /** The oldest Node of each release line that runs the starter, and the feature that brings one along. */
  readonly runtime: { readonly oldest: readonly string[]; readonly feature: FeatureId } | undefined;
  /** Exact version of every package the template names. */
  readonly versions: Readonly<Record<string, string>>;
  readonly base: Sources;
  readonly features: ReadonlyMap<FeatureId, Feature>;
}

/** The `templates` folder of a clone. What is published has packs of it beside its code instead. */
export const TEMPLATES = path.join(import.meta.dirname, '..', 'templates');

/**
 * Loads a stack's template into memory; the only place that reads templates.
 *
 * A feature is a folder below `features`; those that `stack.json` names as databases are its databases.
 *
 * @param root a folder like `templates`; that of this package unless given
 * @throws StackstartError `broken-template` when a file is not there
 */
export function loadTemplate(stack: StackId, root?: string): Template {
  const tree = treeFor(stack, root);
  const manifest = readJson(tree, `${stack}/stack.json`);
  const folder = `${stack}/features`;
  const load = (id: string): [string, Feature] => [id, loadFeature(tree, `${folder}/${id}`, id)];
  const databases: readonly Database[] = manifest.databases;
  const features = listNames(tree, folder);
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
    versions: readJson(tree, `${stack}/versions.json`),
    base: readSources(tree, `${stack}/base`, manifest.shared),
    features: new Map(features.filter((id) => !databases.includes(id)).map(load)),
  };
}

function treeFor(stack: StackId, root: string | undefined): Tree {
  return root !== undefined || existsSync(TEMPLATES)
    ? treeOnDisk(root ?? TEMPLATES)
    : packedTree(path.join(import.meta.dirname, `templates-${stack}.gz`));
}

function loadFeature(tree: Tree, folder: string, id: FeatureId): Feature {
  const manifest = readJson(tree, `${folder}/feature.json`, '{}');
  const files = once(() => readSources(tree, `${folder}/files`, manifest.shared));
  const slots = once(() => readSlots(tree, `${folder}/slots`));
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
      return tree.read(`${folder}/package.json.hbs`)?.toString();
    },
  };
}

/**
 * Every file below a folder, named as in the generated project (`dot-x` is `.x`, `.hbs` is gone),
 * and files and folders of `shared` under the names they have there.
 */
function readSources(
  tree: Tree,
  folder: string,
  shared: Readonly<Record<string, string>> = {},
): Sources {
  const sources = new Map<string, Source>();
  for (const [source, target] of Object.entries(shared)) {
    const from = `shared/${source}`;
    const entries = tree.list(from);
    if (entries.length > 0) addFolder(sources, tree, from, `${target}/`);
    else addFile(sources, tree, from, target);
  }
  addFolder(sources, tree, folder, '');
  return sources;
}

function addFolder(sources: Map<string, Source>, tree: Tree, folder: string, target: string): void {
  for (const { name, isFolder } of tree.list(folder)) {
    const from = `${folder}/${name}`;
    const to = target + (name.startsWith('dot-') ? `.${name.slice(4)}` : name);
    if (isFolder) addFolder(sources, tree, from, `${to}/`);
    else addFile(sources, tree, from, to);
  }
}

function addFile(sources: Map<string, Source>, tree: Tree, from: string, to: string): void {
  const bytes = tree.read(from) ?? missing(from);
  if (from.endsWith('.hbs')) {
    sources.set(to.replace(/\.hbs$/, ''), { handlebars: bytes.toString() });
  } else sources.set(to, { bytes });
}

function readSlots(tree: Tree, folder: string): ReadonlyMap<string, string> {
  return new Map(
    listNames(tree, folder).map((name) => [
      name.replace(/\.hbs$/, ''),
      String(tree.read(`${folder}/${name}`)),
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

function listNames(tree: Tree, folder: string): string[] {
  const names = tree.list(folder).map(({ name }) => name);
  return names.filter((name) => !name.startsWith('.')).sort();
}

// biome-ignore lint/suspicious/noExplicitAny: our own manifests, whose shape the callers state
function readJson(tree: Tree, file: string, otherwise?: string): any {
  return JSON.parse(tree.read(file)?.toString() ?? otherwise ?? missing(file));
}

function missing(file: string): never {
  throw new StackstartError('broken-template', `The templates have no file "${file}".`, {
    hint: 'Add it, or mend what names it: the folder, or "shared" in a manifest.',
  });
}
