/**
 * Writing a project, warm, beside create-vite (react-ts), in turn in one run: the ratio of the
 * medians is what counts, the milliseconds are this machine's. `npm run bench`
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

const PEER = 'create-vite@9.3.0';
const RUNS = 25;
const BUDGET = 1.3;

const root = path.join(import.meta.dirname, '..');
const peerFolder = path.join(root, '.cache', 'bench');
const peer = path.join(peerFolder, 'node_modules', 'create-vite', 'index.js');
if (!existsSync(peer)) {
  mkdirSync(peerFolder, { recursive: true });
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
  execFileSync(npm, ['install', '--prefix', peerFolder, '--no-save', PEER], { stdio: 'inherit' });
}

// In memory where there is such a folder, or in TMPDIR: on a disk, how long a new file takes depends
// on what was deleted there in the minutes before (ext4 looks long for an inode), not on who makes it.
const MEMORY = '/dev/shm';
const place = process.env.TMPDIR ?? (existsSync(MEMORY) ? MEMORY : tmpdir());
const folder = mkdtempSync(path.join(place, 'stackstart-bench-'));
const ours = path.join(root, 'dist', 'cli.js');
const commands = {
  'create-vite react-ts': [peer, 'app', '--template', 'react-ts', '--no-interactive'],
  'create-stackstart node': [ours, 'app', '--template', 'node', '--no-install', '--no-git'],
  'create-stackstart django': [ours, 'app', '--template', 'django', '--no-install', '--no-git'],
};

const times = Object.fromEntries(Object.keys(commands).map((name) => [name, []]));
for (let run = 0; run <= RUNS; run++) {
  for (const [index, [name, args]] of Object.entries(commands).entries()) {
    // create-vite takes an absolute path for a relative one, so each gets a folder to stand in.
    const cwd = path.join(folder, `${run}-${index}`);
    mkdirSync(cwd);
    const start = process.hrtime.bigint();
    const { status, stderr } = spawnSync(process.execPath, args, { cwd });
    const milliseconds = Number(process.hrtime.bigint() - start) / 1e6;
    if (status !== 0 || !existsSync(path.join(cwd, 'app', 'README.md'))) {
      throw new Error(`${name} wrote no project (exit ${status})\n${stderr}`);
    }
    if (run > 0) times[name].push(milliseconds); // the first run warms the disk cache
  }
}
rmSync(folder, { recursive: true, force: true });

const median = (list) => list.sort((a, b) => a - b)[Math.floor(list.length / 2)];
const [base, ...rest] = Object.entries(times).map(([name, list]) => [name, median(list)]);
console.log(`median of ${RUNS} runs on Node ${process.versions.node}, written to ${place}`);
console.log(`${base[0].padEnd(26)} ${base[1].toFixed(0)} ms`);
for (const [name, time] of rest) {
  const ratio = time / base[1];
  const verdict = ratio <= BUDGET ? 'within' : 'over';
  console.log(
    `${name.padEnd(26)} ${time.toFixed(0)} ms, ${ratio.toFixed(2)} times (${verdict} the budget of ${BUDGET})`,
  );
}
