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

/** What only some commands need stays apart; everything else of ours loads as one file. */
const SELDOM =
  /\/src\/(ask|interview|doctor|schema|steps\/start|report\/help|commands\/doctor)\.ts$/;

const build = (name, input, cleanDir) => ({
  input,
  platform: 'node',
  plugins: [leftOut],
  output: {
    dir: 'dist',
    format: 'esm',
    cleanDir,
    minify: true,
    keepNames: true,
    chunkFileNames: `${name}-[name]-[hash].js`,
    codeSplitting: {
      groups: [{ name: 'core', test: (id) => id.includes('/src/') && !SELDOM.test(id) }],
    },
  },
});

// The command line is bundled apart from the API: sharing chunks with it would cost start-up time.
export default defineConfig([
  build('cli', { cli: 'src/cli.ts' }, true),
  build('api', { index: 'src/index.ts', plopfile: 'src/plopfile.ts' }, false),
]);
