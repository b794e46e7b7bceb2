import { describe, expect, test } from 'vitest';
import { CONTRADICTIONS, NOT_ENCODED } from '../src/contradictions.ts';
import { COSTS } from '../src/costs.ts';
import { EVIDENCE } from '../src/evidence.ts';
import { QUESTIONS } from '../src/questions.ts';
import { FAMILY_CAPS, HARD_LANGUAGE, RULES } from '../src/rules.ts';
import { TIE_BREAKS } from '../src/score.ts';
import { SUPPORT, supportIndex, WEIGHTS } from '../src/support.ts';
import { sourcesOf } from '../src/verdict.ts';

/** Wrong, stale or unsupported claims: no rule may rest on them. */
const BANNED = [
  ...['E059', 'E060', 'E071', 'E073', 'E088', 'E092', 'E142', 'E154', 'E160', 'E163', 'E164'],
  ...['E165', 'E168', 'E188', 'E205', 'E221', 'E245'],
];

/** Features that a starter may have; the two need not have the same. */
const FEATURES = [
  ...['admin', 'audit', 'auth', 'backoffice', 'cache', 'ci', 'docker', 'jobs', 'observability'],
  ...['openapi', 'postgres', 'redis', 'sse', 'websocket'],
];

const choiceIds = new Set(
  QUESTIONS.flatMap(({ id, choices }) => choices.map((choice) => `${id}=${choice.id}`)),
);

describe.each(RULES.map((rule) => [rule.id, rule] as const))('%s', (_id, rule) => {
  const sources = sourcesOf(rule);

  test('cites claims that exist', () => {
    expect(sources.map((row) => row.id)).toEqual(rule.evidence);
    expect(sources.length).toBeGreaterThan(0);
    expect(new Set(rule.evidence).size).toBe(rule.evidence.length);
  });

  test('cites what speaks for its stack, or for neither, and at least one claim for it', () => {
    const directions = new Set(sources.map((row) => row.direction));
    expect([rule.favors, 'neutral', 'both-possible']).toEqual(
      expect.arrayContaining([...directions]),
    );
    expect(directions).toContain(rule.favors);
  });

  test('cites nothing wrong, stale or unsupported', () => {
    expect(rule.evidence.filter((id) => BANNED.includes(id))).toEqual([]);
    expect(sources.filter((row) => row.caution !== undefined)).toEqual([]);
  });

  test('names choices that exist, is named after them and gives a reason in a sentence', () => {
    const when = Object.entries(rule.when);
    for (const [question, choice] of when) expect(choiceIds).toContain(`${question}=${choice}`);
    expect(rule.id).toBe(when.flat().join('-').replaceAll('_', '-'));
    expect(rule.because).toMatch(/^[A-Z].{20,}\.$/);
    expect(rule.points).toBeGreaterThanOrEqual(1);
    expect(rule.points).toBeLessThanOrEqual(5);
  });
});

test('the rules are these, with these points', () => {
  const lines = RULES.map(
    ({ when, favors, points, family }) =>
      `${Object.entries(when)
        .map((it) => it.join('='))
        .join(' ')} ${favors} ${points} ${family}`,
  );
  expect(lines).toEqual([
    'kind=content django 2 office',
    'kind=business django 2 office',
    'kind=saas django 2 office',
    'kind=social django 1 office',
    'kind=dataproduct django 2 ai',
    'kind=api node 2 services',
    'kind=live node 1 live',
    'kind=streaming node 3 live',
    'kind=small node 2 small',
    'lang=js_only node 4 js',
    'lang=js_mostly node 3 js',
    'lang=py_mostly django 3 py',
    'lang=py_only django 4 py',
    'lang=new django 1 py',
    'realtime=some node 1 live',
    'realtime=core node 5 live',
    'heavy=connections node 3 live',
    'heavy=compute django 2 ai',
    'heavy=ml django 5 ai',
    'data=relational django 2 data',
    'data=document node 2 data',
    'backoffice=basic django 2 office',
    'backoffice=heavy django 4 office',
    'security=accounts django 1 sec',
    'security=sensitive django 4 sec',
    'frontend=server django 1 front',
    'frontend=spa node 2 js',
    'frontend=shared node 4 js',
    'shape=fast django 3 pace',
    'shape=team django 2 pace',
    'shape=free node 3 freedom',
    'shape=services node 3 services',
  ]);
  expect(FAMILY_CAPS).toEqual({ live: 7, ai: 6, office: 5, js: 7, py: 4, services: 4, pace: 4 });
  expect(HARD_LANGUAGE).toEqual({ js_only: 'node', py_only: 'django' });
});

