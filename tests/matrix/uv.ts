import { existsSync } from 'node:fs';
import path from 'node:path';
import { execa } from 'execa';
import { VENV_PYTHON } from '../../src/machine.ts';
import { ROOT } from '../tools/cli.ts';

const VERSION = '0.13.8';
const FOLDER = path.join(ROOT, 'node_modules', '.cache', 'uv');

/** Installs uv unless it is there, in a virtual environment of its own, and gives its path. */
export async function useUv(): Promise<string> {
  const python = path.join(FOLDER, VENV_PYTHON);
  const uv = path.join(path.dirname(python), 'uv');
  if (!existsSync(uv)) {
    await execa('python3', ['-m', 'venv', path.join(FOLDER, '.venv')]);
    await execa(python, ['-m', 'pip', 'install', '--quiet', `uv==${VERSION}`]);
  }
  return uv;
}
