import { randomBytes } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import fs from 'node:fs/promises';
import path from 'node:path';
import { Cancelled, StackstartError } from './errors.ts';
import type { Files } from './types.ts';

/** How the target stands: to be made, or an existing folder without anything of its own. */
export interface Target {
  /** Absolute, and free of symbolic links at its end. */
  readonly directory: string;
  readonly exists: boolean;
  /** It holds a `.git` folder, or a process (we) may be standing in it, so it must stay in place. */
  readonly keep: boolean;
}

/**
 * Looks whether a project may be written to a folder. Changes nothing.
 *
 * @throws StackstartError `target-not-empty`, `target-is-link`, `target-is-file` or `bad-path`
 */
export async function checkTarget(directory: string): Promise<Target> {
  checkPath(directory);
  const stats = await fs.lstat(directory).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw unwritable(directory, error);
  });
  if (stats === undefined) return { directory, exists: false, keep: false };
  if (stats.isSymbolicLink()) {
    throw new StackstartError('target-is-link', `"${directory}" is a symbolic link.`, {
      hint: 'Name the folder it points to, or another one.',
    });
  }
  if (!stats.isDirectory()) {
    throw new StackstartError('target-is-file', `"${directory}" is a file.`, {
      hint: 'Name a folder that does not exist yet.',
    });
  }
  const entries = await fs.readdir(directory);
  const others = entries.filter((entry) => entry !== '.git');
  if (others.length > 0) {
    const some = others.slice(0, 3).join(', ') + (others.length > 3 ? ', …' : '');
    throw new StackstartError(
      'target-not-empty',
      `"${directory}" is not empty: it holds ${some}.`,
      {
        hint: 'Name a new or an empty folder; nothing was touched.',
      },
    );
  }
  const keep = entries.length > 0 || isInside(process.cwd(), directory);
  return { directory, exists: true, keep };
}

/** `:` (or `;` on Windows) would split PATH, which npm scripts and virtual environments rely on. */
function checkPath(directory: string): void {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is refused
  const bad = /[\u0000-\u001f\u007f]/.exec(directory)?.[0];
  const separator = path.delimiter;
  const afterDrive = process.platform === 'win32' ? directory.slice(2) : directory;
  if (bad === undefined && !afterDrive.includes(separator)) return;
  throw new StackstartError(
    'bad-path',
    `The path ${JSON.stringify(directory)} cannot hold a project.`,
    {
      hint: `Choose one without ${bad === undefined ? `"${separator}", which separates the folders of PATH` : 'control characters'}.`,
    },
  );
}

/**
 * Writes a whole project or nothing: everything is staged beside the target, then renamed.
 *
 * @param secrets extra files with random values (`.env`), written with mode 0600
 * @param signal cancels: nothing is left behind
 * @throws StackstartError `cannot-write`; Cancelled
 */
export async function writeProject(
  target: Target,
  files: Files,
  secrets: Files,
  signal?: AbortSignal,
): Promise<void> {
  const parent = path.dirname(target.directory);
  const made = await fs.mkdir(parent, { recursive: true }).catch((error) => {
    throw unwritable(parent, error);
  });
  const staging = path.join(parent, `.stackstart-${randomBytes(6).toString('hex')}`);
  try {
    await fs.mkdir(staging);
    writeFiles(staging, files, 0o644);
    writeFiles(staging, secrets, 0o600);
    if (signal?.aborted) throw new Cancelled();
    if (target.keep) await moveInto(staging, target.directory);
    else await moveTo(staging, target);
  } catch (error) {
    await fs.rm(staging, { recursive: true, force: true });
    if (made !== undefined) await removeEmptyFolders(parent, made);
    if (error instanceof StackstartError || error instanceof Cancelled) throw error;
    throw unwritable(target.directory, error);
  }
}

/** Synchronous: for a hundred small files that takes a third of the time. */
function writeFiles(root: string, files: Files, defaultMode: number): void {
  const folders = new Set([...files.keys()].map((file) => path.dirname(path.join(root, file))));
  for (const folder of folders) {
    if (!isInside(folder, root)) {
      throw new StackstartError('broken-template', `"${folder}" lies outside the project.`);
    }
    mkdirSync(folder, { recursive: true });
  }
  for (const [file, { content, mode = defaultMode }] of files) {
    writeFileSync(path.join(root, file), content, { mode, flag: 'wx' });
  }
}

async function moveTo(staging: string, { directory, exists }: Target): Promise<void> {
  // Windows does not rename onto an empty folder; elsewhere that is one atomic step.
  if (exists && process.platform === 'win32') await fs.rmdir(directory);
  await fs.rename(staging, directory);
}

/**
 * Fills a folder that must stay where it is, entry by entry; `.stackstart.json`, which makes
 * it a project, comes last, and a failure takes back what was moved.
 */
async function moveInto(staging: string, directory: string): Promise<void> {
  const entries = (await fs.readdir(staging)).sort(
    (a, b) => Number(a === '.stackstart.json') - Number(b === '.stackstart.json'),
  );
  // Loaded only here: fs-extra costs more to load than the rest of writing.
  const { move, remove } = await import('fs-extra/esm');
  const moved: string[] = [];
  try {
    for (const entry of entries) {
      await move(path.join(staging, entry), path.join(directory, entry), { overwrite: false });
      moved.push(entry);
    }
    await fs.rmdir(staging);
  } catch (error) {
    for (const entry of moved) await remove(path.join(directory, entry));
    throw error;
  }
}

async function removeEmptyFolders(deepest: string, highest: string): Promise<void> {
  for (let folder = deepest; ; folder = path.dirname(folder)) {
    const removed = await fs.rmdir(folder).then(
      () => true,
      () => false,
    );
    if (!removed || folder === highest) return;
  }
}

function isInside(file: string, folder: string): boolean {
  const relative = path.relative(folder, file);
  const climbs = relative === '..' || relative.startsWith(`..${path.sep}`);
  return !climbs && !path.isAbsolute(relative);
}

function unwritable(directory: string, cause: unknown): StackstartError {
  const code = (cause as NodeJS.ErrnoException).code ?? String(cause);
  return new StackstartError('cannot-write', `Cannot write to "${directory}" (${code}).`, {
    hint: 'Check that the folder exists, is yours, and that the disk has room.',
    cause,
  });
}
