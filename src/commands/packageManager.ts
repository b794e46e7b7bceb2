import { StackstartError } from '../errors.ts';
import { PACKAGE_MANAGERS, type PackageManager } from '../machine.ts';
import { nearest } from '../nearest.ts';

/** @throws StackstartError `unknown-value` */
export function parsePackageManager(text: string | undefined): PackageManager | undefined {
  const found = PACKAGE_MANAGERS.find((manager) => manager === text);
  if (found !== undefined || text === undefined) return found;
  const near = nearest(text, PACKAGE_MANAGERS);
  throw new StackstartError('unknown-value', `Unknown value "${text}" for --pm.`, {
    hint: `${near ? `Did you mean "${near}"? ` : ''}Valid: ${PACKAGE_MANAGERS.join(', ')}.`,
  });
}
