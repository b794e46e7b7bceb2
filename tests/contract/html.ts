import { expect } from 'vitest';
import { type Answer, call } from './http.ts';
import type { Env, Server } from './server.ts';

const ENTITIES: Env = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: '\u00a0' };

/** Text as a reader sees it. */
export function decode(html: string): string {
  return html.replace(/&(?:#x([0-9a-f]+)|#(\d+)|(\w+));/gi, (whole, hex, decimal, name) => {
    if (name) return ENTITIES[name] ?? whole;
    return String.fromCodePoint(hex ? Number.parseInt(hex, 16) : Number(decimal));
  });
}

/** The attributes of the first tag that matches. */
export function attributes(html: string, tag: RegExp): Env {
  const found = new RegExp(`<${tag.source}(?=[\\s>/])((?:[^>"']|"[^"]*"|'[^']*')*)>`).exec(html);
  if (!found) throw new Error(`no <${tag.source}> in ${html.slice(0, 2_000)}`);
  return parse(found.at(-1) ?? '');
}

function parse(text: string): Env {
  const pairs = [...text.matchAll(/([^\s=>"'/]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+)))?/g)];
  return Object.fromEntries(
    pairs.map(([, name = '', double, single, bare]) => [
      name.toLowerCase(),
      decode(double ?? single ?? bare ?? ''),
    ]),
  );
}

/** The tag that has this id. */
export function byId(html: string, id: string): Env {
  const tags = [...html.matchAll(/<[a-z][\w-]*((?:[^>"']|"[^"]*"|'[^']*')*)>/g)];
  const found = tags.map(([, text = '']) => parse(text)).filter((tag) => tag.id === id);
  expect(found, `elements with id ${id}`).toHaveLength(1);
  return found[0] ?? {};
}

/** What stands inside the element with this id (one that holds only text). */
export function textOf(html: string, id: string): string {
  const found = new RegExp(`<[^<>]*\\bid="${id}"[^<>]*>([^<]*)<`).exec(html);
  return decode(found?.[1] ?? '').trim();
}

export interface Row {
  id: string;
  title: string;
  completed: boolean;
  html: string;
}

/** The page without its `<template>`: what a reader sees. */
export function visible(html: string): string {
  return html.replace(/<template[\s\S]*?<\/template>/, '');
}

/** The todos that the page shows. */
export function rows(html: string): Row[] {
  const items = visible(html).match(/<li\b[^>]*class="todo"[\s\S]*?<\/li>/g) ?? [];
  return items.map((item) => ({
    id: attributes(item, /li/)['data-id'] ?? '',
    title: decode(/class="todo-title"[^>]*>([^<]*)</.exec(item)?.[1] ?? ''),
    completed: attributes(item, /button/)['aria-checked'] === 'true',
    html: item,
  }));
}

/** A browser without JavaScript: it keeps cookies, and sends the forms it was given. */
export class Visitor {
  readonly #server: Pick<Server, 'url'>;
  readonly #cookies = new Map<string, string>();
  html = '';

  constructor({ url, session }: Server) {
    this.#server = { url };
    for (const cookie of session?.cookie.split('; ') ?? []) this.#keep(cookie);
  }

  async get(path = '/'): Promise<Answer> {
    return this.#ask('GET', path);
  }

  /** Opens the list and sends the form that goes to `action`, filled in like this. */
  async submit(action: string, fields: Env, headers: Env = {}): Promise<Answer> {
    await this.get();
    return this.resubmit(action, fields, headers);
  }

  /** The same from the page that is open. */
  async resubmit(action: string, fields: Env, headers: Env = {}): Promise<Answer> {
    const forms = visible(this.html).match(/<form\b[\s\S]*?<\/form>/g) ?? [];
    const form = forms.find((each) => {
      const names = [...each.matchAll(/<input\b[^>]*\bname="([^"]*)"/g)].map(([, name]) => name);
      const fits = Object.keys(fields).every((name) => names.includes(name));
      return fits && attributes(each, /form/).action === action;
    });
    if (!form) throw new Error(`the page has no form for ${action} with these fields`);
    expect(attributes(form, /form/).method?.toLowerCase()).toBe('post');
    const body = new URLSearchParams();
    for (const [tag] of form.matchAll(/<input\b(?:[^>"']|"[^"]*"|'[^']*')*>/g)) {
      const { name, value = '' } = attributes(tag, /input/);
      if (name) body.set(name, fields[name] ?? value);
    }
    return this.post(action, body.toString(), headers);
  }

  /** Any body to any address, with everything a browser adds for a page of the same site. */
  post(action: string, body: string, headers: Env = {}): Promise<Answer> {
    const { origin } = new URL(this.#server.url);
    const own = { Origin: origin, Referer: `${origin}/`, 'Sec-Fetch-Site': 'same-origin' };
    const type = { 'Content-Type': 'application/x-www-form-urlencoded' };
    return this.#ask('POST', action, { ...type, ...own, ...headers }, body);
  }

  async #ask(method: string, path: string, headers: Env = {}, body?: string): Promise<Answer> {
    const cookie = [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const all = { Accept: 'text/html', ...headers, ...(cookie ? { Cookie: cookie } : {}) };
    const content = body === undefined ? {} : { body };
    const answer = await call(this.#server, method, path, { headers: all, ...content });
    for (const cookie of answer.headers['set-cookie'] ?? []) this.#keep(cookie);
    if (answer.text.includes('<html')) this.html = answer.text;
    return answer;
  }

  #keep(cookie: string): void {
    const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(cookie) ?? [];
    if (/;\s*max-age=0\b|expires=thu, 01.jan.1970/i.test(cookie)) this.#cookies.delete(name);
    else this.#cookies.set(name, value);
  }
}
