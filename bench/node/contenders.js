/** Makes, installs and starts what is measured. Everything lives in .cache/bench/node. */
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

const ROOT = path.join(import.meta.dirname, '..', '..');
export const CACHE = path.join(ROOT, '.cache', 'bench', 'node');
const TOOLS = path.join(CACHE, 'tools');
const ROWS = path.join(TOOLS, 'rows.js');

/** Makes a server tell its processor time when asked. */
const METER = `data:text/javascript,${encodeURIComponent(`
  process.on('message', (message) => {
    if (message !== 'cpu') return;
    const { user, system } = process.cpuUsage();
    process.send({ cpu: user + system });
  });
  process.channel?.unref();
`)}`;

const VERSIONS = createRequire(import.meta.url)('../../templates/node/versions.json');
const versionOf = (name) => `${name}@${VERSIONS[name]}`;
const PACKAGES = [
  'autocannon@9.0.0',
  'pino-http@11.0.0',
  '@nestjs/cli@12.0.8',
  'fastify-cli@8.0.2',
  ...['express', 'better-sqlite3', 'helmet', 'pino', 'express-rate-limit', 'kysely'].map(versionOf),
];

const NEST_CONTROLLER = `import { Controller, Get } from '@nestjs/common';
// @ts-ignore: a JavaScript file of the benchmark
import { listOf, openRows } from ${JSON.stringify(pathToFileURL(ROWS).href)};

const list: () => unknown = listOf(openRows(process.env.FILE), \`http://127.0.0.1:\${process.env.PORT}\`);

@Controller()
export class AppController {
  @Get('livez')
  getLivez() {
    return { status: 'ok' };
  }

  @Get('api/todos')
  getTodos() {
    return list();
  }
}
`;

const FASTIFY_ROUTE = `import { type FastifyPluginAsync } from 'fastify'
// @ts-ignore: a JavaScript file of the benchmark
import { listOf, openRows } from ${JSON.stringify(pathToFileURL(ROWS).href)}

const list: () => unknown = listOf(openRows(process.env.FILE), \`http://127.0.0.1:\${process.env.PORT}\`)

const root: FastifyPluginAsync = async (fastify): Promise<void> => {
  fastify.get('/livez', async () => ({ status: 'ok' }))
  fastify.get('/api/todos', async () => list())
}

export default root
`;

const run = (cwd, file, ...args) =>
  execFileSync(file, args, { cwd, stdio: ['ignore', 'pipe', 'pipe'], encoding: 'utf8' });
const node = (cwd, ...args) => run(cwd, process.execPath, ...args);
const inTools = (...parts) => path.join(TOOLS, 'node_modules', ...parts);

/** The load generator and what the small servers need. */
export function prepareTools() {
  mkdirSync(TOOLS, { recursive: true });
  writeFileSync(path.join(TOOLS, 'package.json'), '{ "private": true, "type": "module" }\n');
  if (!existsSync(inTools('fastify-cli'))) {
    run(TOOLS, 'npm', 'install', '--no-audit', '--no-fund', '--ignore-scripts', ...PACKAGES);
  }
  for (const file of ['rows.js', 'bare.js', 'usual.js']) {
    cpSync(path.join(import.meta.dirname, file), path.join(TOOLS, file));
  }
  return createRequire(path.join(TOOLS, 'package.json'))('autocannon');
}

/** Writes a project without installing it. */
const WRITERS = {
  starter: (folder) =>
    node(
      CACHE,
      path.join(ROOT, 'dist', 'cli.js'),
      folder,
      '--template',
      'node',
      '--no-install',
      '--no-git',
    ),
  nest: (folder) =>
    node(
      CACHE,
      inTools('@nestjs', 'cli', 'bin', 'nest.js'),
      'new',
      path.basename(folder),
      '--skip-git',
      '--skip-install',
      '--package-manager',
      'npm',
    ),
  fastify: (folder) =>
    node(
      CACHE,
      inTools('fastify-cli', 'cli.js'),
      'generate',
      path.basename(folder),
      '--lang=ts',
      '--esm',
    ),
};

/** Writes a project anew. */
export function makeProject(name) {
  const folder = path.join(CACHE, name);
  rmSync(folder, { recursive: true, force: true });
  WRITERS[name](folder);
}

