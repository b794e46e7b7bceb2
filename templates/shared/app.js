// The page works without this file. With it, the same forms talk to the JSON API and nothing reloads.

const PAGE_SIZE = 100;
const NO_ANSWER = 'The server did not answer. Reload the page to see what was saved.';
const byId = (id) => document.getElementById(id);

class Failure extends Error {}

async function ask(method, path, body) {
  const headers = { Accept: 'application/json' };
  if (body) headers['Content-Type'] = 'application/json';
  const request = { method, headers, signal: AbortSignal.timeout(20_000) };
  if (body) request.body = JSON.stringify(body);
  const response = await fetch(`/api/todos${path}`, request).catch(() => {
    throw new Failure(NO_ANSWER);
  });
  if (response.status === 204) return { response };
  const answer = await response.json().catch(() => null);
  if (!response.ok) throw failureOf(response, answer);
  if (!answer) throw new Failure(NO_ANSWER);
  return { response, answer };
}

const send = async (...request) => (await ask(...request)).answer;

function failureOf({ status, headers }, problem) {
  const error = problem?.errors?.find(({ pointer }) => pointer === '#/title');
  let message = error?.detail ?? problem?.detail ?? `The server answered with error ${status}.`;
  if (status === 429) {
    const seconds = headers.get('Retry-After');
    message = `Too many requests. Try again ${seconds ? `in ${seconds} seconds` : 'in a minute'}.`;
  }
  return Object.assign(new Failure(message), { status, isTitle: Boolean(error) });
}

const rowOf = (id) => byId('todos').querySelector(`[data-id="${id}"]`);

function fill(row, { id, title, completed, updated_at }) {
  const part = (selector) => row.querySelector(selector);
  row.dataset.id = id;
  row.dataset.updated = updated_at;
  part('.todo-title').id = `todo-${id}`;
  part('.todo-title').textContent = title;
  part('.check').setAttribute('aria-checked', completed);
  part('.check').setAttribute('aria-labelledby', `todo-${id}`);
  part('[name=completed]').value = !completed;
  part('.todo-rename summary').setAttribute('aria-label', `Rename ${title}`);
  part('.todo-rename label').htmlFor = `title-${id}`;
  part('[name=title]').id = `title-${id}`;
  part('[name=title]').setAttribute('aria-describedby', `title-${id}-error`);
  part('.error').id = `title-${id}-error`;
  part('.todo-delete button').setAttribute('aria-label', `Delete ${title}`);
  for (const form of row.querySelectorAll('form')) {
    const verb = form.dataset.action === 'delete' ? 'delete' : 'update';
    form.setAttribute('action', `/todos/${id}/${verb}`);
  }
}

function append(todo) {
  const row = byId('todo-template').content.firstElementChild.cloneNode(true);
  fill(row, todo);
  const isLater = ({ dataset }) => Number(dataset.id) > todo.id;
  byId('todos').insertBefore(row, [...byId('todos').children].find(isLater) ?? null);
}

function remove(row) {
  const neighbour = row.nextElementSibling ?? row.previousElementSibling;
  const next = neighbour?.querySelector('.check') ?? byId('title');
  if (row.contains(document.activeElement)) next.focus();
  row.remove();
}

function closeRename(row) {
  const details = row.querySelector('.todo-rename');
  if (details.contains(document.activeElement)) details.querySelector('summary').focus();
  details.open = false;
}

function recount() {
  const total = byId('todos').children.length;
  const completed = byId('todos').querySelectorAll('[aria-checked=true]').length;
  byId('count').textContent = `${completed} of ${total} completed`;
  byId('count').hidden = total === 0;
  byId('empty').hidden = total > 0;
}

/** Says what has changed, to whoever follows. */
const tell = (change) => document.dispatchEvent(new CustomEvent('todos', { detail: change }));

const deleted = new Set();

/** How the list follows a change. News may come twice, or late: what is newer stays. */
const changes = {
  'todo.created'({ todo }) {
    if (rowOf(todo.id)) this['todo.updated']({ todo });
    else if (deleted.has(todo.id)) return;
    else if (byId('todos').children.length < PAGE_SIZE) append(todo);
    else byId('more').hidden = false;
  },
  'todo.updated'({ todo }) {
    const row = rowOf(todo.id);
    if (row && !(row.dataset.updated > todo.updated_at)) fill(row, todo);
  },
  'todo.deleted'({ id }) {
    deleted.add(id);
    const row = rowOf(id);
    if (row) remove(row);
    if (row && !byId('more').hidden) tell({ type: 'todos.changed' });
  },
};

