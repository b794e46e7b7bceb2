import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { packedTree, type Tree, treeOnDisk } from '../src/tree.ts';
import { tempDir, writeTree } from './tools/temp.ts';

const FILES = { 'a.txt': 'a', 'folder/b.txt': 'ü\n', 'folder/deep/c.txt': '' };

function packed(): Tree {
  const file = path.join(tempDir(), 'templates.gz');
  writeFileSync(file, gzipSync(JSON.stringify(FILES)));
  return packedTree(file);
}

describe.each<[string, () => Tree]>([
  ['on disk', () => treeOnDisk(writeTree(tempDir(), FILES))],
  ['packed', packed],
])('a tree %s', (_where, open) => {
  const names = (tree: Tree, folder: string) =>
    tree
      .list(folder)
      .map(({ name, isFolder }) => (isFolder ? `${name}/` : name))
      .sort();

  test('lists its folders', () => {
    const tree = open();
    expect(names(tree, '')).toEqual(['a.txt', 'folder/']);
    expect(names(tree, 'folder')).toEqual(['b.txt', 'deep/']);
    expect(names(tree, 'folder/deep')).toEqual(['c.txt']);
    expect(names(tree, 'nowhere')).toEqual([]);
    expect(names(tree, 'a.txt')).toEqual([]);
  });

  test('reads its files', () => {
    const tree = open();
    for (const [file, text] of Object.entries(FILES)) expect(String(tree.read(file))).toBe(text);
    expect(tree.read('nowhere.txt')).toBeUndefined();
    expect(tree.read('a.txt/b')).toBeUndefined();
  });
});
