/**
 * The Django starter beside a bare Django view with the same query under the same uvicorn, in turn in one run: the
 * ratios are what counts, the figures are this machine's. `npm run bench:django`; it needs Python 3.10 or newer.
 */
import { execFileSync, spawn } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';

const ROUNDS = 7;
const SECONDS = 2;
const CONNECTIONS = 16;
const BUDGET = 0.6;

const ROOT = path.join(import.meta.dirname, '..');
const CACHE = path.join(ROOT, '.cache', 'bench', 'django');
const ENVIRONMENT = {
  DEBUG: 'false',
  SECRET_KEY: 'k7Qm2xVt9Rz4Lw8Yp3Nc6Hs1Jd5Gf0BaXeUiOoTqWlKvMnZrXyCdEfGh',
  RATE_LIMIT: '1000000000',
};
const UVICORN = ['-m', 'uvicorn', 'bare:application', '--http', 'h11', '--no-access-log'];
const SERVE = ['manage.py', 'serve'];

/** Each with its project, how it is started, and the port. */
const CONTENDERS = {
  'bare view': ['plain', 4701, UVICORN],
  "bare view in the starter's handler": ['plain', 4702, UVICORN, { HANDLER: 'starter' }],
  starter: ['plain', 4703, SERVE],
  'starter with accounts': ['accounts', 4704, SERVE],
};

const autocannon = prepareTools();
const folders = { plain: makeProject('plain'), accounts: makeProject('accounts') };
const running = [];
try {
  const targets = {};
  for (const name of Object.keys(CONTENDERS)) targets[name] = await start(name);
  report(await measure(targets));
} finally {
  for (const child of running) child.kill();
}

function prepareTools() {
  const tools = path.join(CACHE, 'tools');
  mkdirSync(tools, { recursive: true });
  writeFileSync(path.join(tools, 'package.json'), '{ "private": true }\n');
  if (!existsSync(path.join(tools, 'node_modules', 'autocannon'))) {
    execFileSync('npm', ['install', '--no-audit', '--no-fund', 'autocannon@9.0.0'], { cwd: tools });
  }
  return createRequire(path.join(tools, 'package.json'))('autocannon');
}

function makeProject(name) {
  const folder = path.join(CACHE, name);
  rmSync(folder, { recursive: true, force: true });
  const security = name === 'accounts' ? ['--security', 'accounts'] : [];
  const flags = ['--template', 'django', '--no-git', '--yes', ...security];
  execFileSync(process.execPath, [path.join(ROOT, 'dist', 'cli.js'), folder, ...flags]);
  cpSync(path.join(import.meta.dirname, 'django', 'bare.py'), path.join(folder, 'bare.py'));
  if (name === 'plain') python(folder, 'manage.py', 'seed', '--count', '20');
  return folder;
}

function pythonOf(folder) {
  return path.join(folder, '.venv', 'bin', 'python');
}

function python(folder, ...args) {
  execFileSync(pythonOf(folder), args, { cwd: folder, env: { ...process.env, ...ENVIRONMENT } });
}

/** Starts a contender; gives what to ask it. */
async function start(name) {
  const [project, port, command, extra] = CONTENDERS[name];
  const cwd = folders[project];
  const FILE = path.join(cwd, 'data', 'db.sqlite3');
  const env = { ...process.env, ...ENVIRONMENT, FILE, PORT: String(port), ...extra };
  const args = command === UVICORN ? [...UVICORN, '--port', String(port)] : command;
  running.push(spawn(pythonOf(cwd), args, { cwd, env, stdio: 'ignore' }));
  const url = `http://127.0.0.1:${port}`;
  await untilItAnswers(url);
  const headers = project === 'accounts' ? await signUp(url, cwd) : {};
  const todos = await (await fetch(`${url}/api/todos`, { headers })).json();
  if (todos.length !== 20) throw new Error(`${name} does not answer with the twenty to-dos`);
  return { url: `${url}/api/todos`, headers };
}

async function untilItAnswers(url) {
  for (let attempt = 0; attempt < 200; attempt += 1) {
    const answers = await fetch(url).then(Boolean, () => false);
    if (answers) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`nothing answers at ${url}`);
}

async function signUp(url, folder) {
  const account = { email: 'ada@example.com', password: 'correct horse battery' };
  const answer = await fetch(`${url}/api/auth/signup`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(account),
  });
  python(folder, 'manage.py', 'seed', account.email, '--count', '20');
  const cookies = answer.headers.getSetCookie().map((cookie) => cookie.split(';')[0]);
  return { cookie: cookies.join('; ') };
}

/** Requests a second of each contender, round by round. */
async function measure(targets) {
  const rates = Object.fromEntries(Object.keys(targets).map((name) => [name, []]));
  for (let round = 0; round <= ROUNDS; round += 1) {
    for (const [name, target] of Object.entries(targets)) {
      const load = { ...target, connections: CONNECTIONS, duration: SECONDS };
      const { requests, non2xx, errors } = await autocannon(load);
      if (non2xx + errors > 0)
        throw new Error(`${name}: ${non2xx} other answers, ${errors} errors`);
      if (round > 0) rates[name].push(requests.average); // the first round warms up
    }
  }
  return rates;
}

function report(rates) {
  const [bare, strict] = Object.values(rates);
  console.log(`GET /api/todos, 20 rows, median of ${ROUNDS} rounds; budget ${BUDGET}`);
  for (const [name, list] of Object.entries(rates)) {
    const rate = `${name.padEnd(36)} ${median(list).toFixed(0).padStart(5)} a second`;
    const ratios = [bare, strict].map((base) => median(list.map((one, i) => one / base[i])));
    const verdict = Math.min(...ratios) >= BUDGET ? 'within' : 'under';
    const figures = ratios.map((ratio) => ratio.toFixed(2)).join(' and ');
    const judged = { starter: verdict, 'starter with accounts': 'two queries more' }[name];
    console.log(judged ? `${rate}, ${figures} times the bare views (${judged})` : rate);
  }
}

function median(list) {
  return list.toSorted((a, b) => a - b)[Math.floor(list.length / 2)];
}
