import { rmSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { loadTemplate } from '../../src/template.ts';
import type { StackId } from '../../src/types.ts';
import { serverContracts } from '../e2e/contracts.ts';
import type { OwnCheck } from '../e2e/ownChecks.ts';
import { nameOf, WARNING } from '../e2e/ownChecks.ts';
import { makeProject, type Wanted } from '../e2e/projects.ts';
import { lacking, serviceEnv } from '../e2e/services.ts';
import { stackOf } from '../e2e/stacks.ts';
import type { Starter } from '../e2e/starter.ts';
import { readTree } from '../tools/tree.ts';
import { type Combination, choicesOf, pairwise } from './pairwise.ts';
import { tracesIn } from './traces.ts';

type NamedCheck = OwnCheck & { readonly name?: string };

/** How the projects of one stack are made, and what must pass in each. */
export interface Matrix {
  readonly stack: StackId;
  /** The Node that runs the command line and the Node projects; this one unless told. */
  readonly node?: string;
  /** Installs what the project needs, in whatever way is quickest. */
  install(starter: Starter): Promise<void>;
  readonly checks: readonly NamedCheck[];
}

/** Every pair of features of a stack, in real projects; a part of them, for files that run side by side. */
export function describeMatrix(matrix: Matrix, { part, of } = { part: 1, of: 1 }): void {
  const all = pairwise(choicesOf(loadTemplate(matrix.stack)));
  const own = all.filter((_, index) => index % of === part - 1);
  describe.each(own.map((each) => [titleOf(each), each] as const))(
    `${matrix.stack}: %s`,
    (_title, { db, features }) => {
      const wanted = { stack: matrix.stack, db, features };
      const note = lacking([db, ...features]);
      if (note) test.skip(note, () => {});
      else describeProject(wanted, matrix);
    },
  );
}

function describeProject(wanted: Wanted, matrix: Matrix): void {
  const { node, checks } = matrix;
  const all = [wanted.db, ...wanted.features];
  let starter: Starter;
  beforeAll(async () => {
    const flags = ['--no-install', '--no-git'];
    starter = await makeProject(wanted, { flags, ...(node && { node }) });
  });
  afterAll(() => starter?.remove());

  test('is made of what was asked for, with no trace of anything else', () => {
    expect([...starter.features].sort()).toEqual([...all].sort());
    expect(tracesIn(wanted, readTree(starter.directory))).toEqual([]);
  });

  describe('installed', () => {
    beforeAll(() => matrix.install(starter));

    test.each(checks.map((check) => [check.name ?? nameOf(check), check] as const))(
      '%s passes without a warning',
      async (_name, { command, env }) => {
        const output = await starter.run(command, { ...serviceEnv(all), ...env });
        expect(output).not.toMatch(WARNING);
      },
    );

    describe('over HTTP', () => {
      beforeAll(() => rmSync(path.join(starter.directory, '.env')));
      serverContracts(() => stackOf(starter, node), all);
    });
  });
}

function titleOf({ db, features }: Combination): string {
  return [db, ...features].join(' + ');
}
