import type { Accounts } from '../auth/accounts.ts';
import { createSessions, type Sessions } from '../auth/sessions.ts';
import { createUserRepository, type UserRepository } from '../auth/users.ts';
import type { Database } from '../db/schema.ts';
import { record } from './log.ts';

/** The accounts, with who signed in and who failed to in the audit log. */
export function auditAccounts(accounts: Accounts, db: Database): Accounts {
  return {
    ...accounts,

    async check(...args) {
      const userId = await accounts.check(...args).catch(async (error) => {
        // Not what the throttle refuses: anybody could fill the log with it.
        // And not the e-mail: people mistype, and enter passwords there.
        if (error.status === 401) await record(db, { action: 'login.failed' });
        throw error;
      });
      await record(db, { action: 'login.succeeded', userId });
      return userId;
    },
  };
}

/** The users, each change in one transaction with its entry in the audit log. */
export function auditUsers(db: Database): UserRepository {
  return {
    ...createUserRepository(db),

    insert: (...args) =>
      db.transaction().execute(async (trx) => {
        const userId = await createUserRepository(trx).insert(...args);
        const entry = { action: 'account.created', subject: `user:${userId}` };
        if (userId !== undefined) await record(trx, { ...entry, userId });
        return userId;
      }),

    setPassword: (id, ...rest) =>
      db.transaction().execute(async (trx) => {
        await createUserRepository(trx).setPassword(id, ...rest);
        await record(trx, { action: 'password.changed', subject: `user:${id}` });
      }),
  };
}

/** The sessions, with those that somebody ends in the audit log. */
export function auditSessions(db: Database, secret: string): Sessions {
  return {
    ...createSessions(db, secret),

    end: (id) =>
      db.transaction().execute(async (trx) => {
        const isFound = await createSessions(trx, secret).end(id);
        if (isFound) await record(trx, { action: 'session.ended' });
        return isFound;
      }),

    endAll: (userId) =>
      db.transaction().execute(async (trx) => {
        await createSessions(trx, secret).endAll(userId);
        await record(trx, { action: 'sessions.ended', subject: `user:${userId}` });
      }),
  };
}
