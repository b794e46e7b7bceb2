import type { Database } from '../db/schema.ts';
import { requestContext } from '../logger.ts';

interface Entry {
  action: string;
  subject?: string;
  /** The names of the fields, never what is in them. */
  fields?: string[];
  /** When it is not the user of the session. */
  userId?: number;
}

/** Notes a change; within a transaction the entry stands and falls with it. */
export async function record(db: Database, { action, subject, fields, userId }: Entry) {
  const { user_id, request_id } = requestContext.getStore() ?? {};
  await db
    .insertInto('audit_log')
    .values({
      at: new Date().toISOString(),
      user_id: userId ?? user_id ?? null,
      action,
      subject: subject ?? null,
      fields: fields?.join(', ') ?? null,
      request_id: request_id ?? null,
    })
    .execute();
}
