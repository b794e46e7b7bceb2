import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Change } from '../src/live/hub.ts';
import { createOrder } from '../src/live/order.ts';
import type { Todo } from '../src/todos/repository.ts';

const todo = (version: number, id = 1) => ({ id, version, title: `version ${version}` }) as Todo;
const created = { type: 'todo.created', todo: todo(1) } as Change;
const updated = (version: number) => ({ type: 'todo.updated', todo: todo(version) }) as Change;
const deleted = { type: 'todo.deleted', id: 1 } as Change;
const cleared = { type: 'todos.cleared', ids: [1] } as Change;

const told = (...changes: Change[]) => {
  const inOrder = createOrder();
  return changes.map(inOrder).filter((change) => change !== undefined);
};

test('what comes in order stays as it is', () => {
  const changes = [created, updated(2), updated(3), deleted];
  assert.deepEqual(told(...changes), changes);
});

test('what was overtaken is dropped', () => {
  assert.deepEqual(told(created, updated(3), updated(2)), [created, updated(3)]);
  for (const gone of [deleted, cleared]) {
    assert.deepEqual(told(gone, updated(2), created), [gone]);
  }
});

test('a creation that was overtaken brings the newer state', () => {
  const late = { type: 'todo.created', todo: todo(2) } as Change;
  assert.deepEqual(told(updated(2), created), [updated(2), late]);
});
