import { type ExpressionBuilder, sql } from 'kysely';
import type { Database, Schema } from '../db/schema.ts';

export const PAGE_SIZE = 50;

/** What to look for, and where the last page ended. */
export interface Search {
  q: string;
  after: number;
}

export type StaffQueries = ReturnType<typeof createStaffQueries>;

/** Users and to-dos of everybody, page by page in order of creation. */
export function createStaffQueries(db: Database) {
  return {
    users: async ({ q, after }: Search) =>
      pageOf(
        await db
          .selectFrom('users')
          .select(['id', 'email', 'created_at', 'is_staff', 'deactivated_at'])
          .select((eb) => [countFor(eb, 'todos'), countFor(eb, 'sessions')])
          .where('id', '>', after)
          .where(contains('email', q))
          .orderBy('id')
          .limit(PAGE_SIZE + 1)
          .execute(),
      ),

    todos: async ({ q, after }: Search) =>
      pageOf(
        await db
          .selectFrom('todos')
          .innerJoin('users', 'users.id', 'todos.user_id')
          .select(['todos.id', 'title', 'completed', 'email', 'todos.created_at'])
          .where('todos.id', '>', after)
          .where(contains('title', q))
          .orderBy('todos.id')
          .limit(PAGE_SIZE + 1)
          .execute(),
      ),

    async ownerOf(todoId: number): Promise<number | undefined> {
      const row = await db
        .selectFrom('todos')
        .select('user_id')
        .where('id', '=', todoId)
        .executeTakeFirst();
      return row?.user_id;
    },

    async hasUser(id: number): Promise<boolean> {
      const query = db.selectFrom('users').select('id').where('id', '=', id);
      return (await query.executeTakeFirst()) !== undefined;
    },

    async setActive(userId: number, isActive: boolean): Promise<boolean> {
      const { numUpdatedRows } = await db
        .updateTable('users')
        .set({ deactivated_at: isActive ? null : new Date().toISOString() })
        .where('id', '=', userId)
        .executeTakeFirstOrThrow();
      return numUpdatedRows > 0n;
    },

    async setStaff(email: string, isStaff: boolean): Promise<number | undefined> {
      const user = await db
        .updateTable('users')
        .set({ is_staff: isStaff })
        .where('email', '=', email)
        .returning('id')
        .executeTakeFirst();
      return user?.id;
    },
  };
}

const countFor = <Table extends 'todos' | 'sessions'>(
  eb: ExpressionBuilder<Schema, 'users'>,
  table: Table,
) =>
  eb
    .selectFrom(table as 'todos')
    .select((inner) => inner.fn.countAll<number>().as('count'))
    .whereRef('user_id', '=', 'users.id')
    .as(table);

/** Upper and lower case alike; what is typed means itself, also % and _. */
const contains = (column: 'email' | 'title', q: string) =>
  sql<boolean>`lower(${sql.ref(column)}) like lower(${`%${q.replace(/[\\%_]/g, '\\$&')}%`}) escape '\\'`;

function pageOf<Row extends { id: number }>(rows: Row[]) {
  const shown = rows.slice(0, PAGE_SIZE);
  return { rows: shown, next: rows.length > PAGE_SIZE ? shown.at(-1)?.id : undefined };
}
