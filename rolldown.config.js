import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import Handlebars from 'handlebars';
import { defineConfig, rolldown } from 'rolldown';

/**
 * Left out of the bundle: plop imports inquirer when it loads, which takes about 150 ms, but this
 * project asks with clack; Handlebars uses source-map only where it is installed; the rest serves
 * plop's own add actions, which this project never runs.
 */
const LEFT_OUT = {
  inquirer: 'export default {}',
  'source-map': 'export default {}',
  tinyglobby: 'export const globSync = undefined',
  isbinaryfile: 'export const isBinaryFileSync = undefined',
  resolve: 'export default {}',
};

const leftOut = {
  name: 'left-out',
  resolveId: (id) => (id in LEFT_OUT ? `\0left-out:${id}` : null),
  load: (id) => (id.startsWith('\0left-out:') ? LEFT_OUT[id.slice('\0left-out:'.length)] : null),
};

/** Keeps the Handlebars compiler asleep until a template needs it; plop only passes it through. */
const lazyCompiler = {
  name: 'lazy-compiler',
  resolveId: (id, importer) =>
    id === 'handlebars' && importer?.includes('node-plop')
      ? path.resolve('node_modules/handlebars/runtime.js')
      : null,
  transform: (code, id) =>
    id.endsWith(path.join('src', 'compile.ts'))
      ? code
          .replace("import Handlebars from 'handlebars';", '')
          .replace('Handlebars.', "require('handlebars/dist/cjs/handlebars.js').default.")
      : null,
};

/** Fills src/precompiled.ts with every Handlebars text below templates/. */
const precompiled = {
  name: 'precompiled',
  load(id) {
    if (!id.endsWith(path.join('src', 'precompiled.ts'))) return null;
    const specs = readdirSync('templates', { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && entry.name.endsWith('.hbs'))
      .map((entry) => readFileSync(path.join(entry.parentPath, entry.name), 'utf8'))
      .map((text) => {
        const spec = Handlebars.precompile(text, { noEscape: true, strict: true });
        return `${JSON.stringify(text)}: ${spec}`;
      });
    return `export const PRECOMPILED = {${specs.join(',\n')}};`;
  },
};

/** Modules that hold nothing but tables: a page carries them as JSON, made by the command line. */
const TABLES = /[\\/]src[\\/](claims|contradictions|costs|questionTable|rules)\.ts$/;

/** The recommendation's own modules for a browser, reading the tables of the page they run in. */
const inBrowser = {
  name: 'in-browser',
  load(id) {
    const table = TABLES.exec(id)?.[1];
    if (table !== undefined) {
      const names = readFileSync(id, 'utf8').matchAll(/^export const (\w+)/gm);
      return [
        "import { readTables } from './page/tables.ts';",
        `export const { ${[...names].map(([, name]) => name)} } = readTables().modules.${table};`,
      ].join('\n');
    }
    // Projects get their names on the command line only.
    return id.endsWith(path.join('src', 'names.ts')) ? 'export const makeNames = undefined' : null;
  },
};

/** Fills src/page/assets.ts with the page's script and style. */
const pageAssets = {
  name: 'page-assets',
  async load(id) {
    if (!id.endsWith(path.join('page', 'assets.ts'))) return null;
    const bundle = await rolldown({ input: 'src/page/client.ts', plugins: [inBrowser] });
    const { output } = await bundle.generate({ format: 'iife', minify: true });
    const script = output[0].code.trim().replaceAll('</script', '<\\/script');
    const style = readFileSync('src/page/style.css', 'utf8')
      .replaceAll(/\s*\n\s*/g, ' ')
      .trim();
    return `export const SCRIPT = ${JSON.stringify(script)}; export const STYLE = ${JSON.stringify(style)};`;
  },
};

/** The entry that acts, and what only some commands need; everything else of ours is one file. */
const APART =
  /[\\/](cli|ask|interview|doctor|schema|page[\\/]\w+|steps[\\/]start|report[\\/]help|commands[\\/]doctor)\.ts$/;

export default defineConfig({
  input: { cli: 'src/cli.ts', index: 'src/index.ts', plopfile: 'src/plopfile.ts' },
  platform: 'node',
  plugins: [leftOut, lazyCompiler, precompiled, pageAssets],
  output: {
    dir: 'dist',
    format: 'esm',
    cleanDir: true,
    minify: true,
    keepNames: true,
    codeSplitting: {
      groups: [
        { name: 'core', test: (id) => id.startsWith(path.resolve('src')) && !APART.test(id) },
      ],
    },
  },
});
