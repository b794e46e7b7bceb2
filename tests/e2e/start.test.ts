import { spawn } from 'node:child_process';
import { createServer, type Server } from 'node:net';
import path from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { tempDir } from '../tools/temp.ts';
import { CLI } from './starter.ts';

const blockers: Server[] = [];
afterEach(() => {
  for (const server of blockers.splice(0)) server.close();
});

/** Takes a port, unless somebody has it already. */
function block(port: number): Promise<void> {
  return new Promise((resolve) => {
    const server = createServer().once('error', () => resolve());
    server.listen(port, '127.0.0.1', () => {
      blockers.push(server);
      resolve();
    });
  });
}

test('answers without a template end with a running app, on a free port, that Ctrl-C stops', async () => {
  await block(3000);
  const directory = path.join(tempDir(), 'live board');
  const child = spawn(
    process.execPath,
    [CLI, directory, '--kind', 'live', '--realtime', 'core', '--start', '--json'],
    { stdio: ['ignore', 'pipe', 'pipe'] },
  );
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
  });
  const url = await new Promise<string>((resolve, reject) => {
    child.once('close', () => reject(new Error(stderr)));
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      stderr += text;
      const found = /Done: (\S+) is running/.exec(stderr)?.[1];
      if (found) resolve(found);
    });
  });

  expect(new URL(url).port).not.toBe('3000');
  const page = await fetch(url);
  expect(page.status).toBe(200);
  expect(await page.text()).toContain('live board');
  expect(JSON.parse(stdout)).toMatchObject({
    recommendation: { stack: 'node', band: 'clear', scores: { node: 6, django: 0 } },
    steps: expect.arrayContaining([
      expect.objectContaining({ title: 'Start the app', status: 'done' }),
    ]),
  });

  child.kill('SIGINT');
  expect(await new Promise((resolve) => child.once('close', resolve))).toBe(0);
  await expect(fetch(url)).rejects.toThrow();
});
