import { VENV_PYTHON } from '../../src/machine.ts';
import { describeStarter } from './describeStarter.ts';

const python = (...args: string[]) => [VENV_PYTHON, ...args];

describeStarter({
  stack: 'django',
  commands: [
    python('-m', 'ruff', 'check', '.'),
    python('-m', 'ruff', 'format', '--check', '.'),
    python('-m', 'mypy', '.'),
    python('manage.py', 'makemigrations', '--check'),
    python('-W', 'error', '-m', 'pytest'),
  ],
});
