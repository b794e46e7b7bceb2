import { rmSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, test } from 'vitest';
import { loadTemplate } from '../../src/template.ts';
import type { Database, FeatureId, StackId } from '../../src/types.ts';
import type { Stack } from '../contract/server.ts';
import { makeProject, type Wanted } from './projects.ts';
import { lacking } from './services.ts';
import { stackOf } from './stacks.ts';
import type { Starter } from './starter.ts';

/** What the fifteen checks need, for a small project; with PostgreSQL all that the template offers goes in. */
const NEEDED: Readonly<Record<StackId, readonly FeatureId[]>> = {
  node: ['auth', 'websocket'],
  django: ['admin', 'auth', 'websocket'],
};
const EXCLUDED = ['sse'];

export interface Project {
  readonly db: Database;
  readonly features: readonly FeatureId[];
  readonly starter: () => Starter;
  readonly stack: () => Stack;
}

/** A real project with accounts and live updates: a small one with SQLite, one of everything with PostgreSQL. */
export function describeChecks(
  stack: StackId,
  db: Database,
  checks: (project: Project) => void,
): void {
  const { features, runtime } = loadTemplate(stack);
  const everything = [...features.keys()].filter(
    (id) => !EXCLUDED.includes(id) && id !== runtime?.feature,
  );
  const title = `the ${stack} starter with accounts and live updates on ${db}`;
  const wanted = db === 'sqlite' ? NEEDED[stack] : everything;
  describeProject(title, { stack, db, features: wanted }, checks);
}

/** Generates and installs a project for the tests of the block. */
export function describeProject(
  title: string,
  wanted: Wanted,
  checks: (project: Project) => void,
): void {
  const features = [wanted.db, ...wanted.features];
  const note = lacking(features);
  describe(title, () => {
    if (note) {
      test.skip(note, () => {});
      return;
    }
    let starter: Starter;
    beforeAll(async () => {
      starter = await makeProject(wanted);
      // A starter must run without; and the suite sets every variable itself.
      rmSync(path.join(starter.directory, '.env'));
    });
    afterAll(() => starter?.remove());
    checks({ db: wanted.db, features, starter: () => starter, stack: () => stackOf(starter) });
  });
}
