// Follows the changes that others make, over a WebSocket.

const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 30_000;
let failures = 0;

const tell = (detail) => document.dispatchEvent(new CustomEvent('todos', { detail }));

function connect() {
  const socket = new WebSocket(`${location.origin.replace(/^http/, 'ws')}/ws/todos`);
  socket.addEventListener('open', () => {
    failures = 0;
    // What happened while there was no connection is in the list.
    tell({ type: 'todos.changed' });
  });
  socket.addEventListener('message', ({ data }) => tell(JSON.parse(data)));
  socket.addEventListener('close', () => {
    // The list also knows whether one is still signed in, which a refused connection does not say.
    if (failures > 0) tell({ type: 'todos.changed' });
    // At random, so that not everybody comes back at once after a restart.
    const longest = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** failures);
    failures += 1;
    setTimeout(connect, longest * (0.5 + Math.random() / 2));
  });
}

if (document.getElementById('todos')) connect();
