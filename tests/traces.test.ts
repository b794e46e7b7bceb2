import { describe, expect, test } from 'vitest';
import { plan } from '../src/plan.ts';
import { render } from '../src/render.ts';
import { loadTemplate } from '../src/template.ts';
import { choicesOf, pairwise } from './matrix/pairwise.ts';
import { tracesIn } from './matrix/traces.ts';
import { NEW_NODE } from './tools/specs.ts';

describe.each(['node', 'django'] as const)('%s', (stack) => {
  const template = loadTemplate(stack);
  const defaults = [...template.features.values()].filter((each) => each.default);
  const made = pairwise(choicesOf(template));

  test.each(made.map((each) => [[each.db, ...each.features].join(' + '), each] as const))(
    '%s holds no trace of anything else',
    (_title, { db, features }) => {
      const without = defaults.map(({ id }) => id).filter((id) => !features.includes(id));
      const spec = plan({ name: 'My app', db, features, without }, template, NEW_NODE);
      const files = [...render(template, spec)].map(([path, { content }]) => [
        path,
        String(content),
      ]);
      expect(tracesIn({ stack, db, features }, Object.fromEntries(files))).toEqual([]);
    },
  );
});
