import { mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { execaSync } from 'execa';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { plan } from '../src/plan.ts';
import { render } from '../src/render.ts';
import { loadTemplate } from '../src/template.ts';
import { NEW_NODE } from './tools/specs.ts';
import { tempDir } from './tools/temp.ts';

interface Service {
  readonly build?: string;
  readonly image?: string;
  readonly environment?: Readonly<Record<string, string>>;
  readonly volumes?: readonly string[];
  readonly depends_on?: Readonly<Record<string, object>>;
  readonly healthcheck?: object;
}

const FEATURES = ['docker', 'ci', 'devcontainer'];

describe.each(['node', 'django'] as const)('the %s starter', (stack) => {
  const template = loadTemplate(stack);

  /** The text of a file, in a project with these features. */
  function reader(db: string, extra: readonly string[] = []) {
    const request = { name: 'app', db, features: [...FEATURES, ...extra] };
    const files = render(template, plan(request, template, NEW_NODE));
    return { paths: [...files.keys()], read: (path: string) => String(files.get(path)?.content) };
  }

  /** The instructions of the image, one an entry. */
  const instructionsOf = (dockerfile: string) =>
    dockerfile
      .replaceAll('\\\n', ' ')
      .split('\n')
      .filter((line) => line !== '' && !line.startsWith('#'));

  test('has an image whose files are there and get through .dockerignore', () => {
    const { paths, read } = reader('sqlite');
    const made = ['package-lock.json'];
    const has = (path: string) =>
      path === '.' ||
      made.includes(path) ||
      paths.some((each) => `${each}/`.startsWith(`${path}/`));
    const copied = instructionsOf(read('Dockerfile'))
      .filter((line) => /^COPY (?!--from)/.test(line))
      .flatMap((line) => line.split(/\s+/).slice(1, -1));
    expect(copied.filter((path) => !has(path))).toEqual([]);
    const allowed = read('.dockerignore').split('\n');
    expect(allowed[0]).toBe('*');
    const refused = copied.filter((path) => path !== '.' && !allowed.includes(`!${path}`));
    expect(refused).toEqual([]);
    expect(allowed.join()).not.toMatch(/!\.env/);
  });

  test('runs its image without rights, and is told itself to stop', () => {
    const lines = instructionsOf(reader('sqlite').read('Dockerfile'));
    const last = lines.slice(lines.findLastIndex((line) => line.startsWith('FROM ')));
    expect(last.find((line) => line.startsWith('USER '))).toMatch(/^USER (?!root\b|0\b)\w+$/);
    const command = last.find((line) => line.startsWith('CMD '))?.slice(4) ?? '';
    expect(JSON.parse(command)[0]).toMatch(/^(node|python)$/);
    expect(last.join('\n')).toMatch(/^HEALTHCHECK /m);
    expect(lines.join('\n')).not.toMatch(/latest|SECRET_KEY=\w/);
  });

  test.each([
    ['sqlite', [], ['app', 'migrate']],
    ['postgres', ['jobs'], ['app', 'database', 'migrate', 'redis', 'worker']],
  ] as const)('composes what it needs: %s %o', (db, extra, expected) => {
    const compose = parse(reader(db, extra).read('compose.yaml'), { merge: true });
    const services: Record<string, Service> = compose.services;
    expect(Object.keys(services)).toEqual(expect.arrayContaining([...expected]));
    for (const [name, service] of Object.entries(services)) {
      // An image of ours brings its own check.
      expect([name, service.build ?? service.healthcheck]).toEqual([name, expect.anything()]);
      for (const needed of Object.keys(service.depends_on ?? {})) {
        expect(services).toHaveProperty(needed);
      }
      for (const [volume = ''] of (service.volumes ?? []).map((each) => each.split(':'))) {
        expect(compose.volumes).toHaveProperty(volume);
      }
      for (const [variable, value] of Object.entries(service.environment ?? {})) {
        if (/SECRET|PASSWORD/.test(variable)) expect(value).toMatch(/^\$\{\w+:\?/);
      }
    }
  });

  test.each([
    ['sqlite', [], []],
    ['postgres', ['redis'], ['database', 'redis']],
  ] as const)('is checked in CI with what it needs: %s %o', (db, extra, expected) => {
    const { read } = reader(db, extra);
    const workflow = parse(read('.github/workflows/ci.yml'));
    expect(workflow.permissions).toEqual({ contents: 'read' });
    expect(Object.keys(workflow.jobs.test.services ?? {})).toEqual(expected);
    expect(Object.keys(workflow.jobs)).toEqual(['test', 'audit', 'image']);
    const used = read('.github/workflows/ci.yml').match(/(?<=uses: ).+/g) ?? [];
    for (const action of used) expect(action).toMatch(/^[\w-]+\/[\w-]+@v\d/);
    const { updates } = parse(read('.github/dependabot.yml'));
    const ecosystems = updates.map((each: Record<string, string>) => each['package-ecosystem']);
    expect(ecosystems).toEqual(expect.arrayContaining(['github-actions', 'docker']));
  });

  test('has a container to develop in, with the same services', () => {
    const { read } = reader('postgres', ['redis']);
    const { dockerComposeFile, service } = JSON.parse(read('.devcontainer/devcontainer.json'));
    const { services } = parse(read(`.devcontainer/${dockerComposeFile}`));
    expect(Object.keys(services).sort()).toEqual(['database', 'redis', service].sort());
  });

  test('has an image whose user may read what only I may', () => {
    const { paths, read } = reader('sqlite');
    const lines = instructionsOf(read('Dockerfile'));
    const last = lines.slice(lines.findLastIndex((line) => line.startsWith('FROM ')));
    const copied = last.flatMap((line) => /^COPY (?!--from)(\S+)/.exec(line)?.[1] ?? []);
    const allowed = read('.dockerignore').match(/(?<=^!).+/gm) ?? [];
    const roots = copied.includes('.') ? allowed : copied;
    const isCopied = (file: string) => roots.some((each) => `${file}/`.startsWith(`${each}/`));

    // What COPY leaves of a project that was made under umask 077.
    const folder = tempDir();
    for (const file of paths.filter(isCopied)) {
      const target = path.join(folder, file);
      mkdirSync(path.dirname(target), { recursive: true, mode: 0o700 });
      writeFileSync(target, read(file), { mode: 0o600 });
    }
    const steps = last.flatMap((line) => /^RUN (chmod .+)/.exec(line)?.[1] ?? []);
    for (const step of steps) execaSync('sh', ['-c', step], { cwd: folder });

    const modes = readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((each) => {
      const stats = statSync(path.join(folder, each));
      const needed = stats.isDirectory() ? 0o005 : 0o004;
      return { each, isReadable: (stats.mode & needed) === needed };
    });
    expect(modes.length).toBeGreaterThan(copied.length);
    expect(modes.filter(({ isReadable }) => !isReadable)).toEqual([]);
  });

  test('composes with every variable that its README names', () => {
    const { read } = reader('postgres', ['jobs', 'observability']);
    const { services } = parse(read('compose.yaml'), { merge: true });
    const rows = read('README.md').match(/^\| `[A-Z_]+`.+$/gm) ?? [];
    const named = new Set(rows.flatMap((row) => row.match(/(?<=`)[A-Z][A-Z_]+(?=`)/g) ?? []));
    // These are the image's, and a level.
    for (const other of ['NODE_ENV', 'DEBUG', 'HOST', 'PORT', 'INFO']) named.delete(other);
    expect(named).toContain('OTEL_EXPORTER_OTLP_HEADERS');
    expect(Object.keys(services.app.environment)).toEqual(expect.arrayContaining([...named]));
  });

  test('migrates when PostgreSQL answers, not while it is set up', () => {
    const { services } = parse(reader('postgres').read('compose.yaml'), { merge: true });
    // The server that the image sets the database up with has the socket only.
    expect(services.database.healthcheck.test.join(' ')).toContain('--host 127.0.0.1');
  });

  test('has updates for every image and every feature of a container', () => {
    const { paths, read } = reader('postgres', ['redis']);
    const { updates } = parse(read('.github/dependabot.yml'));
    const watched = updates.map(
      (each: Record<string, string>) => `${each['package-ecosystem']} ${each.directory}`,
    );
    const folderOf = (file: string) => path.posix.join('/', path.posix.dirname(file));
    const composed = paths.filter((file) => path.posix.basename(file) === 'compose.yaml');
    expect(composed).toHaveLength(2);
    const expected = composed.map((file) => `docker-compose ${folderOf(file)}`);
    const own = { node: ['devcontainers /', 'npm /'], django: ['pip /'] }[stack];
    expect(watched).toEqual(expect.arrayContaining([...expected, 'docker /', ...own]));
  });

  test('has packages of its own in the container to develop in', () => {
    const { read } = reader('sqlite');
    const { services, volumes } = parse(read('.devcontainer/compose.yaml'));
    const { workspaceFolder } = JSON.parse(read('.devcontainer/devcontainer.json'));
    const own = { node: 'node_modules', django: '.venv' }[stack];
    const mounts: string[] = services.workspace.volumes;
    const mount = mounts.find((each) => each.endsWith(`:${workspaceFolder}/${own}`));
    expect(Object.keys(volumes)).toContain(mount?.split(':')[0]);
  });
});
