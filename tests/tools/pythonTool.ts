import { existsSync } from 'node:fs';
import path from 'node:path';
import { execa } from 'execa';
import { VENV_PYTHON } from '../../src/machine.ts';

// Not by way of `cli.ts`: this also runs before there are tests.
const CACHE = path.join(import.meta.dirname, '..', '..', 'node_modules', '.cache', 'python');

/** Installs a program of PyPI unless it is there, in a virtual environment of its own, and gives its path. */
export async function pythonTool(name: string, version: string): Promise<string> {
  const folder = path.join(CACHE, `${name}-${version}`);
  const python = path.join(folder, VENV_PYTHON);
  const program = path.join(path.dirname(python), name);
  if (!existsSync(program)) {
    await execa('python3', ['-m', 'venv', path.join(folder, '.venv')]);
    await execa(python, ['-m', 'pip', 'install', '--quiet', `${name}==${version}`]);
  }
  return program;
}
