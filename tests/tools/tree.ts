import { lstatSync, readdirSync, readFileSync, readlinkSync } from 'node:fs';
import path from 'node:path';

/** What installing and git leave behind, and the random secrets: no part of the promise of same bytes. */
const NOT_RENDERED = ['.git', '.env', 'node_modules', 'package-lock.json', 'app.db', '.venv'];

/** Every file and folder below a folder: permission bits and bytes, to compare whole trees. */
export function readTree(
  root: string,
  except: readonly string[] = NOT_RENDERED,
): Record<string, string> {
  const tree: Record<string, string> = {};
  const visit = (folder: string) => {
    for (const name of readdirSync(folder).sort()) {
      const file = path.join(folder, name);
      const relative = path.relative(root, file).split(path.sep).join('/');
      if (except.includes(relative)) continue;
      const stats = lstatSync(file);
      const mode = (stats.mode & 0o777).toString(8);
      if (stats.isDirectory()) {
        tree[`${relative}/`] = mode;
        visit(file);
      } else if (stats.isSymbolicLink()) tree[relative] = `-> ${readlinkSync(file)}`;
      else tree[relative] = `${mode} ${readFileSync(file).toString('latin1')}`;
    }
  };
  visit(root);
  return tree;
}
