import { createHmac, timingSafeEqual } from 'node:crypto';

export interface Cursors {
  encode(id: number): string;
  decode(text: string): number | undefined;
}

/** Signed, so that nobody comes to rely on what a cursor holds. */
export function createCursors(secret: string): Cursors {
  const sign = (id: number) => createHmac('sha256', secret).update(`cursor:${id}`).digest();
  const pack = (id: number) =>
    Buffer.concat([sign(id).subarray(0, 16), Buffer.from(String(id))]).toString('base64url');

  return {
    encode: pack,
    decode(text) {
      const id = Number(Buffer.from(text, 'base64url').subarray(16).toString());
      const expected = Buffer.from(pack(id));
      const given = Buffer.from(text);
      return given.length === expected.length && timingSafeEqual(given, expected) ? id : undefined;
    },
  };
}
