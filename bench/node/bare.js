/** Bare Express and a prepared statement: what the budgets are measured against. */
import express from 'express';
import { listOf, openRows } from './rows.js';

const { PORT, FILE } = process.env;
const list = listOf(openRows(FILE), `http://127.0.0.1:${PORT}`);

const app = express();
app.get('/livez', (_req, res) => res.json({ status: 'ok' }));
app.get('/api/todos', (_req, res) => res.json(list()));
app.listen(PORT, '127.0.0.1');
