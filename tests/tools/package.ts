import { execa } from 'execa';
import { cleanEnv, ROOT } from './cli.ts';
import { tempDir, writeTree } from './temp.ts';

/** How a program is run in a folder: no terminal, no network. */
export const inFolder = (cwd: string) =>
  ({ cwd, env: cleanEnv(), extendEnv: false, stdin: 'ignore' }) as const;

/** An empty project that has installed what `npm publish` would upload, without any network. */
export async function installPackage(): Promise<string> {
  const folder = writeTree(tempDir(), { 'package.json': '{"type": "module", "private": true}' });
  const pack = ['pack', '--ignore-scripts', '--json', '--pack-destination', folder];
  const { stdout } = await execa('npm', pack, inFolder(ROOT));
  const [{ filename }] = JSON.parse(stdout);
  await execa('npm', ['install', '--offline', `./${filename}`], inFolder(folder));
  return folder;
}
