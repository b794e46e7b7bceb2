import { VENV_PYTHON } from '../../src/machine.ts';
import type { StackId } from '../../src/types.ts';
import type { Env } from '../contract/server.ts';

/** A starter's own command that must pass, beside the one that starts it. */
export interface OwnCheck {
  readonly command: readonly string[];
  readonly env?: Env;
}

const python = (...args: string[]) => [VENV_PYTHON, ...args];

const PRODUCTION = {
  DEBUG: 'false',
  SECRET_KEY: 'k7Qm2xVt9Rz4Lw8Yp3Nc6Hs1Jd5Gf0BaXeUiOoTqWlKvMnZrXyCdEfGh',
  ALLOWED_HOSTS: 'todo.example.com',
};

export const OWN_CHECKS: Readonly<Record<StackId, readonly OwnCheck[]>> = {
  // Through npm, which puts the Node that the starter may have brought along first.
  node: [{ command: ['npm', 'run', 'check'] }, { command: ['npm', 'test'] }],
  django: [
    { command: python('-m', 'ruff', 'check', '.') },
    { command: python('-m', 'ruff', 'format', '--check', '.') },
    { command: python('-m', 'mypy', '.') },
    { command: python('manage.py', 'makemigrations', '--check'), env: { DEBUG: 'true' } },
    {
      command: python('manage.py', 'check', '--deploy', '--fail-level', 'WARNING'),
      env: PRODUCTION,
    },
    { command: python('-W', 'error', '-m', 'pytest') },
  ],
};

export const nameOf = ({ command }: OwnCheck): string => command.join(' ');

/** How Node, npm, Biome, Python and pytest warn; names of tests may hold the word. */
export const WARNING =
  /\(node:\d+\) |\w*Warning: |^npm warn|found \d+ warnings?|\b[1-9]\d* warnings?( |$)|warnings summary/im;
