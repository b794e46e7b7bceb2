import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import Handlebars from 'handlebars';
import { defineConfig } from 'rolldown';

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

/** What only some commands need stays apart; everything else of ours loads as one file. */
const SELDOM =
  /[\\/](ask|interview|doctor|schema|steps[\\/]start|report[\\/]help|commands[\\/]doctor)\.ts$/;

/** What both bundles load only when it is needed: once in the package, with what is used of it. */
const SHARED = {
  execa: "export { execa } from 'execa'",
  '@clack/prompts':
    "export { confirm, intro, isCancel, multiselect, outro, select, text } from '@clack/prompts'",
  'fs-extra/esm': "export { move, remove } from 'fs-extra/esm'",
};
const fileOf = (id) => path.basename(id);

const shared = {
  name: 'shared',
  resolveId: (id) => (id in SHARED ? { id: `./${fileOf(id)}.js`, external: 'relative' } : null),
};
const sharedEntries = {
  name: 'shared-entries',
  resolveId: (id) => (id.startsWith('\0shared:') ? id : null),
  load: (id) => SHARED[id.slice('\0shared:'.length)] ?? null,
};

const build = (name, input, cleanDir, first = shared) => ({
  input,
  platform: 'node',
  plugins: [first, leftOut, lazyCompiler, precompiled],
  output: {
    dir: 'dist',
    format: 'esm',
    cleanDir,
    minify: true,
    keepNames: true,
    chunkFileNames: `${name}-[name]-[hash].js`,
    codeSplitting: {
      groups: [
        { name: 'core', test: (id) => id.startsWith(path.resolve('src')) && !SELDOM.test(id) },
      ],
    },
  },
});

const sharedInput = Object.fromEntries(
  Object.keys(SHARED).map((id) => [fileOf(id), `\0shared:${id}`]),
);

// The command line is bundled apart from the API: sharing chunks with it would cost start-up time.
export default defineConfig([
  build('cli', { cli: 'src/cli.ts' }, true),
  build('api', { index: 'src/index.ts', plopfile: 'src/plopfile.ts' }, false),
  build('shared', sharedInput, false, sharedEntries),
]);
