import { expect, test } from 'vitest';
import { sortImports, sortLines } from '../src/sorted.ts';

test('imports come from Node first, then from packages, then from near and nearer', () => {
  const lines = [
    "import { z } from 'zod';",
    "import './side-effect.ts';",
    "import { b } from '../b.ts';",
    "import { a, type A } from './a.ts';",
    "import { once } from 'node:events';",
    "import type { C } from '../../c.ts';",
    "import express from 'express';",
  ];
  expect(sortImports(`${lines.join('\n')}\n`).split('\n')).toEqual([
    "import { once } from 'node:events';",
    "import express from 'express';",
    "import { z } from 'zod';",
    "import type { C } from '../../c.ts';",
    "import { b } from '../b.ts';",
    "import { a, type A } from './a.ts';",
    "import './side-effect.ts';",
    '',
  ]);
});

test('lines come sorted, each once, without the empty ones', () => {
  expect(sortLines('redis==8.1\n\nasgiref==3.1\nredis==8.1\n')).toBe('asgiref==3.1\nredis==8.1\n');
  expect(sortLines('django-csp==4\ndjango==5\n')).toBe('django==5\ndjango-csp==4\n');
  expect(sortLines('')).toBe('');
});
