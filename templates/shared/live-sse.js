// Follows the changes that others make, by server-sent events.

const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 30_000;
let failures = 0;

const tell = (detail) => document.dispatchEvent(new CustomEvent('todos', { detail }));

function connect() {
  const events = new EventSource('/api/todos/events');
  events.addEventListener('open', () => {
    failures = 0;
    // What happened while there was no connection is in the list.
    tell({ type: 'todos.changed' });
  });
  events.addEventListener('message', ({ data }) => tell(JSON.parse(data)));
  // Instead of the browser's own attempts, which come at a fixed pace and end at the first refusal.
  events.addEventListener('error', () => {
    events.close();
    // The list also knows whether one is still signed in, which a refused connection does not say.
    if (failures > 0) tell({ type: 'todos.changed' });
    // At random, so that not everybody comes back at once after a restart.
    const longest = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** failures);
    failures += 1;
    setTimeout(connect, longest * (0.5 + Math.random() / 2));
  });
}

if (document.getElementById('todos')) connect();
