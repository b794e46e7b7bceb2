const HERE = 'http://here.invalid';

/** Where to go next: only ever an address of this site, whatever somebody put into a link. */
export function localPath(next: unknown): string {
  if (typeof next !== 'string' || !next.startsWith('/') || !URL.canParse(next, HERE)) return '/';
  const { origin, pathname, search } = new URL(next, HERE);
  // The parser reads backslashes and dots as browsers do.
  return origin === HERE && !pathname.startsWith('//') ? pathname + search : '/';
}
