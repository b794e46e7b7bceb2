import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll } from 'vitest';

const made: string[] = [];

afterAll(() => {
  for (const folder of made.splice(0)) rmSync(folder, { recursive: true, force: true });
});

/** A fresh empty folder, removed when the test file ends. */
export function tempDir(): string {
  const folder = realpathSync(mkdtempSync(path.join(os.tmpdir(), 'stackstart-test-')));
  made.push(folder);
  return folder;
}

/** Writes files (path → text) below a folder. */
export function writeTree(root: string, files: Readonly<Record<string, string>>): string {
  for (const [file, text] of Object.entries(files)) {
    const target = path.join(root, file);
    mkdirSync(path.dirname(target), { recursive: true });
    writeFileSync(target, text);
  }
  return root;
}
