import { afterEach, expect, test, vi } from 'vitest';
import { requireTool } from './requireTool.ts';

afterEach(() => vi.unstubAllEnvs());

const notes: (string | undefined)[] = [];
const context = { skip: (note?: string) => void notes.push(note) };

test('a tool that is there lets the test go on', () => {
  notes.length = 0;
  requireTool(context, process.execPath);
  expect(notes).toEqual([]);
});

test('a missing tool skips the test by name on a laptop', () => {
  vi.stubEnv('CI', undefined);
  notes.length = 0;
  requireTool(context, 'no-such-tool');
  expect(notes).toEqual(['no-such-tool is missing']);
});

test('a missing tool fails the test in CI', () => {
  vi.stubEnv('CI', 'true');
  expect(() => requireTool(context, 'no-such-tool')).toThrow('no-such-tool is missing');
});
