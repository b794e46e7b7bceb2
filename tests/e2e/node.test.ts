import { describeStarter } from './describeStarter.ts';

// Through npm, which puts the Node that the starter may have brought along first.
describeStarter({
  stack: 'node',
  checks: [{ command: ['npm', 'run', 'check'] }, { command: ['npm', 'test'] }],
});