test('going without what a rule favours has a cost in words, and the features that ease it exist', () => {
  expect(Object.keys(COSTS)).toEqual(RULES.map(({ id }) => id));
  for (const { cost, easedBy } of Object.values(COSTS)) {
    expect(cost).toMatch(/^[A-Z].{20,}\.$/);
    expect(FEATURES).toEqual(expect.arrayContaining([...easedBy]));
  }
});

describe('the weights', () => {
  test('start from what the articles support, and say why where they differ', () => {
    expect(Object.keys(WEIGHTS)).toEqual(RULES.map(({ id }) => id));
    for (const { id, favors, points } of RULES) {
      const { criterion = '', because } = WEIGHTS[id] ?? {};
      expect(Object.keys(SUPPORT), id).toContain(criterion);
      const index = supportIndex(criterion) * (favors === 'node' ? 1 : -1);
      if (because === undefined) expect(points, id).toBe(Math.round(index));
      else expect(because, id).toMatch(/^[A-Z].+\.$/);
      // Only Python borrows the weight of JavaScript.
      expect(Math.sign(index), id).toBe(/^lang-py/.test(id) ? -1 : 1);
    }
  });

  test('what each claim says is counted: no article is weaker than its claims', () => {
    const strengths = { strong: 3, medium: 2, weak: 1 };
    for (const { id, criterion, source, direction, strength } of EVIDENCE.values()) {
      if (direction !== 'node' && direction !== 'django') continue;
      const [node, django] = SUPPORT[criterion]?.[source] ?? [0, 0];
      const counted = direction === 'node' ? node : django;
      expect(counted, id).toBeGreaterThanOrEqual(strengths[strength]);
    }
  });
});

test('a choice that breaks ties also has a rule, so that the rules that fired tell of it', () => {
  for (const [question, choice, stack] of TIE_BREAKS.flatMap((it) => it.choices)) {
    const rule = RULES.find((it) => it.when[question] === choice);
    expect(rule?.favors, `${question}=${choice}`).toBe(stack);
  }
});

test('every claim names its article, publisher and section', () => {
  expect(EVIDENCE.size).toBeGreaterThan(150);
  for (const [id, row] of EVIDENCE) {
    expect(row.id).toBe(id);
    for (const part of [row.article, row.publisher, row.section, row.claim]) {
      expect(part.length, id).toBeGreaterThan(3);
    }
    expect(row.claim, id).toMatch(/\.$/);
  }
});

test('exactly the banned claims carry a caution', () => {
  const cautioned = [...EVIDENCE.values()].filter((row) => row.caution !== undefined);
  expect(cautioned.map((row) => row.id)).toEqual(BANNED);
  expect(NOT_ENCODED.flatMap((it) => it.evidence).sort()).toEqual(BANNED);
});

test('no company is named as proof', () => {
  const companies =
    /Netflix|Spotify|LinkedIn|Amazon|PayPal|Uber\b|eBay|Walmart|Slack|Discord|WhatsApp|Twitch|Gmail|Trello|Instagram|Pinterest|YouTube|Mozilla|Washington Post|Dropbox|Doctors on Demand|Robinhood|Disqus|Zapier|HotelChamp/;
  const words = JSON.stringify([[...EVIDENCE.values()], RULES, CONTRADICTIONS, NOT_ENCODED]);
  expect(words).not.toMatch(companies);
});

describe('contradictions', () => {
  test('are all there, in order', () => {
    expect(CONTRADICTIONS.map((it) => it.id)).toEqual(
      Array.from({ length: 25 }, (_, index) => `B${String(index + 1).padStart(2, '0')}`),
    );
  });

  test.each(CONTRADICTIONS.map((it) => [it.id, it] as const))(
    '%s cites claims and rules that exist, on two sides',
    (_id, { sides, rules, resolution }) => {
      const cited = sides.flatMap((side) => side.evidence);
      expect(cited.length).toBeGreaterThan(0);
      expect(cited.filter((id) => !EVIDENCE.has(id))).toEqual([]);
      expect(rules.filter((id) => !RULES.some((rule) => rule.id === id))).toEqual([]);
      expect(resolution).toMatch(/\.$/);
      for (const [id] of resolution.matchAll(/E\d{3}/g)) {
        expect(EVIDENCE.has(id as `E${string}`)).toBe(true);
      }
    },
  );
});
