import { readdirSync, readFileSync } from 'node:fs';

/** Files in folders, on disk or packed into one file. Paths are relative to its root and use `/`. */
export interface Tree {
  /** What a folder holds; nothing when there is no such folder. */
  list(folder: string): readonly Entry[];
  /** A file's bytes; undefined when there is no such file. */
  read(file: string): Buffer | undefined;
}

export interface Entry {
  readonly name: string;
  readonly isFolder: boolean;
}

/** Joins paths by hand: for a hundred small files `path.join` takes longer than reading them. */
export function treeOnDisk(root: string): Tree {
  return {
    list: (folder) =>
      orNothing(() =>
        readdirSync(`${root}/${folder}`, { withFileTypes: true }).map((entry) => ({
          name: entry.name,
          isFolder: entry.isDirectory(),
        })),
      ) ?? [],
    read: (file) => orNothing(() => readFileSync(`${root}/${file}`)),
  };
}

/**
 * @param file gzip of a JSON object: path → text
 */
export function packedTree(file: string): Tree {
  const { gunzipSync } = process.getBuiltinModule('node:zlib');
  const texts: Readonly<Record<string, string>> = JSON.parse(
    gunzipSync(readFileSync(file)).toString(),
  );
  const folders = new Map<string, Map<string, Entry>>();
  for (const path of Object.keys(texts)) {
    const names = path.split('/');
    for (const [depth, name] of names.entries()) {
      const folder = names.slice(0, depth).join('/');
      const entries = folders.get(folder) ?? new Map<string, Entry>();
      folders.set(folder, entries.set(name, { name, isFolder: depth < names.length - 1 }));
    }
  }
  return {
    list: (folder) => [...(folders.get(folder)?.values() ?? [])],
    read(path) {
      const text = texts[path];
      return text === undefined ? undefined : Buffer.from(text);
    },
  };
}

function orNothing<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined;
    throw error;
  }
}
