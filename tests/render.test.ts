import fc from 'fast-check';
import { parse as parseToml } from 'smol-toml';
import { describe, expect, test } from 'vitest';
import { parse as parseYaml } from 'yaml';
import { render } from '../src/render.ts';
import type { Template } from '../src/template.ts';
import type { Files } from '../src/types.ts';
import { VERSION } from '../src/version.ts';
import { specOf, templates } from './tools/specs.ts';
import { anyText } from './tools/texts.ts';

const text = (files: Files, path: string) => String(files.get(path)?.content);
const renderNode = (request: Parameters<typeof specOf>[1] = {}) =>
  render(templates.node, specOf('node', request));

describe('files', () => {
  test('come sorted, named as in the project, with what the generator adds', () => {
    const paths = [...renderNode().keys()];
    expect(paths).toEqual([...paths].sort());
    expect(paths).toContain('.gitignore');
    expect(paths).toContain('.stackstart.json');
    expect(paths).toContain('docs/decisions/0001-backend-stack.md');
    expect(paths).not.toContain('.env');
    expect(paths.filter((path) => /dot-|\.hbs/.test(path))).toEqual([]);
  });

  test('that are no templates are copied byte for byte', () => {
    const files = renderNode();
    expect(text(files, 'plain.txt')).toBe(`Left alone: {{name}} {{> routes}} \${x}\n`);
    expect(files.get('logo.bin')?.content).toEqual(Buffer.from(Array.from(Array(256).keys())));
    expect(text(files, 'public/app.css')).toBe('body {\n  margin: 0;\n}\n');
  });

  test('that the manifest calls executable are so, others are not', () => {
    const modes = [...renderNode()].filter(([, { mode }]) => mode !== undefined);
    expect(modes.map(([path, { mode }]) => [path, mode])).toEqual([['bin/run.sh', 0o755]]);
  });
});

describe('features', () => {
  test('an unselected one leaves no trace', () => {
    const all = [...renderNode()].map(([path, { content }]) => `${path}\n${content}`).join('\n');
    expect(all).not.toMatch(/socket|docker|container|polling|http2/i);
    expect(text(renderNode(), 'src/server.js')).toContain("'My App';\nconst port");
  });

  test('a selected one brings files, slots, conditions and its part of package.json', () => {
    const files = renderNode({ features: ['sockets', 'docker'] });
    expect([...files.keys()]).toEqual(
      expect.arrayContaining(['src/sockets.js', 'src/http2.js', 'Dockerfile', '.dockerignore']),
    );
    expect(text(files, 'src/server.js')).toContain(
      `'My App';\nconst sockets = 'my_app';\nvoid sockets;\nconst port`,
    );
    expect(text(files, 'README.md')).toContain(
      'Runs in a container.\nLive updates over sockets.\nPushes to browsers.\n',
    );
    expect(JSON.parse(text(files, 'package.json'))).toMatchObject({
      stackstart: { sockets: '1.2.3' },
      keywords: ['live'],
    });
  });

  test('a file that is for two of them together is not there with one', () => {
    expect(renderNode({ features: ['docker'] }).has('deploy/sockets.txt')).toBe(false);
    const files = renderNode({ features: ['sockets', 'docker'] });
    expect(text(files, 'deploy/sockets.txt')).toBe('sticky sessions\n');
  });
});

test('the record says enough to render the project again', () => {
  const request = {
    description: 'D',
    answers: { kind: 'live', realtime: 'core' },
    assumed: ['realtime'],
    template: 'node',
  } as const;
  const record = JSON.parse(text(renderNode(request), '.stackstart.json'));
  expect(record).toEqual({
    $schema: expect.stringContaining(VERSION),
    version: VERSION,
    name: 'My App',
    description: 'D',
    stack: 'node',
    db: 'sqlite',
    features: ['agents-md', 'http2', 'sockets'],
    answers: { kind: 'live', realtime: 'core' },
    assumed: ['realtime'],
    forced: true,
  });
});

test('the same spec gives the same bytes', () => {
  expect(renderNode({ features: ['sockets'] })).toEqual(renderNode({ features: ['sockets'] }));
});

test('any name and description come out unharmed in every language', () => {
  const anyName = anyText.filter((name) => name.normalize('NFC').trim() !== '');
  fc.assert(
    fc.property(anyName, anyText, (name, description) => {
      const spec = specOf('node', { name, description });
      const files = render(templates.node, spec);
      const wanted = { name: spec.name, description: spec.description };
      expect(parseToml(text(files, 'config.toml'))).toMatchObject(wanted);
      expect(parseYaml(text(files, 'config.yaml'))).toEqual(wanted);
      expect(JSON.parse(text(files, '.stackstart.json'))).toMatchObject(wanted);
      expect(JSON.parse(text(files, 'package.json')).description).toBe(spec.description);
      const literals = text(files, 'src/names.js').replaceAll('export const', 'var');
      expect(new Function(`${literals} return { name, description };`)()).toEqual(wanted);
    }),
    { numRuns: 200 },
  );
});

describe('a template is refused when it names', () => {
  const withReadme = (handlebars: string): Template => ({
    ...templates.node,
    base: new Map([...templates.node.base, ['README.md', { handlebars }]]),
  });

  test.each([
    ['an unknown value', '{{nmae}}', 'nmae'],
    ['an unknown helper', '{{josn name}}', 'josn'],
    ['an unknown version', '{{version "expres"}}', 'expres'],
    ['an unknown feature', '{{#if (has "dockr")}}x{{/if}}', 'dockr'],
    ['an unknown slot', '{{> rotes}}', 'rotes'],
    ['a broken tag', '{{#if', 'Parse error'],
  ])('%s', (_what, handlebars, word) => {
    expect(() => render(withReadme(handlebars), specOf('node'))).toThrow(
      expect.objectContaining({
        code: 'broken-template',
        message: expect.stringMatching(new RegExp(`README\\.md.*${word}`, 's')),
      }),
    );
  });

  test('a feature that is not selected is known all the same', () => {
    const files = render(withReadme('{{#if (has "docker")}}x{{else}}y{{/if}}'), specOf('node'));
    expect(text(files, 'README.md')).toBe('y');
  });

  test('of several features one is enough', () => {
    const either = withReadme('{{#if (has "docker" "sockets")}}x{{else}}y{{/if}}');
    const readme = (features: string[]) =>
      text(render(either, specOf('node', { features })), 'README.md');
    expect([readme([]), readme(['sockets'])]).toEqual(['y', 'x']);
  });

  test('nothing is escaped for HTML', () => {
    const files = render(withReadme('{{name}}'), specOf('node', { name: `<a> & "b"` }));
    expect(text(files, 'README.md')).toBe('<a> & "b"');
  });
});
