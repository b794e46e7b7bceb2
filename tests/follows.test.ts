import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { packOffer, unpackOffer } from '../src/page/state.ts';
import { plan } from '../src/plan.ts';
import { followsFrom, followsOf } from '../src/report/follows.ts';
import { loadTemplate } from '../src/template.ts';
import { answersOf, anyAnswers } from './support.ts';
import { NEW_NODE, specOf, templates } from './tools/specs.ts';

const REAL = { node: loadTemplate('node'), django: loadTemplate('django') };

describe.each(['node', 'django'] as const)('what follows for a project on %s', (stack) => {
  test('is what a project with these answers gets, defaults left out', () => {
    fc.assert(
      fc.property(anyAnswers, (answers) => {
        const { features } = followsFrom(stack, answers, templates[stack]);
        const planned = specOf(stack, { answers }).features;
        const isDefault = (id: string) => templates[stack].features.get(id)?.default;
        expect(features.map(({ id }) => id)).toEqual(planned.filter((id) => !isDefault(id)));
      }),
    );
  });

  test('can be told for any answers to the real starter, on a page as well', () => {
    const onPage = unpackOffer(JSON.parse(JSON.stringify(packOffer(REAL[stack]))));
    fc.assert(
      fc.property(anyAnswers, (answers) => {
        const follows = followsFrom(stack, answers, REAL[stack]);
        expect(followsFrom(stack, answers, onPage)).toEqual(follows);
        for (const { title } of follows.features) expect(title).toMatch(/^\S.*\S$/);
      }),
      { numRuns: 500 },
    );
  });
});

test('what is called for and not switched on is named with the flag that brings it', () => {
  const answers = answersOf('data=relational');
  expect(followsFrom('django', answers, REAL.django)).toMatchObject({
    offered: ['PostgreSQL in place of the embedded SQLite (--db postgres)'],
    missing: [],
  });
  const spec = plan({ name: 'x', answers, db: 'postgres' }, REAL.django, NEW_NODE);
  expect(followsOf(spec, REAL.django)).toMatchObject({ offered: [], missing: [] });
});

test('what was left out is offered', () => {
  const answers = answersOf('extras=cache');
  const spec = plan({ name: 'x', answers, without: ['cache'] }, REAL.node, NEW_NODE);
  expect(followsOf(spec, REAL.node).offered).toEqual(['a cache (--feature cache)']);
});

test('what is called for and not there is named', () => {
  const { missing } = followsFrom('node', answersOf('heavy=ml data=document'), templates.node);
  expect(missing).toContain('a store for free-form documents');
});
