/**
 * The Node starter beside bare Express, the usual stack of peers, and starters of nest and fastify-cli, all serving
 * the same twenty rows, in turn in one run: the ratio to bare Express is what counts, the figures are this machine's.
 * Then what installing them takes. `npm run bench:node`; it needs the Node that runs the starter.
 */
import { openSync, rmSync } from 'node:fs';
import path from 'node:path';
import {
  CACHE,
  finishPeers,
  install,
  makeProject,
  prepareTools,
  SERVERS,
  startServer,
} from './node/contenders.js';

const INSTALLS = 3;
const ROUNDS = 7;
const SECONDS = 3;
const CONNECTIONS = 32;
const BUDGETS = { '/api/todos': 0.5, '/livez': 0.7 };

const [major, minor] = process.versions.node.split('.').map(Number);
if (major < 22 || (major === 22 && minor < 21)) {
  console.error(
    `Node ${process.versions.node} does not run the starter.\nUse Node 22.21 or newer.`,
  );
  process.exit(1);
}

const median = (list) => list.toSorted((a, b) => a - b)[Math.floor(list.length / 2)];

const autocannon = prepareTools();
const projects = ['starter', 'nest', 'fastify'];
projects.forEach(makeProject);
const installs = Array.from({ length: INSTALLS }, () => projects.map(install));
finishPeers();

/** Requests a second in one short burst. */
async function burst(url) {
  const { requests, non2xx, errors } = await autocannon({
    url,
    connections: CONNECTIONS,
    duration: SECONDS,
  });
  if (non2xx + errors > 0) throw new Error(`${url}: ${non2xx} other answers, ${errors} errors`);
  return requests.average;
}

const logFile = path.join(CACHE, 'servers.log');
const running = {};
for (const [index, name] of Object.keys(SERVERS).entries()) {
  running[name] = await startServer(name, 4610 + index, openSync(logFile, 'w'));
}
try {
  for (const [address, budget] of Object.entries(BUDGETS)) {
    const rates = Object.fromEntries(Object.keys(SERVERS).map((name) => [name, []]));
    for (let round = 0; round <= ROUNDS; round += 1) {
      for (const [name, { url }] of Object.entries(running)) {
        const rate = await burst(url + address);
        if (round > 0) rates[name].push(rate); // the first round warms up
      }
    }
    console.log(`\nGET ${address}, median of ${ROUNDS} rounds on Node ${process.versions.node}`);
    for (const [name, list] of Object.entries(rates)) {
      const ratio = median(list.map((rate, round) => rate / rates.bare[round]));
      const verdict = name === 'starter' ? (ratio >= budget ? ', within' : ', under') : '';
      const target = name === 'starter' ? `${verdict} the budget of ${budget}` : '';
      console.log(
        `${name.padEnd(9)} ${median(list).toFixed(0).padStart(6)} a second, ${ratio.toFixed(2)} × bare${target}`,
      );
    }
  }
} finally {
  for (const { stop } of Object.values(running)) stop();
  rmSync(logFile, { force: true });
}

console.log(`\nnpm install with what npm's cache holds, median of ${INSTALLS}`);
for (const [index, name] of projects.entries()) {
  const { packages, bytes } = installs[0][index];
  const seconds = median(installs.map((round) => round[index].seconds)).toFixed(1);
  const megabytes = (bytes / 1e6).toFixed(0).padStart(4);
  console.log(
    `${name.padEnd(9)} ${String(packages).padStart(4)} packages, ${megabytes} MB, ${seconds.padStart(5)} s`,
  );
}
