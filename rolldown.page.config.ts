import { readFileSync } from 'node:fs';
import path from 'node:path';
import { deflateRawSync } from 'node:zlib';
import { type Plugin, rolldown } from 'rolldown';

/** Modules that hold nothing but tables: a page carries them as JSON, made by the command line. */
const TABLES = /[\\/]src[\\/](claims|contradictions|costs|questionTable|rules)\.ts$/;

/** The recommendation's own modules for a browser, reading the tables of the page they run in. */
const inBrowser: Plugin = {
  name: 'in-browser',
  load(id) {
    const table = TABLES.exec(id)?.[1];
    if (table !== undefined) {
      const exported = readFileSync(id, 'utf8').matchAll(/^export const (\w+)/gm);
      const names = [...exported].map(([, name]) => name).join(', ');
      return [
        "import { readTables } from './page/tables.ts';",
        `export const { ${names} } = readTables().modules.${table};`,
      ].join('\n');
    }
    // Projects get their names on the command line only.
    return id.endsWith(path.join('src', 'names.ts')) ? 'export const makeNames = undefined' : null;
  },
};

/** Puts the script and the style of the page into src/page/assets.ts. */
export const pageAssets: Plugin = {
  name: 'page-assets',
  async load(id) {
    if (!id.endsWith(path.join('page', 'assets.ts'))) return null;
    const bundle = await rolldown({ input: 'src/page/client.ts', plugins: [inBrowser] });
    const { output } = await bundle.generate({ format: 'iife', minify: true });
    const script = output[0].code.trim().replaceAll('</script', '<\\/script');
    const style = readFileSync('src/page/style.css', 'utf8').replaceAll(/\s*\n\s*/g, ' ');
    const packed = deflateRawSync(JSON.stringify({ script, style: style.trim() }), { level: 9 });
    return `export const PACKED_ASSETS = '${packed.toString('base64')}';`;
  },
};
