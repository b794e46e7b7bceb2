import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { defineConfig, type Plugin } from 'rolldown';
import { pageAssets } from './rolldown.page.config.ts';
import { parseTemplate } from './src/parse.ts';
import { keyOf, type Parsed } from './src/parsed.ts';

/**
 * Left out of the bundle: plop imports inquirer when it loads, which takes about 150 ms, but this
 * project asks with clack; the rest serves plop's own rendering and actions, which this project
 * never runs. Handlebars uses source-map only where it is installed.
 */
const LEFT_OUT: Readonly<Record<string, readonly string[]>> = {
  'node-plop': ['inquirer', 'handlebars', 'resolve', './baked-in-helpers.js', './actions/index.js'],
  handlebars: ['source-map'],
};

const leftOut: Plugin = {
  name: 'left-out',
  resolveId: (id, importer = '') =>
    Object.entries(LEFT_OUT).some(
      ([library, ids]) =>
        importer.replaceAll('\\', '/').includes(`node_modules/${library}/`) && ids.includes(id),
    )
      ? '\0left-out'
      : null,
  load: (id) => (id === '\0left-out' ? 'export default {}' : null),
};

/**
 * What loads only when it is needed: the parser of templates, what it made of each stack's, and the
 * packs of templates, which a package without their folder reads.
 */
const onDemand: Plugin = {
  name: 'on-demand',
  resolveId: (id, importer) =>
    id === './parse.ts' && importer?.endsWith('engine.ts') ? '\0on-demand:parse' : null,
  load(id) {
    if (id === '\0on-demand:parse') {
      // A joined name, which Rolldown leaves alone.
      return "export const parseTemplate = (text) => require(['.', 'parse.js'].join('/')).parseTemplate(text);";
    }
    if (id.endsWith(path.join('src', 'parsed.ts'))) {
      const code = readFileSync(id, 'utf8');
      return code.replace('return {};', "return require('./templates-' + _stack + '.json');");
    }
    return null;
  },
  generateBundle() {
    for (const stack of ['node', 'django']) {
      const emit = (ending: string, source: string | Uint8Array) =>
        this.emitFile({ type: 'asset', fileName: `templates-${stack}.${ending}`, source });
      const texts = templateTexts(stack);
      emit('gz', gzipSync(JSON.stringify(texts), { level: 9 }));
      emit('json', JSON.stringify(parsedTemplates(texts)));
    }
  },
};

/** Path → text of every template file of a stack and of what stacks share. */
function templateTexts(stack: string): Readonly<Record<string, string>> {
  const utf8 = new TextDecoder('utf-8', { fatal: true });
  const files = [stack, 'shared']
    .flatMap((folder) =>
      readdirSync(path.join('templates', folder), { recursive: true, withFileTypes: true }),
    )
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name));
  const pathOf = (file: string) => path.relative('templates', file).split(path.sep).join('/');
  return Object.fromEntries(
    files.map((file) => [pathOf(file), utf8.decode(readFileSync(file))]).sort(),
  );
}

function parsedTemplates(texts: Readonly<Record<string, string>>): Parsed {
  const templates = Object.keys(texts).filter((file) => file.endsWith('.hbs'));
  return Object.fromEntries(
    templates.map((file) => texts[file] ?? '').map((text) => [keyOf(text), parseTemplate(text)]),
  );
}

/** Node loads CommonJS faster; who imports the package gets its exports through a module. */
const moduleEntries: Plugin = {
  name: 'module-entries',
  generateBundle(_options, bundle) {
    const emit = (fileName: string, source: string) =>
      this.emitFile({ type: 'asset', fileName, source });
    for (const chunk of Object.values(bundle)) {
      if (chunk.type !== 'chunk' || !['index', 'plopfile'].includes(chunk.name)) continue;
      const names = chunk.exports.filter((name) => name !== 'default');
      const named = names.length > 0 ? `export const { ${names.join(', ')} } = all;\n` : '';
      const code = `import all from './${chunk.fileName}';\n${named}export default all.default;\n`;
      emit(`${chunk.name}.mjs`, code);
    }
    emit('package.json', '{ "type": "commonjs" }\n');
  },
};

const PACKAGE_FOLDER = /^.*[\\/]node_modules[\\/](?:@[^\\/]+[\\/])?[^\\/]+(?=[\\/])/;

/** The licences of all that is bundled, which ask to come along. */
const licences: Plugin = {
  name: 'licences',
  generateBundle(_options, bundle) {
    const modules = Object.values(bundle).flatMap((chunk) =>
      chunk.type === 'chunk' ? chunk.moduleIds : [],
    );
    const folders = new Set(modules.flatMap((id) => PACKAGE_FOLDER.exec(id)?.[0] ?? []));
    const notices = [...folders].map(noticeOf).sort();
    this.emitFile({
      type: 'asset',
      fileName: 'THIRD-PARTY-NOTICES.txt',
      source: `This package contains code of the following ones.\n\n${notices.join('\n')}`,
    });
  },
};

function noticeOf(folder: string): string {
  const { name, version, license, author, homepage } = JSON.parse(
    readFileSync(path.join(folder, 'package.json'), 'utf8'),
  );
  const file = readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry));
  // Some say in package.json only under which licence they are.
  const text =
    file === undefined
      ? `Copyright ${author?.name ?? author ?? homepage}`
      : readFileSync(path.join(folder, file), 'utf8').trim();
  return `${'-'.repeat(72)}\n${name} ${version} (${license})\n\n${text}\n`;
}

/** The entry that acts, and what only some commands need; everything else of ours is one file. */
const APART =
  /[\\/](cli|ask|parse|interview|doctor|schema|page[\\/]\w+|steps[\\/]start|report[\\/]help|commands[\\/]doctor)\.ts$/;

export default defineConfig({
  input: {
    cli: 'src/cli.ts',
    index: 'src/index.ts',
    plopfile: 'src/plopfile.ts',
    parse: 'src/parse.ts',
  },
  platform: 'node',
  plugins: [leftOut, onDemand, pageAssets, moduleEntries, licences],
  output: {
    dir: 'dist',
    format: 'cjs',
    exports: 'named',
    cleanDir: true,
    minify: true,
    keepNames: false,
    codeSplitting: {
      groups: [
        { name: 'core', test: (id) => id.startsWith(path.resolve('src')) && !APART.test(id) },
      ],
    },
  },
});
