import { parse } from 'smol-toml';
import { describe, expect, test } from 'vitest';
import { plan } from '../src/plan.ts';
import { render } from '../src/render.ts';
import { loadTemplate } from '../src/template.ts';
import { choicesOf, pairwise } from './matrix/pairwise.ts';
import { NEW_NODE } from './tools/specs.ts';

interface Pyproject {
  readonly project: { readonly dependencies: readonly string[] };
  readonly 'dependency-groups': { readonly dev: readonly string[] };
}

/** The package of a line such as `psycopg[pool]>=3.3` or `colorama==0.4.6 ; sys_platform == 'win32'`. */
const nameOf = (line: string) => /^[\w.-]+/.exec(line)?.[0].toLowerCase() ?? line;

/** A package may stand there several times, for one version of Python each. */
const keyOf = (line: string) => [nameOf(line), line.split(' ; ')[1] ?? 'everywhere'].join(' ; ');

describe('the locked requirements of the Django starter', () => {
  const template = loadTemplate('django');
  const defaults = [...template.features.values()].filter((each) => each.default);

  test.each(
    pairwise(choicesOf(template)).map(
      (each) => [[each.db, ...each.features].join(' + '), each] as const,
    ),
  )('of %s hold every package it names, once', (_title, { db, features }) => {
    const without = defaults.map(({ id }) => id).filter((id) => !features.includes(id));
    const spec = plan({ name: 'My app', db, features, without }, template, NEW_NODE);
    const files = render(template, spec);
    const lines = (name: string) =>
      String(files.get(name)?.content)
        .split('\n')
        .filter((line) => /^\w/.test(line));
    const [runtime, development] = [lines('requirements.txt'), lines('requirements-dev.txt')];
    const pyproject = parse(String(files.get('pyproject.toml')?.content)) as unknown as Pyproject;
    const { dependencies } = pyproject.project;
    const { dev } = pyproject['dependency-groups'];

    expect(runtime.map(nameOf)).toEqual(expect.arrayContaining(dependencies.map(nameOf)));
    expect(development.map(nameOf)).toEqual(expect.arrayContaining(dev.map(nameOf)));
    expect(development).toEqual(expect.arrayContaining(runtime));
    for (const locked of [runtime, development]) {
      expect(locked.map(keyOf)).toEqual([...new Set(locked.map(keyOf))]);
      for (const line of locked) expect(line).toMatch(/^[\w.-]+==\d[\w.]*( ; .+)?$/);
    }
  });
});
