import { Problem } from '../http/problem.ts';
import { LOGINS_PER_ACCOUNT, LOGINS_PER_ADDRESS, SIGNUPS_PER_ADDRESS } from './limits.ts';
import { hashPassword, isPassword } from './passwords.ts';
import type { Credentials, NewAccount, PasswordChange } from './schema.ts';
import type { User } from './sessions.ts';
import type { Throttle } from './throttle.ts';
import type { Login, UserRepository } from './users.ts';

export type Accounts = ReturnType<typeof createAccounts>;

/** What can be done with accounts. `address` is the client's. */
export function createAccounts(users: UserRepository, throttle: Throttle) {
  /** The user whose password this is. Only attempts that fail count in the end. */
  async function check({ email, password }: Credentials, address: string): Promise<Login> {
    const [account, from] = [`login:${email}`, `login-from:${address}`];
    await throttle.count(from, LOGINS_PER_ADDRESS);
    await throttle.count(account, LOGINS_PER_ACCOUNT);
    const user = await users.find(email);
    const isRight = await isPassword(password, user?.password_hash);
    if (!isRight || !user) throw new Problem(401, 'E-mail or password is wrong.');
    await throttle.reset(account);
    await throttle.discount(from);
    return user;
  }

  return {
    check,

    async create({ email, password }: NewAccount, address: string): Promise<Login> {
      await throttle.count(`signup-from:${address}`, SIGNUPS_PER_ADDRESS);
      const login = await users.insert(email, await hashPassword(password));
      if (!login) throw new Problem(409);
      return login;
    },

    async changePassword(user: User, change: PasswordChange, address: string): Promise<Login> {
      const { current_password, password } = change;
      const login = await check({ email: user.email, password: current_password }, address).catch(
        (error) => {
          throw error.status === 401 ? wrongField('current_password') : error;
        },
      );
      const changed = await users.setPassword(login, await hashPassword(password));
      if (!changed) throw wrongField('current_password');
      return changed;
    },
  };
}

const wrongField = (name: string) =>
  new Problem(422, undefined, [{ pointer: `#/${name}`, detail: 'This password is wrong.' }]);