/** While the list is being read, changes wait here: they may be newer than what is read. */
let waiting;

async function follow(change) {
  if (waiting) return waiting.push(change);
  if (changes[change.type]) changes[change.type](change);
  else await readAgain();
  recount();
}

async function readAgain() {
  waiting = [];
  try {
    const { response, answer: todos } = await ask('GET', '');
    const ids = new Set(todos.map(({ id }) => String(id)));
    for (const row of [...byId('todos').children]) if (!ids.has(row.dataset.id)) remove(row);
    byId('more').hidden = true;
    for (const todo of todos) changes['todo.created']({ todo });
    byId('more').hidden = !response.headers.has('Link');
    if (byId('problem').textContent === NO_ANSWER) show(byId('problem'));
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    // Signed out meanwhile: the page says where to go.
    if (error.status === 401) location.reload();
    show(byId('problem'), error.message);
  } finally {
    const missed = waiting;
    waiting = undefined;
    for (const change of missed) tell(change);
  }
}

document.addEventListener('todos', ({ detail }) => follow(detail));

const actions = {
  async add({ elements: { title: input } }) {
    const typed = input.value;
    const todo = await send('POST', '', { title: typed });
    if (input.value === typed) input.value = '';
    tell({ type: 'todo.created', todo });
    rowOf(todo.id)?.scrollIntoView({ block: 'nearest' });
    return `Added ${todo.title}.`;
  },
  async toggle(form, row) {
    const completed = form.elements.completed.value === 'true';
    const todo = await send('PATCH', `/${row.dataset.id}`, { completed });
    tell({ type: 'todo.updated', todo });
    return `${todo.title} is ${todo.completed ? 'completed' : 'not completed'}.`;
  },
  async rename(form, row) {
    const todo = await send('PATCH', `/${row.dataset.id}`, { title: form.elements.title.value });
    tell({ type: 'todo.updated', todo });
    closeRename(row);
    return `Renamed to ${todo.title}.`;
  },
  async delete(_form, row) {
    await send('DELETE', `/${row.dataset.id}`);
    tell({ type: 'todo.deleted', id: Number(row.dataset.id) });
    return `Deleted ${row.querySelector('.todo-title').textContent}.`;
  },
};

function show(output, message = '') {
  output.textContent = message;
  output.hidden = !message;
}

function showTitleError(form, message) {
  const input = form.elements.title;
  show(form.querySelector('.error'), message);
  input.ariaInvalid = message ? 'true' : null;
  if (message) input.focus();
}

document.addEventListener('submit', async (event) => {
  const form = event.target;
  const row = form.closest('.todo');
  const action = actions[form.dataset.action];
  if (!action) return;
  event.preventDefault();
  if (form.ariaBusy) return;
  form.ariaBusy = 'true';
  let message = '';
  try {
    byId('status').textContent = await action(form, row);
    if (form.elements.title) showTitleError(form);
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    if (error.isTitle && form.elements.title) showTitleError(form, error.message);
    else message = error.message;
    if (error.status === 404 && row) {
      tell({ type: 'todo.deleted', id: Number(row.dataset.id) });
      message = 'That to-do no longer exists.';
    }
  } finally {
    form.ariaBusy = null;
    show(byId('problem'), message);
  }
});

// `toggle` does not bubble, so it is caught on its way down. Every opening starts from the title.
function startRename({ target }) {
  if (!target.matches('.todo-rename[open]')) return;
  const input = target.querySelector('[name=title]');
  // Whoever is quick types already.
  if (input === document.activeElement) return;
  if (!input.hasAttribute('aria-invalid')) {
    input.value = target.closest('.todo').querySelector('.todo-title').textContent;
  }
  input.select();
}
document.addEventListener('toggle', startRename, true);

document.addEventListener('keydown', ({ key, target }) => {
  const row = key === 'Escape' && target.closest('.todo');
  if (row) closeRename(row);
});
