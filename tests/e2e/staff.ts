import { beforeAll, describe, expect, test } from 'vitest';
import { VENV_PYTHON } from '../../src/machine.ts';
import type { StackId } from '../../src/types.ts';
import { browserPagesContract } from '../contract/browserPages.ts';
import { add, call } from '../contract/http.ts';
import type { Running } from '../contract/server.ts';
import { anonymous, as, signUp } from '../contract/sessions.ts';
import { nodeOf } from './stacks.ts';
import type { Starter } from './starter.ts';

/** The pages of a stack that only staff may see, and how somebody becomes staff. */
interface StaffPages {
  readonly paths: readonly string[];
  promote(starter: Starter, email: string): readonly string[];
}

const PAGES: Readonly<Record<StackId, StaffPages>> = {
  node: {
    paths: ['/backoffice/users', '/backoffice/todos'],
    promote: (starter, email) => [nodeOf(starter), 'src/backoffice/staff.ts', 'add', email],
  },
  django: {
    paths: [
      '/admin/',
      '/admin/todos/todo/',
      '/admin/todos/todo/add/',
      '/admin/accounts/user/',
      '/admin/accounts/user/add/',
    ],
    promote: (_starter, email) => [
      VENV_PYTHON,
      'manage.py',
      'shell',
      '-c',
      `from django.contrib.auth import get_user_model as user
user().objects.filter(email="${email}").update(is_staff=True, is_superuser=True)`,
    ],
  },
};

/** Pages for staff: hidden from everybody else, and fit to be seen. */
export function staffContract(starter: () => Starter, server: () => Running, id: StackId): void {
  const { paths, promote } = PAGES[id];
  describe('pages for staff', { timeout: 60_000 }, () => {
    let staff: Running;
    beforeAll(async () => {
      const session = await signUp(server());
      const env = { DATABASE_URL: server().database.url, DEBUG: 'true' };
      await starter().run(promote(starter(), session.email), env);
      staff = as(server(), session);
      await add(staff, 'Milk');
    });

    test.each(paths)('%s is for staff only', async (path) => {
      const headers = { Accept: 'text/html' };
      expect((await call(staff, 'GET', path, { headers })).status).toBe(200);
      for (const who of [anonymous(server()), server()]) {
        const answer = await call(who, 'GET', path, { headers });
        expect([302, 303, 403, 404]).toContain(answer.status);
      }
    });

    browserPagesContract(() => staff, paths);
  });
}
