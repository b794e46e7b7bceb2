import type { Accounts } from '../auth/accounts.ts';
import { createSessions, type Sessions } from '../auth/sessions.ts';
import { createUserRepository, type UserRepository } from '../auth/users.ts';
import type { Database } from '../db/schema.ts';
import { record } from './log.ts';

/** The accounts, with logins, those that failed too, in the audit log. */
export function auditAccounts(accounts: Accounts, db: Database): Accounts {
  return {
    ...accounts,

    async check(...args) {
      const login = await accounts.check(...args).catch(async (error) => {
        // Not what the throttle refuses: anybody could fill the log with it.
        // And not the e-mail: people mistype, and enter passwords there.
        if (error.status === 401) await record(db, { action: 'login.failed' });
        throw error;
      });
      await record(db, { action: 'login.succeeded', userId: login.id });
      return login;
    },

    changePassword: (user, ...args) =>
      accounts.changePassword(user, ...args).catch(async (error) => {
        const entry = { action: 'password.refused', subject: `user:${user.id}` };
        if (error.status === 422) await record(db, entry);
        throw error;
      }),
  };
}

/** The users, each change in one transaction with its entry in the audit log. */
export function auditUsers(db: Database): UserRepository {
  return {
    ...createUserRepository(db),

    insert: (...args) =>
      db.transaction().execute(async (trx) => {
        const login = await createUserRepository(trx).insert(...args);
        const entry = { action: 'account.created', subject: `user:${login?.id}` };
        if (login) await record(trx, { ...entry, userId: login.id });
        return login;
      }),

    setPassword: (...args) =>
      db.transaction().execute(async (trx) => {
        const login = await createUserRepository(trx).setPassword(...args);
        const entry = { action: 'password.changed', subject: `user:${login?.id}` };
        if (login) await record(trx, entry);
        return login;
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
