/** What peers usually put in front of every request, and a query built on every call. */
import express from 'express';
import { rateLimit } from 'express-rate-limit';
import helmet from 'helmet';
import { Kysely, SqliteDialect } from 'kysely';
import { pinoHttp } from 'pino-http';
import { openRows, toJson } from './rows.js';

const { PORT, FILE } = process.env;
const origin = `http://127.0.0.1:${PORT}`;
const db = new Kysely({ dialect: new SqliteDialect({ database: openRows(FILE) }) });

const app = express();
app.use(pinoHttp(), helmet(), rateLimit({ windowMs: 60_000, limit: 1_000_000_000 }));
app.get('/livez', (_req, res) => res.json({ status: 'ok' }));
app.get('/api/todos', async (_req, res) => {
  const rows = await db.selectFrom('todos').selectAll().orderBy('id').limit(20).execute();
  res.json(rows.map((row) => toJson(row, origin)));
});
app.listen(PORT, '127.0.0.1');
