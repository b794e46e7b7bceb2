import { expect, test } from 'vitest';
import { isOlder, orNewer } from '../src/versions.ts';

test.each([
  ['3.9', '3.10', true],
  ['3.10', '3.10', false],
  ['3.10.4', '3.10', false],
  ['3', '3.10', true],
  ['4', '3.10', false],
  ['22.9.0', '22.18.0', true],
])('version %s is older than %s: %s', (version, minimum, older) => {
  expect(isOlder(version, minimum)).toBe(older);
});

test('what will do is said in words', () => {
  expect(orNewer(['22.21.0', '24.9.0'])).toBe('22.21.0 (of 24: 24.9.0) or newer');
  expect(orNewer(['22.21.0'])).toBe('22.21.0 or newer');
});
