/** Evaluates If-Match (RFC 9110, section 13.1.1) by strong comparison: weak tags never match. */
export const matches = (header: string, etag: string) =>
  header.trim() === '*' || header.split(',').some((tag) => tag.trim() === etag);
