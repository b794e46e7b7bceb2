import { spawnSync } from 'node:child_process';

/** Runs a Python script with JSON on its standard input and parses the JSON it prints. */
export function askPython(script: string, input: unknown): unknown {
  const { stdout, stderr, status } = spawnSync('python3', ['-c', script], {
    input: JSON.stringify(input),
    encoding: 'utf8',
    env: { ...process.env, PYTHONIOENCODING: 'utf-8' },
  });
  if (status !== 0) throw new Error(stderr);
  return JSON.parse(stdout);
}
