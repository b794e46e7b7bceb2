import type { Template } from './template.ts';
import type { Files } from './types.ts';

/**
 * Makes `.env` from the rendered `.env.example`: the same lines, with a random value for each
 * secret the stack names. Never part of a render, so never committed or reproduced.
 *
 * @returns `.env`, or nothing when the starter has no `.env.example`
 */
export function makeSecrets(template: Template, files: Files): Files {
  const example = files.get('.env.example');
  if (example === undefined) return new Map();
  const content = template.secrets.reduce(
    (text, name) => text.replace(new RegExp(`^${name}=.*$`, 'm'), `${name}=${randomText()}`),
    String(example.content),
  );
  return new Map([['.env', { content }]]);
}

/** 48 random bytes as 64 characters; the global `crypto` loads faster than `node:crypto`. */
function randomText(): string {
  return Buffer.from(crypto.getRandomValues(new Uint8Array(48))).toString('base64url');
}
