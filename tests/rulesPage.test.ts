import { expect, test } from 'vitest';
import { CONTRADICTIONS } from '../src/contradictions.ts';
import { EVIDENCE } from '../src/evidence.ts';
import { QUESTIONS } from '../src/questions.ts';
import { RULES } from '../src/rules.ts';
import { renderRulesPage } from '../src/rulesPage.ts';

const page = renderRulesPage();

test('docs/rules.md is what the tables say now; `npm run docs` renews it', async () => {
  await expect(page).toMatchFileSnapshot('../docs/rules.md');
});

test('shows every question, rule, contradiction and claim', () => {
  for (const { id, text, choices } of QUESTIONS) {
    expect(page).toContain(`### ${id}\n\n${text}`);
    for (const choice of choices) expect(page).toContain(`| \`${choice.id}\` | ${choice.label}`);
  }
  for (const { id, because } of RULES) {
    expect(page).toContain(`### ${id}\n`);
    expect(page).toContain(because);
  }
  for (const { id, resolution } of CONTRADICTIONS) {
    expect(page).toContain(`</a>${id} `);
    expect(page).toContain(resolution);
  }
  for (const { id, claim, section } of EVIDENCE.values()) {
    expect(page).toContain(`</a>${id} |`);
    expect(page).toContain(section);
    expect(page).toContain(claim);
  }
});

test('every link leads somewhere on the page', () => {
  const targets = new Set([
    ...[...page.matchAll(/<a id="([^"]+)">/g)].map(([, id]) => id),
    ...[...page.matchAll(/^### ([a-z-]+)$/gm)].map(([, id]) => id),
  ]);
  const links = [...page.matchAll(/\]\(#([^)]+)\)/g)].map(([, id]) => id);
  expect(links.length).toBeGreaterThan(200);
  expect(links.filter((id) => !targets.has(id))).toEqual([]);
});
