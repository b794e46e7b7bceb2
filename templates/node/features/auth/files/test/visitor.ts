import { createSessions } from '../src/auth/sessions.ts';
import type { Config } from '../src/config.ts';
import type { Database } from '../src/db/schema.ts';

/** Makes a user with a session, and gives the headers of its requests. */
export async function visitor(
  db: Database,
  { SECRET_KEY, isProduction }: Pick<Config, 'SECRET_KEY' | 'isProduction'>,
  email = 'ada@example.com',
): Promise<Record<string, string>> {
  const { id } = await db
    .insertInto('users')
    .values({ email, password_hash: '', created_at: new Date().toISOString() })
    .returning('id')
    .executeTakeFirstOrThrow();
  const { token, csrfToken } = await createSessions(db, SECRET_KEY).start(id);
  const name = isProduction ? '__Host-session' : 'session';
  return { Cookie: `${name}=${token}`, 'X-CSRF-Token': csrfToken };
}
