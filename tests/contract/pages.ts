import { beforeEach, describe, expect, test } from 'vitest';
import { attributes, byId, rows, textOf, Visitor, visible } from './html.ts';
import { type Answer, add, call, clear, list } from './http.ts';
import type { Env, Server } from './server.ts';

const hostileTitles = [
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  "' onfocus='alert(1)",
  '</li></ul></template><h1>gone</h1>',
  '<!-- not a comment',
  '&lt;b&gt; &amp; &nbsp;',
  '{{ 7 * 7 }} {% now "Y" %}',
  '<%= 7 * 7 %> $'.concat('{7 * 7} #{7*7}'),
  'javascript:alert(1)',
  'شراء الحليب 😀 \u202eevil',
];

const wrongTitles: [name: string, title: string][] = [
  ['nothing', ''],
  ['spaces', '   '],
  ['201 characters', '<b>"'.repeat(50).concat('x')],
  ['201 emoji', '😀'.repeat(201)],
  ['a control character', 'bell \u0007 "rings"'],
];

/** The page and its forms, as a browser without JavaScript uses them. */
export function pagesContract(server: () => Server): void {
  let visitor: Visitor;
  const backToList = (answer: Answer): void => {
    expect([answer.status, answer.headers.location], answer.text.slice(0, 500)).toEqual([303, '/']);
  };
  const shown = async (): Promise<[string, boolean][]> => {
    await visitor.get();
    return rows(visitor.html).map(({ title, completed }) => [title, completed]);
  };

  describe('pages', () => {
    beforeEach(async () => {
      await clear(server());
      visitor = new Visitor(server());
    });

    test('the page is whole, and all it needs is here', async () => {
      const { status, headers, text } = await visitor.get();
      expect(status).toBe(200);
      expect(headers['content-type']).toMatch(/^text\/html; *charset=utf-8$/i);
      expect(attributes(text, /html/).lang).toBe('en');
      expect(text).toMatch(/^<!doctype html>/i);
      for (const landmark of ['header', 'main', 'footer', 'h1', 'title']) {
        expect(text.match(new RegExp(`<${landmark}[\\s>]`, 'g')), landmark).toHaveLength(1);
      }
      expect(attributes(text, /label/).for).toBe('title');
      expect(text).not.toMatch(/<style|\sstyle=|\son\w+=|<script(?![^>]*\ssrc=)|javascript:/i);
      expect(text).not.toMatch(/(?:src|href|action)="(?:https?:)?\/\//i);
      const addresses = [...text.matchAll(/(?:src|href)="(\/static\/[^"]+)"/g)].map(([, at]) => at);
      expect(addresses.length).toBeGreaterThanOrEqual(3);
      for (const address of addresses) {
        const asset = await call(server(), 'GET', address ?? '');
        expect([asset.status, asset.headers['x-content-type-options']]).toEqual([200, 'nosniff']);
        const { ext = '' } = /\.(?<ext>css|js|svg)/.exec(address ?? '')?.groups ?? {};
        const types: Env = { css: 'text/css', js: 'text/javascript', svg: 'image/svg+xml' };
        expect(asset.headers['content-type']).toContain(types[ext]);
        expect(asset.headers['cache-control']).toMatch(/max-age=\d|no-cache/);
      }
    });

    test('an empty list says so, a full one does not', async () => {
      await visitor.get();
      expect(byId(visitor.html, 'empty')).not.toHaveProperty('hidden');
      expect(byId(visitor.html, 'count')).toHaveProperty('hidden');
      await add(server(), 'Milk');
      await add(server(), { title: 'Bread', completed: true });
      await visitor.get();
      expect(byId(visitor.html, 'empty')).toHaveProperty('hidden');
      expect(byId(visitor.html, 'count')).not.toHaveProperty('hidden');
      expect(textOf(visitor.html, 'count')).toBe('1 of 2 completed');
    });

    test('forms add, complete, rename and delete', async () => {
      backToList(await visitor.submit('/todos', { title: '  Milk ' }));
      backToList(await visitor.submit('/todos', { title: 'Bread' }));
      expect(await shown()).toEqual([
        ['Milk', false],
        ['Bread', false],
      ]);
      const { id = '' } = rows(visitor.html)[0] ?? {};
      backToList(await visitor.resubmit(`/todos/${id}/update`, { completed: 'true' }));
      expect((await shown())[0]).toEqual(['Milk', true]);
      backToList(await visitor.resubmit(`/todos/${id}/update`, { title: 'Oat milk' }));
      expect((await shown())[0]).toEqual(['Oat milk', true]);
      backToList(await visitor.resubmit(`/todos/${id}/update`, { completed: 'false' }));
      expect((await shown())[0]).toEqual(['Oat milk', false]);
      backToList(await visitor.resubmit(`/todos/${id}/delete`, {}));
      expect(await shown()).toEqual([['Bread', false]]);
      expect((await list(server())).map(({ title }) => title)).toEqual(['Bread']);
    });

    test('the button of a todo sends the opposite of what it is', async () => {
      await add(server(), { title: 'done', completed: true });
      await add(server(), { title: 'open' });
      await visitor.get();
      for (const { id } of rows(visitor.html)) {
        await visitor.resubmit(`/todos/${id}/update`, { completed: completedOf(visitor.html, id) });
      }
      expect(await shown()).toEqual([
        ['done', false],
        ['open', true],
      ]);
    });

    test.each(wrongTitles)('%s as a new title: 422, kept and explained', async (_name, title) => {
      await add(server(), 'Milk');
      const answer = await visitor.submit('/todos', { title });
      expect(answer.status).toBe(422);
      expect(answer.headers['content-type']).toMatch(/^text\/html/);
      const input = byId(answer.text, 'title');
      expect([input.value, input['aria-invalid']]).toEqual([title, 'true']);
      expect(input['aria-describedby']).toBe('title-error');
      expect(textOf(answer.text, 'title-error')).toMatch(/\w+/);
      expect(answer.text).toMatch(/<title>Error: /);
      expect(rows(answer.text).map((row) => row.title)).toEqual(['Milk']);
      backToList(await visitor.resubmit('/todos', { title: 'Bread' }));
    });

    test.each(wrongTitles)('%s as another title: 422, kept, explained', async (_name, title) => {
      const { id } = await add(server(), 'Milk');
      await add(server(), 'Bread');
      const answer = await visitor.submit(`/todos/${id}/update`, { title });
      expect(answer.status).toBe(422);
      const [row, other] = rows(answer.text);
      expect([row?.title, other?.title]).toEqual(['Milk', 'Bread']);
      expect(attributes(row?.html ?? '', /details/)).toHaveProperty('open');
      expect(attributes(other?.html ?? '', /details/)).not.toHaveProperty('open');
      const input = byId(visible(answer.text), `title-${id}`);
      expect([input.value, input['aria-invalid']]).toEqual([title, 'true']);
      expect(input['aria-describedby']).toBe(`title-${id}-error`);
      expect(textOf(answer.text, `title-${id}-error`)).toMatch(/\w+/);
      backToList(await visitor.resubmit(`/todos/${id}/update`, { title: 'Oat milk' }));
    });

    test.each(hostileTitles)('the title %s is shown as it is', async (title) => {
      backToList(await visitor.submit('/todos', { title }));
      expect(await shown()).toEqual([[title, false]]);
      expect(visitor.html).not.toMatch(/<script>|<img|<!-- not|<h1>gone/);
      const { id = '', html = '' } = rows(visitor.html)[0] ?? {};
      expect(byId(html, `title-${id}`).value).toBe(title);
      const label = `Rename ${title}`;
      expect(attributes(html, /summary/)).toEqual({ class: 'icon', 'aria-label': label });
    });

    test('the page shows the first 100 in order of creation, and says that there are more', async () => {
      const titles = Array.from({ length: 101 }, (_, index) => `todo ${index}`);
      for (const title of titles.slice(0, 100)) await add(server(), title);
      expect((await shown()).map(([title]) => title)).toEqual(titles.slice(0, 100));
      expect(byId(visitor.html, 'more')).toHaveProperty('hidden');
      await add(server(), 'todo 100');
      expect((await shown()).map(([title]) => title)).toEqual(titles.slice(0, 100));
      expect(byId(visitor.html, 'more')).not.toHaveProperty('hidden');
    });

    const oddForms: [name: string, action: string, body: string, status: number][] = [
      ['no title at all', '/todos', '', 422],
      ['another field', '/todos', 'name=Milk', 422],
      ['a title that is no UTF-8', '/todos', 'title=%ff%fe%00', 422],
      ['completed without sense', '/todos/ID/update', 'completed=maybe', 422],
      ['an id that is none', '/todos/abc/update', 'title=Milk', 404],
      ['the id 0', '/todos/0/delete', '', 404],
      ['an action that is none', '/todos/ID/archive', '', 404],
    ];

    test.each(oddForms)(
      'a form with %s is refused on a page',
      async (_name, path, body, status) => {
        const { id } = await add(server(), 'Milk');
        await visitor.get();
        const token = /name="(csrf\w+)" value="([^"]*)"/.exec(visitor.html);
        const whole = token ? `${token[1]}=${token[2]}&${body}` : body;
        const answer = await visitor.post(path.replace('ID', `${id}`), whole);
        expect(answer.status, answer.text.slice(0, 500)).toBe(status);
        expect(answer.headers['content-type']).toMatch(/^text\/html/);
        expect(await shown()).toEqual([['Milk', false]]);
      },
    );

    test.each(['update', 'delete'])('%s of a todo that is gone is a 404 page', async (verb) => {
      const { id } = await add(server(), 'Milk');
      await visitor.get();
      await clear(server());
      const answer = await visitor.resubmit(`/todos/${id}/${verb}`, {});
      expect(answer.status).toBe(404);
      expect(answer.text).toMatch(/<h1[^>]*>(Page )?not found</i);
    });

    test('a form over the size limit is a 413 page', async () => {
      const answer = await visitor.submit('/todos', { title: 'x'.repeat(150_000) });
      expect([answer.status, await list(server())]).toEqual([413, []]);
      expect(answer.headers['content-type']).toMatch(/^text\/html/);
    });
  });
}

function completedOf(html: string, id: string): string {
  const row = rows(html).find((each) => each.id === id);
  return attributes(row?.html ?? '', /input(?=[^>]*name="completed")/).value ?? '';
}
