/**
 * What each layer in front of a handler costs: processor time of the server for each request of GET /api/todos, with
 * all layers and with each of them taken out of src/app.ts, in turn in one run. `node bench/node/layers.js`, after
 * `npm run bench:node` has made the starter.
 */
import { cpSync, openSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { CACHE, prepareTools, startServer } from './contenders.js';

const ROUNDS = 9;
const REQUESTS = 6_000;

/** Lines of src/app.ts, as they are and as they would be without the layer. */
const LAYERS = {
  'request id and log line': [/ {2}app\.use\(requestLog\(logger\)\);\n/, ''],
  'security headers': [/securityHeaders\(\), /, ''],
  'health checks': [/ {2}app\.use\(\n?\s*healthRouter[^;]*;\n/, ''],
  'Strict-Transport-Security': [/ {2}if \(config\.isProduction\) app\.use\(hsts\);\n/, ''],
  'allowed hosts': [/ {2}app\.use\(allowedHosts\(config\)\);\n/, ''],
  'files of the page': [/ {2}app\.use\('\/static', [^;]*;\n/, ''],
  CORS: [/cors\(config\), /, ''],
  'rate limit': [/, rateLimit\(config, counts\)/, ''],
  'same origin': [/ {2}app\.use\(sameOrigin\(config\)\);\n/, ''],
};

const autocannon = prepareTools();
const starter = path.join(CACHE, 'starter');

/** A copy of the starter without one layer. */
function copyWithout(layer, folder) {
  rmSync(folder, { recursive: true, force: true });
  for (const part of ['src', 'public', 'package.json']) {
    cpSync(path.join(starter, part), path.join(folder, part), { recursive: true });
  }
  symlinkSync(path.join(starter, 'node_modules'), path.join(folder, 'node_modules'));
  if (layer === undefined) return;
  const file = path.join(folder, 'src', 'app.ts');
  const [line, replacement] = LAYERS[layer];
  const text = readFileSync(file, 'utf8');
  if (!line.test(text)) throw new Error(`src/app.ts has no ${layer}`);
  writeFileSync(file, text.replace(line, replacement));
}

const log = openSync(path.join(CACHE, 'layers.log'), 'w');
const servers = [];
for (const [index, layer] of [undefined, ...Object.keys(LAYERS)].entries()) {
  const folder = path.join(CACHE, `layers-${index}`);
  copyWithout(layer, folder);
  const server = await startServer('starter', 4640 + index, log, folder);
  servers.push({ layer, ...server, costs: [] });
}

try {
  for (let round = 0; round <= ROUNDS; round += 1) {
    for (const { url, cpuTime, costs } of servers) {
      const before = await cpuTime();
      await autocannon({ url: `${url}/api/todos`, connections: 16, amount: REQUESTS });
      if (round > 0) costs.push(((await cpuTime()) - before) / REQUESTS); // the first warms up
    }
  }
} finally {
  for (const { stop } of servers) stop();
}

const median = (list) => list.toSorted((a, b) => a - b)[Math.floor(list.length / 2)];
const [whole, ...rest] = servers;
console.log(
  `processor time a request on Node ${process.versions.node}, median of ${ROUNDS} rounds`,
);
console.log(`${'everything'.padEnd(26)} ${median(whole.costs).toFixed(1).padStart(6)} µs`);
for (const { layer, costs } of rest) {
  const saved = median(costs.map((cost, round) => whole.costs[round] - cost));
  console.log(`${layer.padEnd(26)} ${saved.toFixed(1).padStart(6)} µs`);
}
