import fc from 'fast-check';
import { parse as parseToml } from 'smol-toml';
import { describe, expect, test } from 'vitest';
import { parseAllDocuments } from 'yaml';
import { plan } from '../src/plan.ts';
import { render } from '../src/render.ts';
import { loadTemplate } from '../src/template.ts';
import type { Answers, Files, Spec } from '../src/types.ts';
import { anyAnswers } from './support.ts';
import { NEW_NODE } from './tools/specs.ts';
import { NASTY_TEXTS } from './tools/texts.ts';

/** Our own tags: what Handlebars would have replaced. */
const OUR_TAG =
  /\{\{\{?[#/>^!~]?\s*(name|description|packageName|moduleName|generator|database|features|json|js|py|toml|yaml|html|md|version|has|if|else|each)\b/;
const text = (files: Files, path: string) => String(files.get(path)?.content);

const parsers: [RegExp, (text: string) => unknown][] = [
  [/\.json$/, JSON.parse],
  [/\.toml$/, parseToml],
  [
    /\.ya?ml$/,
    (yaml) => {
      const errors = parseAllDocuments(yaml).flatMap((document) => document.errors);
      if (errors.length > 0) throw errors[0];
    },
  ],
];

describe.each(['node', 'django'] as const)('the %s starter', (stack) => {
  const template = loadTemplate(stack);
  const known = [...template.features.keys()];
  const pathsOf = (id: string) => [...(template.features.get(id)?.files.keys() ?? [])];
  const anyRequest = fc.record({
    answers: anyAnswers,
    name: fc.constantFrom('my-app', ...NASTY_TEXTS),
    description: fc.constantFrom(...NASTY_TEXTS),
    db: fc.constantFrom(...template.databases.keys()),
    features: fc.subarray(known),
    node: fc.constantFrom('20.20.0', NEW_NODE),
  });

  /** A spec, unless the features exclude each other. */
  function specOf({
    node,
    ...request
  }: Record<string, unknown> & { node: string }): Spec | undefined {
    try {
      return plan(request as { name: string; answers: Answers }, template, node);
    } catch (error) {
      expect(error).toMatchObject({ code: 'feature-conflict' });
      return undefined;
    }
  }

  test('renders whatever was answered: files parse, no tag is left, and no stranger is in', () => {
    fc.assert(
      fc.property(anyRequest, (request) => {
        const spec = specOf(request);
        if (spec === undefined) return;
        const files = render(template, spec);
        for (const [path, { content }] of files) {
          for (const [pattern, parse] of parsers) if (pattern.test(path)) parse(String(content));
        }
        const own = spec.features.flatMap(pathsOf);
        const strangers = known
          .filter((id) => !spec.features.includes(id))
          .flatMap(pathsOf)
          .filter((path) => !own.includes(path));
        expect(strangers.filter((path) => files.has(path))).toEqual([]);
      }),
      { numRuns: 150 },
    );
  });

  test('leaves no tag of ours behind', () => {
    fc.assert(
      fc.property(anyAnswers, fc.subarray(known), (answers, features) => {
        const spec = specOf({
          name: 'my-app',
          description: 'Plain',
          answers,
          features,
          node: NEW_NODE,
        });
        if (spec === undefined) return;
        for (const [path, { content }] of render(template, spec)) {
          // Starters have templates of their own; what we render is told by our words.
          const source = template.base.get(path);
          if (source !== undefined && 'bytes' in source) continue;
          expect([path, OUR_TAG.exec(String(content))?.[0]]).toEqual([path, undefined]);
        }
      }),
      { numRuns: 50 },
    );
  });

  test.each(NASTY_TEXTS)('keeps the name %j out of everything but texts', (name) => {
    const spec = specOf({ name: `x${name}`, description: name, node: NEW_NODE, answers: {} });
    const plain = specOf({ name: 'x', description: 'd', node: NEW_NODE, answers: {} });
    if (spec === undefined || plain === undefined) throw new Error('refused');
    const [files, reference] = [render(template, spec), render(template, plain)];
    expect([...files.keys()]).toEqual([...reference.keys()]);
    const changed = [...files.keys()].filter((path) => text(files, path) !== text(reference, path));
    const code = changed.filter((path) => /\.(js|mjs|ts|py|css|sql|sh)$/.test(path));
    expect(code).toEqual([]);
  });

  test('says only what the project needs in its environment, secrets empty', () => {
    const given = { name: 'x', node: NEW_NODE, answers: { extras: ['docker'] } };
    const exampleOf = (db: string) => {
      const spec = specOf({ ...given, db });
      return text(render(template, spec as Spec), '.env.example');
    };
    expect(exampleOf('sqlite')).toMatch(/^SECRET_KEY=$/m);
    expect(exampleOf('sqlite')).not.toContain('PASSWORD');
    for (const secret of template.secrets) {
      expect(exampleOf('postgres')).toMatch(new RegExp(`^${secret}=$`, 'm'));
    }
  });

  test('ignores secrets, packages and databases in git', () => {
    const spec = specOf({ name: 'x', node: NEW_NODE, answers: {} });
    expect(text(render(template, spec as Spec), '.gitignore')).toMatch(/^\.env$/m);
  });

  test('names every version exactly', () => {
    for (const [name, version] of Object.entries(template.versions)) {
      expect([name, version]).toEqual([name, expect.stringMatching(/^\d+(\.\d+)*([a-z-].*)?$/)]);
    }
  });
});

test('the default Node starter has less than 1,500 lines of its own code', () => {
  const template = loadTemplate('node');
  const files = render(template, plan({ name: 'x' }, template, NEW_NODE));
  const lines = [...files]
    .filter(([path]) => /^(src|public)\/.*\.[jt]s$/.test(path))
    .flatMap(([, { content }]) => String(content).split('\n'))
    .filter((line) => line.trim() !== '' && !/^\s*(\/\/|\/?\*)/.test(line));
  expect(lines.length).toBeGreaterThan(500);
  expect(lines.length).toBeLessThan(1_500);
});

test.each(['sse', 'websocket'])('the node starter with %s names every folder', (channel) => {
  const template = loadTemplate('node');
  const others = [...template.features.keys()].filter((id) => !['sse', 'websocket'].includes(id));
  const spec = plan({ name: 'x', answers: {}, features: [...others, channel] }, template, NEW_NODE);
  const files = render(template, spec);
  const folders = new Set([...files.keys()].flatMap((path) => path.match(/^src\/\w+\//) ?? []));
  for (const folder of folders) {
    for (const page of ['README.md', 'AGENTS.md']) {
      expect(text(files, page).split('## Layout')[1]).toContain(`\`${folder}\``);
    }
  }
});

test.each([
  [[], ['0001']],
  [['auth'], ['0001', '0002']],
  [['backoffice'], ['0001', '0002']],
  [['audit'], ['0001', '0002', '0003']],
  [
    ['audit', 'backoffice'],
    ['0001', '0002', '0003'],
  ],
])('the node starter with %j numbers its migrations without a gap', (features, numbers) => {
  const template = loadTemplate('node');
  const spec = plan({ name: 'x', answers: {}, features }, template, NEW_NODE);
  const paths = [...render(template, spec).keys()];
  const found = paths.map((path) => /^src\/db\/migrations\/(\d+)_/.exec(path)?.[1]);
  expect(found.filter((number) => number !== undefined)).toEqual(numbers);
});

const django = loadTemplate('django');

test.each([...django.features.keys()])(
  'settings of Django with %s stand an empty line apart',
  (id) => {
    const files = render(django, plan({ name: 'x', features: [id] }, django, NEW_NODE));
    expect(text(files, 'config/settings.py')).not.toMatch(/\n{3}|\S\nLOGGING/);
  },
);
