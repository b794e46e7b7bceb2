/**
 * Makes the list of hashes that tells whether a text copies six words in a row from the articles,
 * which are not part of this repository: `npm run articles -- FOLDER` with one text file each.
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { HASH_BYTES, hashOf, runsOf } from './wordRuns.ts';

const [folder] = process.argv.slice(2);
if (folder === undefined) throw new Error('Name the folder that holds the articles.');
const runs = readdirSync(folder)
  .filter((name) => name.endsWith('.txt'))
  .flatMap((name) => runsOf(readFileSync(path.join(folder, name), 'utf8')));
const hashes = [...new Set(runs.map(hashOf))].sort();
const packed = Buffer.from(hashes.join(''), 'hex').toString('base64');
writeFileSync('tests/cases/articleRuns.txt', `${packed.replaceAll(/.{100}/g, '$&\n')}\n`);
console.log(`${hashes.length} runs, ${HASH_BYTES} bytes each`);
