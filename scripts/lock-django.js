/**
 * Renews the locked requirements of the Django template: `npm run lock:django -- 2026-11-15` takes
 * nothing that was published later. Needs uv. Resolves all features together, then says for each
 * feature which lines it adds, so that every combination of features is exactly that one lock.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { loadTemplate, plan, render } from '../dist/index.js';

const FOLDER = path.join(import.meta.dirname, '..', 'templates', 'django');
const COMPILE = ['pip', 'compile', '--quiet', '--universal', '--python-version', '3.10'];

const [before] = process.argv.slice(2);
if (!/^\d{4}-\d{2}-\d{2}$/.test(before ?? '')) {
  console.error(`"${before ?? ''}" is no date.\nRun: npm run lock:django -- 2026-11-15`);
  process.exit(2);
}

const template = loadTemplate('django');
const [plainDatabase, ...otherDatabases] = template.databases.keys();
const temporary = mkdtempSync(path.join(tmpdir(), 'lock-django-'));
try {
  lock();
} finally {
  rmSync(temporary, { recursive: true });
}

function lock() {
  const base = projectOf('base', [], plainDatabase);
  const additions = [
    ...otherDatabases.map((id) => projectOf(id, [], id)),
    ...[...template.features.keys()].map((id) => projectOf(id, [id], plainDatabase)),
  ];
  const everything = path.join(temporary, 'everything.txt');
  compile(base, [base, ...additions].flatMap(sourcesOf), everything);

  const linesOf = (project) => ({
    requirements: compile(project, [project.pyproject, '-c', everything]),
    'requirements-dev': compile(project, [...sourcesOf(project), '-c', everything]),
  });
  const shared = linesOf(base);
  writeBase('requirements', shared.requirements);
  writeBase('requirements-dev', shared['requirements-dev']);
  for (const addition of additions) {
    const lines = linesOf(addition);
    const own = minus(lines.requirements, shared.requirements, addition.id);
    writeSlot(addition.id, 'requirements', own);
    const known = [...shared['requirements-dev'], ...own];
    writeSlot(addition.id, 'requirements-dev', lines['requirements-dev'].filter(notIn(known)));
  }
}

/** A project with one feature and what that requires, as far as its dependencies go. */
function projectOf(id, features, db) {
  const without = [...template.features.values()]
    .filter((feature) => feature.default && !features.includes(feature.id))
    .map((feature) => feature.id);
  const spec = plan({ name: 'lock', db, features, without }, template, process.versions.node);
  const directory = path.join(temporary, id);
  mkdirSync(directory);
  const pyproject = path.join(directory, 'pyproject.toml');
  writeFileSync(pyproject, render(template, spec).get('pyproject.toml').content);
  return { id, directory, pyproject };
}

function sourcesOf({ pyproject }) {
  return [pyproject, '--group', `${pyproject}:dev`];
}

function compile({ directory }, sources, output = path.join(directory, 'locked.txt')) {
  rmSync(output, { force: true });
  const options = ['--no-annotate', '--no-header', '--exclude-newer', before, '-o', output];
  execFileSync('uv', [...COMPILE, ...options, ...sources], { cwd: directory, stdio: 'inherit' });
  return readFileSync(output, 'utf8').trim().split('\n');
}

function minus(lines, shared, id) {
  const gone = shared.filter(notIn(lines));
  if (gone.length > 0) throw new Error(`${id} changes what all projects have: ${gone.join(', ')}`);
  return lines.filter(notIn(shared));
}

function notIn(lines) {
  return (line) => !lines.includes(line);
}

function writeBase(name, lines) {
  const file = path.join(FOLDER, 'base', `${name}.txt.hbs`);
  const text = readFileSync(file, 'utf8');
  const slots = /\{\{> .+\}\}\n/g;
  const head = text
    .slice(0, text.indexOf('{{#sortLines}}'))
    .replace(/--exclude-newer \S+:/, `--exclude-newer ${before}:`);
  const block = [...lines, ...text.match(slots).map((slot) => slot.trim())].join('\n');
  writeFileSync(file, `${head}{{#sortLines}}\n${block}\n{{/sortLines}}\n`);
}

function writeSlot(id, slot, lines) {
  const folder = path.join(FOLDER, 'features', id, 'slots');
  const file = path.join(folder, `${slot}.hbs`);
  if (lines.length === 0) {
    if (existsSync(file)) rmSync(file);
    return;
  }
  mkdirSync(folder, { recursive: true });
  writeFileSync(file, `${lines.join('\n')}\n`);
}
