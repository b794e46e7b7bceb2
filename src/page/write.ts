import {
  accessSync,
  closeSync,
  constants,
  lstatSync,
  openSync,
  readSync,
  renameSync,
  rmSync,
  type Stats,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { StackstartError } from '../errors.ts';
import { unwritable } from '../target.ts';
import { GENERATOR, renderPage } from './document.ts';
import type { PageState } from './state.ts';

export type PageAction = 'create' | 'replace';

/** A page names its maker within its first bytes. */
const HEAD_BYTES = 512;
const OURS = `<meta name="generator" content="${GENERATOR} `;

/**
 * Looks whether a page may be written here: to a new file, over an older page of ours, or over
 * any file when told so. Changes nothing.
 *
 * @throws StackstartError `file-exists`, `target-is-link`, `target-is-folder`, `cannot-write`
 */
export function checkPageFile(file: string, overwrite: boolean): PageAction {
  let stats: Stats | undefined;
  try {
    stats = lstatSync(file, { throwIfNoEntry: false });
  } catch (error) {
    throw unwritable(file, error);
  }
  if (stats === undefined) {
    checkFolder(path.dirname(file));
    return 'create';
  }
  if (stats.isSymbolicLink()) {
    throw new StackstartError('target-is-link', `"${file}" is a symbolic link.`, {
      hint: 'Name the file it points to, or another one.',
    });
  }
  if (!stats.isFile()) {
    throw new StackstartError('target-is-folder', `"${file}" is not a file.`, {
      hint: 'Name a file, such as recommendation.html.',
    });
  }
  if (overwrite || isOurs(file)) return 'replace';
  throw new StackstartError('file-exists', `"${file}" exists, and this tool did not write it.`, {
    hint: 'Name another file, or add --overwrite; nothing was touched.',
  });
}

function checkFolder(folder: string): void {
  try {
    accessSync(folder, constants.W_OK);
  } catch (error) {
    throw unwritable(folder, error);
  }
}

function isOurs(file: string): boolean {
  const head = Buffer.alloc(HEAD_BYTES);
  const handle = openFor(file);
  try {
    return head.toString('utf8', 0, readSync(handle, head, 0, HEAD_BYTES, 0)).includes(OURS);
  } finally {
    closeSync(handle);
  }
}

function openFor(file: string): number {
  try {
    return openSync(file, 'r');
  } catch (error) {
    throw unwritable(file, error);
  }
}

/**
 * Writes the page whole or not at all.
 *
 * @throws StackstartError `file-exists`, `cannot-write`
 */
export function writePage(file: string, state: PageState, action: PageAction): void {
  const page = renderPage(state);
  if (action === 'create') {
    writeNew(file, page);
    return;
  }
  const staged = `${file}.${process.pid}.tmp`;
  writeNew(staged, page);
  try {
    renameSync(staged, file);
  } catch (error) {
    discard(staged);
    throw unwritable(file, error);
  }
}

function writeNew(file: string, page: string): void {
  try {
    writeFileSync(file, page, { flag: 'wx' });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') {
      throw new StackstartError('file-exists', `"${file}" exists.`, {
        hint: 'Name another file; nothing was touched.',
      });
    }
    discard(file);
    throw unwritable(file, error);
  }
}

/** What could not be written whole is not left behind. */
function discard(file: string): void {
  try {
    rmSync(file, { force: true });
  } catch {
    // The first failure is the one to tell.
  }
}
