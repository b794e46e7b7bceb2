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

/** The entry that acts, and what only some commands need; everything else of ours is one file. */
const APART =
  /[\\/](cli|ask|interview|doctor|schema|steps[\\/]start|report[\\/]help|commands[\\/]doctor)\.ts$/;

export default defineConfig({
  input: { cli: 'src/cli.ts', index: 'src/index.ts', plopfile: 'src/plopfile.ts' },
  platform: 'node',
  plugins: [leftOut, lazyCompiler, precompiled],
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
