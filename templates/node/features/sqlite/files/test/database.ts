import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const made: string[] = [];
process.once('exit', () => {
  for (const folder of made) rmSync(folder, { recursive: true, force: true });
});

/** The DATABASE_URL of an empty database that is gone after the tests. */
export async function emptyDatabase(): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'todos-'));
  made.push(folder);
  return `sqlite:${join(folder, 'test.db')}`;
}

export async function dropDatabase(url: string): Promise<void> {
  rmSync(url.replace('sqlite:', ''));
}