/** Installs a project from nothing but npm's cache; says how many packages and megabytes that is, and how long it took. */
export function install(name) {
  const folder = path.join(CACHE, name);
  for (const file of ['node_modules', 'package-lock.json']) {
    rmSync(path.join(folder, file), { recursive: true, force: true });
  }
  const start = performance.now();
  run(folder, 'npm', 'install', '--no-audit', '--no-fund');
  const seconds = (performance.now() - start) / 1000;
  return { seconds, ...measureModules(path.join(folder, 'node_modules')) };
}

function measureModules(folder) {
  let packages = 0;
  let bytes = 0;
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    const file = path.join(entry.parentPath, entry.name);
    if (entry.isFile()) bytes += lstatSync(file).size;
    const parent = path.basename(entry.parentPath);
    const isPackage =
      parent === 'node_modules'
        ? !/^[@.]/.test(entry.name)
        : parent.startsWith('@') &&
          path.basename(path.dirname(entry.parentPath)) === 'node_modules';
    if (entry.isDirectory() && isPackage) packages += 1;
  }
  return { packages, bytes };
}

/** Teaches the peers to serve the list, and builds them. */
export function finishPeers() {
  const nest = path.join(CACHE, 'nest');
  writeFileSync(path.join(nest, 'src', 'app.controller.ts'), NEST_CONTROLLER);
  rmSync(path.join(nest, 'src', 'app.controller.spec.ts'), { force: true });
  run(nest, 'npm', 'run', 'build');
  const fastify = path.join(CACHE, 'fastify');
  writeFileSync(path.join(fastify, 'src', 'routes', 'root.ts'), FASTIFY_ROUTE);
  // Its own build:ts lacks the folder, which TypeScript 6 insists on.
  run(fastify, 'npx', 'tsc', '--rootDir', 'src');
}

export const SERVERS = {
  bare: { cwd: TOOLS, args: ['bare.js'] },
  starter: { cwd: path.join(CACHE, 'starter'), args: ['src/server.ts'] },
  usual: { cwd: TOOLS, args: ['usual.js'] },
  nest: { cwd: path.join(CACHE, 'nest'), args: ['dist/main.js'] },
  fastify: {
    cwd: path.join(CACHE, 'fastify'),
    args: ['node_modules/fastify-cli/cli.js', 'start', '-l', 'info', 'dist/app.js'],
  },
};

/** Starts a server in production, its log going to a file; resolves when it answers. */
export async function startServer(name, port, log, folder = SERVERS[name].cwd) {
  const { args } = SERVERS[name];
  const database = path.join(CACHE, `${port}.db`);
  const env = {
    ...process.env,
    NODE_ENV: 'production',
    PORT: String(port),
    HOST: '127.0.0.1',
    FILE: database,
    DATABASE_URL: `sqlite:${database}`,
    SECRET_KEY: 'k7Qm2xVt9Rz4Lw8Yp3Nc6Hs1Jd5Gf0BaXeUiOoTqWlKvMn',
    RATE_LIMIT: '1000000000',
  };
  if (name === 'starter') {
    rmSync(database, { force: true });
    execFileSync(process.execPath, ['src/db/migrate.ts'], { cwd: folder, env, stdio: 'ignore' });
  }
  const child = spawn(process.execPath, ['--import', METER, ...args], {
    cwd: folder,
    env,
    stdio: ['ignore', log, 'inherit', 'ipc'],
  });
  const url = `http://127.0.0.1:${port}`;
  const answers = () => fetch(`${url}/api/todos`).then(Boolean, () => false);
  while (!(await answers())) {
    if (child.exitCode !== null) throw new Error(`${name} did not start`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  if (name === 'starter') await fillList(url);
  return {
    url,
    stop: () => child.kill('SIGKILL'),
    /** Microseconds of processor time the server has used. */
    async cpuTime() {
      child.send('cpu');
      const [{ cpu }] = await once(child, 'message');
      return cpu;
    },
  };
}

async function fillList(url) {
  for (let row = 0; row < 20; row += 1) {
    await fetch(`${url}/api/todos`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ title: `To-do number ${row}` }),
    });
  }
}
