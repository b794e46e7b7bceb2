import type { StackId } from '../../src/types.ts';
import type { Wanted } from '../e2e/projects.ts';

type Words = Readonly<Record<string, readonly string[]>>;

/** Words that mean the same feature on both stacks. */
const BOTH: Words = {
  sqlite: ['sqlite:', 'pragma'],
  postgres: ['postgres'],
  auth: ['signup', 'sign up', 'accounts.css'],
  audit: ['audit log', 'audit.ts', 'audit.py', 'auditentry', 'audit_'],
  sse: ['server-sent', 'eventsource', 'text/event-stream', 'live.js', 'live updates'],
  websocket: ['websocket', '/ws/', 'live.js', 'live updates'],
  redis: ['redis'],
  openapi: ['openapi.json', '/api/docs', 'openapi 3'],
  observability: ['prometheus', 'opentelemetry', 'otel', '/metrics', 'metrics_token'],
  docker: ['docker', 'compose.yaml'],
  ci: ['.github/', 'dependabot', 'github actions'],
  devcontainer: ['devcontainer', 'docker', 'compose.yaml'],
  'agents-md': ['agents.md'],
};

/**
 * Words that only a feature has reason to use, in the names or the contents of files, in whatever case. A word that several
 * features share is a trace when none of them is there.
 */
const WORDS: Readonly<Record<StackId, Words>> = {
  node: {
    ...BOTH,
    sqlite: ['sqlite:', 'better-sqlite3', 'sqlitedialect'],
    postgres: ['postgres', "from 'pg'", '"pg"'],
    auth: ['argon2', 'signup', 'sign up', 'sign in', 'csrf', '/login'],
    cache: ['src/cache', 'cached'],
    jobs: ['bullmq', 'src/jobs', 'worker_threads'],
    backoffice: ['backoffice', 'back office'],
    websocket: [...(BOTH.websocket ?? []), '"ws"'],
  },
  django: {
    ...BOTH,
    sqlite: ['sqlite:', 'db.sqlite3', 'backends.sqlite3', 'transaction_mode'],
    postgres: ['postgres', 'psycopg'],
    websocket: [...(BOTH.websocket ?? []), 'channels'],
    cache: ['memcached', 'pymemcache', 'cached'],
    jobs: ['celery'],
    admin: ['admin/', 'modeladmin', 'contrib.admin', 'admin_path'],
  },
};

/** Where a project shows words of features it was not made with: `word in path`. */
export function tracesIn(
  { stack, db, features }: Wanted,
  files: Readonly<Record<string, string>>,
): string[] {
  const selected = new Set([db, ...features]);
  const owners = Object.entries(WORDS[stack]);
  const allowed = new Set(owners.flatMap(([id, words]) => (selected.has(id) ? words : [])));
  const forbidden = new Set(
    owners.flatMap(([, words]) => words).filter((word) => !allowed.has(word)),
  );
  return [...forbidden].flatMap((word) =>
    Object.entries(files)
      .filter(([path, content]) => `${path}\n${content}`.toLowerCase().includes(word))
      .map(([path]) => `${word} in ${path}`),
  );
}
