import { lstatSync, readdirSync, type Stats } from 'node:fs';
import path from 'node:path';
import { StackstartError } from './errors.ts';

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
  let stats: Stats | undefined;
  try {
    stats = lstatSync(directory, { throwIfNoEntry: false });
  } catch (error) {
    throw unwritable(directory, error);
  }
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
  const entries = readdirSync(directory);
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
  if (directory.split(path.sep).includes('node_modules')) {
    throw new StackstartError('bad-path', `"${directory}" lies in a node_modules folder.`, {
      hint: 'Choose another place: tools ignore what is there, and Node runs no TypeScript in it.',
    });
  }
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

/** Whether a file or folder is the folder itself or below it. */
export function isInside(file: string, folder: string): boolean {
  const relative = path.relative(folder, file);
  const climbs = relative === '..' || relative.startsWith(`..${path.sep}`);
  return !climbs && !path.isAbsolute(relative);
}

/** What keeps the system from letting us write somewhere, for people. */
export function unwritable(directory: string, cause: unknown): StackstartError {
  const code = (cause as NodeJS.ErrnoException).code ?? String(cause);
  if (code === 'ENAMETOOLONG') {
    return new StackstartError('bad-path', `"${directory}" is too long for this system.`, {
      hint: 'Choose a shorter name.',
    });
  }
  return new StackstartError('cannot-write', `Cannot write to "${directory}" (${code}).`, {
    hint: 'Check that the folder exists, is yours, and that the disk has room.',
    cause,
  });
}
