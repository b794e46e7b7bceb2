import { VENV_PYTHON } from '../../src/machine.ts';
import { describeStarter } from './describeStarter.ts';

const python = (...args: string[]) => [VENV_PYTHON, ...args];

const PRODUCTION = {
  DEBUG: 'false',
  SECRET_KEY: 'k7Qm2xVt9Rz4Lw8Yp3Nc6Hs1Jd5Gf0BaXeUiOoTqWlKvMnZrXyCdEfGh',
  ALLOWED_HOSTS: 'todo.example.com',
};

describeStarter({
  stack: 'django',
  checks: [
    { command: python('-m', 'ruff', 'check', '.') },
    { command: python('-m', 'ruff', 'format', '--check', '.') },
    { command: python('-m', 'mypy', '.') },
    { command: python('manage.py', 'makemigrations', '--check') },
    {
      command: python('manage.py', 'check', '--deploy', '--fail-level', 'WARNING'),
      env: PRODUCTION,
    },
    { command: python('-W', 'error', '-m', 'pytest') },
  ],
});
