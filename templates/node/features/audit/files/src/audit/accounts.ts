import type { Accounts } from '../auth/accounts.ts';
import type { Database } from '../db/schema.ts';
import { record } from './log.ts';

/** The accounts, with what happens to them in the audit log. */
export function auditAccounts(accounts: Accounts, db: Database): Accounts {
  return {
    async check(...args) {
      // Not the e-mail: people mistype, and enter passwords there.
      const userId = await accounts.check(...args).catch(async (error) => {
        await record(db, { action: 'login.failed' });
        throw error;
      });
      await record(db, { action: 'login.succeeded', userId });
      return userId;
    },

    async create(...args) {
      const userId = await accounts.create(...args);
      await record(db, { action: 'account.created', subject: `user:${userId}`, userId });
      return userId;
    },

    async changePassword(user, ...rest) {
      await accounts.changePassword(user, ...rest);
      await record(db, { action: 'password.changed', subject: `user:${user.id}` });
    },
  };
}
