import { describeStarter } from './describeStarter.ts';

// Through npm, which puts the Node that the starter may have brought along first.
describeStarter({
  stack: 'node',
  commands: [
    ['npm', 'run', 'check'],
    ['npm', 'test'],
  ],
});
