import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { defineConfig, type Plugin } from 'rolldown';
import { pageAssets } from './rolldown.page.config.ts';
import { parseTemplate } from './src/parse.ts';
import { keyOf, type Parsed } from './src/parsed.ts';

/**
 * Left out of the bundle: plop imports inquirer when it loads, which takes about 150 ms, but this
 * project asks with clack; Handlebars uses source-map only where it is installed; the rest serves
 * plop's own rendering and add actions, which this project never runs.
 */
const LEFT_OUT: Readonly<Record<string, string>> = {
  inquirer: 'export default {}',
  'source-map': 'export default {}',
  tinyglobby: 'export const globSync = undefined',
  isbinaryfile: 'export const isBinaryFileSync = undefined',
  resolve: 'export default {}',
};

const leftOut: Plugin = {
  name: 'left-out',
  resolveId: (id, importer) =>
    id in LEFT_OUT || (id === 'handlebars' && importer?.includes('node-plop'))
      ? `\0left-out:${id}`
      : null,
  load(id) {
    if (!id.startsWith('\0left-out:')) return null;
    return LEFT_OUT[id.slice('\0left-out:'.length)] ?? 'export default {}';
  },
};

/** What loads only when it is needed: the parser of templates, and what it made of each stack's. */
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
      const fileName = `templates-${stack}.json`;
      this.emitFile({ type: 'asset', fileName, source: JSON.stringify(parsedTemplates(stack)) });
    }
  },
};

/** Every Handlebars text of a stack, and of what stacks share, parsed. */
function parsedTemplates(stack: string): Parsed {
  const texts = [stack, 'shared']
    .map((folder) => path.join('templates', folder))
    .flatMap((folder) => readdirSync(folder, { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile() && entry.name.endsWith('.hbs'))
    .map((entry) => readFileSync(path.join(entry.parentPath, entry.name), 'utf8'));
  return Object.fromEntries(texts.map((text) => [keyOf(text), parseTemplate(text)]));
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
  plugins: [leftOut, onDemand, pageAssets, moduleEntries],
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
