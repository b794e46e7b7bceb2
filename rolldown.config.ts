import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { deflateRawSync } from 'node:zlib';
import Handlebars from 'handlebars';
import { defineConfig, type Plugin } from 'rolldown';
import { pageAssets } from './rolldown.page.config.ts';
import { COMPILE_OPTIONS as OPTIONS } from './src/compile.ts';
import { keyOf } from './src/precompiled.ts';

/**
 * Left out of the bundle: plop imports inquirer when it loads, which takes about 150 ms, but this
 * project asks with clack; Handlebars uses source-map only where it is installed; the rest serves
 * plop's own add actions, which this project never runs.
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
  resolveId: (id) => (id in LEFT_OUT ? `\0left-out:${id}` : null),
  load: (id) => LEFT_OUT[id.replace(/^\0left-out:/, '')] ?? null,
};

/** plop only passes Handlebars through; its runtime is all that the templates need. */
const runtimeOnly: Plugin = {
  name: 'runtime-only',
  resolveId: (id, importer) =>
    id === 'handlebars' && importer?.includes('node-plop')
      ? path.resolve('node_modules/handlebars/runtime.js')
      : null,
};

/** What loads only when a template needs it: the Handlebars compiler, a stack's compiled templates. */
const onDemand: Plugin = {
  name: 'on-demand',
  resolveId: (id, importer) =>
    id === './compile.ts' && importer?.endsWith('engine.ts') ? '\0on-demand:compile' : null,
  load(id) {
    if (id === '\0on-demand:compile') {
      // A joined name, which Rolldown leaves alone.
      return "export const compileSpec = (text) => require(['.', 'compile.js'].join('/')).compileSpec(text);";
    }
    if (id.endsWith(path.join('src', 'precompiled.ts'))) {
      const code = readFileSync(id, 'utf8');
      return code.replace(
        'return {};',
        "return require('./templates-' + _stack + '.js').PRECOMPILED;",
      );
    }
    return null;
  },
};

/** Every Handlebars text of a stack, and of what stacks share, compiled; deflated, because much of it repeats. */
const precompiled: Plugin = {
  name: 'precompiled',
  resolveId: (id) => (id.startsWith('templates-') ? `\0${id}` : null),
  load(id) {
    if (!id.startsWith('\0templates-')) return null;
    const specs = [id.slice('\0templates-'.length), 'shared']
      .map((folder) => path.join('templates', folder))
      .flatMap((folder) => readdirSync(folder, { recursive: true, withFileTypes: true }))
      .filter((entry) => entry.isFile() && entry.name.endsWith('.hbs'))
      .map((entry) => readFileSync(path.join(entry.parentPath, entry.name), 'utf8'))
      .map((text) => `${JSON.stringify(keyOf(text))}: ${Handlebars.precompile(text, OPTIONS)}`);
    const source = `return {${[...new Set(specs)].join(',\n')}};`.replaceAll(/\n +/g, '\n');
    const packed = deflateRawSync(source, { level: 9 }).toString('base64');
    return [
      "import { inflateRawSync } from 'node:zlib';",
      `const source = inflateRawSync(Buffer.from('${packed}', 'base64')).toString();`,
      'export const PRECOMPILED = new Function(source)();',
    ].join('\n');
  },
};

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
  /[\\/](cli|ask|compile|interview|doctor|schema|page[\\/]\w+|steps[\\/]start|report[\\/]help|commands[\\/]doctor)\.ts$/;

export default defineConfig({
  input: {
    cli: 'src/cli.ts',
    index: 'src/index.ts',
    plopfile: 'src/plopfile.ts',
    compile: 'src/compile.ts',
    'templates-node': 'templates-node',
    'templates-django': 'templates-django',
  },
  platform: 'node',
  plugins: [leftOut, runtimeOnly, onDemand, precompiled, pageAssets, moduleEntries],
  output: {
    dir: 'dist',
    format: 'cjs',
    exports: 'named',
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
