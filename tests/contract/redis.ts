import { once } from 'node:events';
import net from 'node:net';

/** Empties the numbered database that the address names; nothing else of that Redis. */
export async function flushRedis(url: string): Promise<void> {
  const { hostname, port, pathname } = new URL(url);
  const socket = net.connect(Number(port) || 6379, hostname);
  await once(socket, 'connect');
  socket.write(`SELECT ${pathname.slice(1) || 0}\r\nFLUSHDB\r\nQUIT\r\n`);
  let answers = '';
  socket.setEncoding('utf8').on('data', (text: string) => {
    answers += text;
  });
  await once(socket, 'close');
  if (!/^\+OK\r\n\+OK/.test(answers)) throw new Error(`Redis at ${url} says: ${answers}`);
}
