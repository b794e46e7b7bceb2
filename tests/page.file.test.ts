import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'parse5';
import { describe, expect, test } from 'vitest';
import { packageWith, run } from './tools/cli.ts';
import { tempDir, writeTree } from './tools/temp.ts';

const { cli } = packageWith();
const CALL = ['recommend', '--realtime', 'core', '--html'];

async function recommendTo(file: string, cwd: string, ...more: string[]) {
  return run(cli, [...CALL, file, ...more], { cwd });
}

describe('recommend --html', () => {
  test('writes one page, says so, and writes nothing else', async () => {
    const cwd = tempDir();
    const { exitCode, stdout } = await recommendTo('page.html', cwd);
    expect(exitCode).toBe(0);
    expect(stdout).toContain('Node.js (Express), clearly.');
    expect(stdout).toContain(`✓ Wrote ${path.join(cwd, 'page.html')}`);
    expect(readdirSync(cwd)).toEqual(['page.html']);
  });

  test('names the file in the JSON document, and whether it was there', async () => {
    const cwd = tempDir();
    const files = async () =>
      JSON.parse((await recommendTo('page.html', cwd, '--json')).stdout).files;
    expect(await files()).toEqual([{ path: 'page.html', action: 'create' }]);
    expect(await files()).toEqual([{ path: 'page.html', action: 'replace' }]);
    expect(readdirSync(cwd)).toEqual(['page.html']);
  });

  test('writes nothing on a dry run', async () => {
    const cwd = tempDir();
    const { exitCode, stdout } = await recommendTo('page.html', cwd, '--dry-run');
    expect([exitCode, readdirSync(cwd)]).toEqual([0, []]);
    expect(stdout).toContain(`Would write ${path.join(cwd, 'page.html')}`);
  });

  test('replaces its own page, the newest answers in it', async () => {
    const cwd = tempDir();
    await recommendTo('page.html', cwd);
    const { exitCode } = await run(cli, ['recommend', '--heavy', 'ml', '--html', 'page.html'], {
      cwd,
    });
    expect(exitCode).toBe(0);
    expect(readFileSync(path.join(cwd, 'page.html'), 'utf8')).toContain('Django, clearly.');
  });

  test.each([
    ['', 'an empty file'],
    ['<!doctype html><p>mine</p>', 'a page of somebody'],
  ])('never touches what it did not write: %j (%s)', async (mine) => {
    const cwd = writeTree(tempDir(), { 'page.html': mine });
    const refused = await recommendTo('page.html', cwd);
    expect(refused.exitCode).toBe(4);
    expect(refused.stdout).toBe('');
    expect(refused.stderr).toContain('exists, and this tool did not write it.');
    expect(refused.stderr).toContain('add --overwrite');
    expect(readFileSync(path.join(cwd, 'page.html'), 'utf8')).toBe(mine);
    const told = await recommendTo('page.html', cwd, '--overwrite');
    expect(told.exitCode).toBe(0);
    expect(readFileSync(path.join(cwd, 'page.html'), 'utf8')).toContain('Node.js or Django?');
  });

  test('refuses folders and links, also when told to overwrite', async () => {
    const cwd = writeTree(tempDir(), { 'mine.html': 'precious' });
    mkdirSync(path.join(cwd, 'folder'));
    symlinkSync('mine.html', path.join(cwd, 'link'));
    for (const file of ['folder', 'link']) {
      expect((await recommendTo(file, cwd, '--overwrite')).exitCode).toBe(4);
    }
    expect(readFileSync(path.join(cwd, 'mine.html'), 'utf8')).toBe('precious');
  });

  test('fails where there is no folder, before anything else', async () => {
    const cwd = tempDir();
    const { exitCode, stderr, stdout } = await recommendTo('no/where/page.html', cwd);
    expect([exitCode, stdout]).toEqual([1, '']);
    expect(stderr).toContain(`Cannot write to "${path.join(cwd, 'no', 'where')}" (ENOENT).`);
    expect(existsSync(path.join(cwd, 'no'))).toBe(false);
  });

  test.each(['--html page.html', '--explain', '--overwrite'])(
    '%s is refused by create',
    async (flags) => {
      const cwd = tempDir();
      const args = ['app', '--template', 'node', ...flags.split(' ')];
      const { exitCode, stderr } = await run(cli, args, { cwd });
      expect([exitCode, readdirSync(cwd)]).toEqual([2, []]);
      expect(stderr).toContain('belongs to "recommend"');
    },
  );
});

describe('the page', async () => {
  const cwd = tempDir();
  await recommendTo('page.html', cwd);
  const page = readFileSync(path.join(cwd, 'page.html'), 'utf8');

  test('is well-formed HTML', () => {
    const errors: string[] = [];
    parse(page, { onParseError: ({ code }) => errors.push(code) });
    expect(errors).toEqual([]);
  });

  test('loads nothing, and its policy allows only its own script and style', () => {
    expect(page).not.toMatch(/(?:src|href)="(?!data:,"|#)/);
    expect(page).not.toMatch(/https?:\/\//);
    const policy = /Content-Security-Policy" content="([^"]+)"/.exec(page)?.[1] ?? '';
    const hash = (text = '') => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
    const [, script] = /<script>([\s\S]*?)<\/script>/.exec(page) ?? [];
    const [, style] = /<style>([\s\S]*?)<\/style>/.exec(page) ?? [];
    expect(policy.split('; ')).toEqual([
      "default-src 'none'",
      `script-src ${hash(script)}`,
      `style-src ${hash(style)}`,
      'img-src data:',
      "base-uri 'none'",
      "form-action 'none'",
    ]);
    expect(script?.length).toBeGreaterThan(1000);
  });

  test('is the same for the same answers', async () => {
    await recommendTo('again.html', cwd);
    expect(readFileSync(path.join(cwd, 'again.html'), 'utf8')).toBe(page);
  });
});
