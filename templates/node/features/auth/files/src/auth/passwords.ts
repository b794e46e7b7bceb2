import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { hash, verify } from '@node-rs/argon2';

/** Argon2id, as OWASP recommends it: 19 MiB, two passes. */
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/** What people choose most, reduced to letters and digits; from public lists of leaked passwords. */
const LIST = join(import.meta.dirname, 'common-passwords.txt');
const COMMON = new Set(readFileSync(LIST, 'utf8').trim().split('\n'));

export const hashPassword = (password: string) => hash(password, COST);

/** Without a hash it takes as long, so that nobody can tell which accounts exist. */
export async function isPassword(password: string, stored?: string): Promise<boolean> {
  const matches = await verify(stored ?? (await decoy), password);
  return matches && stored !== undefined;
}

const decoy = hashPassword('no account has this password');

/** Common ones, also with digits and punctuation around them, and short pieces said again and again. */
export function isCommon(password: string): boolean {
  const plain = password.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
  const word = plain.replace(/^\d+|\d+$/g, '');
  return COMMON.has(plain) || COMMON.has(word) || word === '' || /^(.{1,8})\1+$/u.test(plain);
}
