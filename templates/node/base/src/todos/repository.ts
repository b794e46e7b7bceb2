import { type Selectable, sql } from 'kysely';
import type { Database, Schema } from '../db/schema.ts';
import type { NewTodo, TodoChanges } from './schema.ts';

type Row = Selectable<Schema['todos']>;

export interface Todo extends Row {
  completed: boolean;
}

export interface Page {
  after: number;
  limit: number;
  completed?: boolean | undefined;
}

export type TodoRepository = ReturnType<typeof createTodoRepository>;

export function createTodoRepository(db: Database) {
  return {
    async list({ after, limit, completed }: Page): Promise<Todo[]> {
      let query = db.selectFrom('todos').selectAll().where('id', '>', after).orderBy('id');
      if (completed !== undefined) query = query.where('completed', '=', completed);
      // A literal: SQLite plans a statement anew whenever its limit is bound to a value.
      const rows = await query.limit(sql.lit(limit)).execute();
      return rows.map(fromRow);
    },

    async find(id: number): Promise<Todo | undefined> {
      const row = await db.selectFrom('todos').selectAll().where('id', '=', id).executeTakeFirst();
      return row && fromRow(row);
    },

    async insert(todo: NewTodo, now: string): Promise<Todo> {
      const row = await db
        .insertInto('todos')
        .values({ ...todo, created_at: now, updated_at: now })
        .returningAll()
        .executeTakeFirstOrThrow();
      return fromRow(row);
    },

    /** With `version`, changes nothing when the row has moved on: of two writers one wins. */
    async update(id: number, changes: TodoChanges, now: string, version?: number) {
      let query = db
        .updateTable('todos')
        .set({ ...changes, updated_at: now })
        .set('version', (eb) => eb('version', '+', 1))
        .where('id', '=', id);
      if (version !== undefined) query = query.where('version', '=', version);
      const row = await query.returningAll().executeTakeFirst();
      return row && fromRow(row);
    },

    async remove(id: number, version?: number): Promise<boolean> {
      let query = db.deleteFrom('todos').where('id', '=', id);
      if (version !== undefined) query = query.where('version', '=', version);
      const result = await query.executeTakeFirst();
      return result.numDeletedRows > 0n;
    },

    async clear(): Promise<void> {
      await db.deleteFrom('todos').execute();
    },
  };
}

const fromRow = (row: Row): Todo => ({ ...row, completed: Boolean(row.completed) });
