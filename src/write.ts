import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  rmdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { Cancelled, StackstartError } from './errors.ts';
import { isInside, type Target, unwritable } from './target.ts';
import type { Files } from './types.ts';

/**
 * Writes a whole project or nothing: everything is staged beside the target, then renamed.
 * Synchronous but for the rare case: for a hundred small files that takes a third of the time.
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
  const made = makeFolder(parent);
  let staging: string | undefined;
  try {
    staging = mkdtempSync(path.join(parent, '.stackstart-'));
    // Unlike other folders, temporary ones start out closed to everybody else.
    chmodSync(staging, 0o777 & ~process.umask());
    writeFiles(staging, files, 0o644);
    writeFiles(staging, secrets, 0o600);
    if (signal?.aborted) throw new Cancelled();
    if (target.keep) await moveInto(staging, target.directory);
    else moveTo(staging, target);
  } catch (error) {
    if (staging !== undefined) rmSync(staging, { recursive: true, force: true });
    if (made !== undefined) removeEmptyFolders(parent, made);
    if (error instanceof StackstartError || error instanceof Cancelled) throw error;
    throw unwritable(target.directory, error);
  }
}

/** Makes a folder and those above it; gives the highest one that was new. */
function makeFolder(folder: string): string | undefined {
  try {
    return mkdirSync(folder, { recursive: true });
  } catch (error) {
    throw unwritable(folder, error);
  }
}

function writeFiles(root: string, files: Files, defaultMode: number): void {
  const names = new Set([...files.keys()].map((file) => path.posix.dirname(file)));
  for (const name of names) {
    const folder = path.join(root, name);
    if (!isInside(folder, root)) {
      throw new StackstartError('broken-template', `"${folder}" lies outside the project.`);
    }
    mkdirSync(folder, { recursive: true });
  }
  for (const [file, { content, mode = defaultMode }] of files) {
    writeFileSync(`${root}/${file}`, content, { mode, flag: 'wx' });
  }
}

function moveTo(staging: string, { directory, exists }: Target): void {
  // Windows does not rename onto an empty folder; elsewhere that is one atomic step.
  if (exists && process.platform === 'win32') rmdirSync(directory);
  renameSync(staging, directory);
}

/**
 * Fills a folder that must stay where it is, entry by entry; `.stackstart.json`, which makes
 * it a project, comes last, and a failure takes back what was moved.
 */
async function moveInto(staging: string, directory: string): Promise<void> {
  const entries = readdirSync(staging).sort(
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
    rmdirSync(staging);
  } catch (error) {
    for (const entry of moved) await remove(path.join(directory, entry));
    throw error;
  }
}

function removeEmptyFolders(deepest: string, highest: string): void {
  for (let folder = deepest; readdirSync(folder).length === 0; folder = path.dirname(folder)) {
    rmdirSync(folder);
    if (folder === highest) return;
  }
}
