/** The list that every contender serves: twenty to-dos, made once in a file of their own. */
import Database from 'better-sqlite3';

const COLUMNS = 'id, title, completed, "order", created_at, updated_at';

export function openRows(file) {
  const db = new Database(file);
  db.pragma('journal_mode = WAL');
  db.exec(
    `create table if not exists todos (id integer primary key, title text not null, completed integer not null,
     "order" integer, created_at text not null, updated_at text not null)`,
  );
  const [{ count }] = db.prepare('select count(*) as count from todos').all();
  const now = new Date().toISOString();
  const insert = db.prepare(
    'insert into todos (title, completed, created_at, updated_at) values (?, 0, ?, ?)',
  );
  for (let row = count; row < 20; row += 1) insert.run(`To-do number ${row}`, now, now);
  return db;
}

/** The to-dos as the API gives them, by one prepared statement. */
export function listOf(db, origin) {
  const statement = db.prepare(`select ${COLUMNS} from todos order by id limit 20`);
  return () => statement.all().map((row) => toJson(row, origin));
}

export const toJson = (row, origin) => ({
  ...row,
  completed: row.completed === 1,
  url: `${origin}/api/todos/${row.id}`,
});
