/** Evaluates If-Match (RFC 9110, section 13.1.1) by strong comparison: weak tags never match. */
export function matches(header: string, etag: string): boolean {
  if (header.trim() === '*') return true;
  const tags: string[] = header.match(/(?:W\/)?"[^"]*"/g) ?? [];
  return tags.includes(etag);
}
