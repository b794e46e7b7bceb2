import cluster from 'node:cluster';

/** Carries texts to every process of the application, the sender's own included. */
export interface Bus {
  send(text: string): void;
  receive(listener: (text: string) => void): void;
}

interface News {
  news: string;
}

/** Between the processes of this machine. */
export const machineBus = (): Bus => (cluster.isWorker ? throughPrimary() : withinProcess());

function withinProcess(): Bus {
  const listeners: ((text: string) => void)[] = [];
  return {
    send: (text) => listeners.forEach((listener) => void listener(text)),
    receive: (listener) => void listeners.push(listener),
  };
}

function throughPrimary(): Bus {
  return {
    send: (text) => void process.send?.({ news: text } satisfies News),
    receive: (listener) =>
      // Others talk on this channel as well.
      process.on('message', ({ news }: Partial<News>) => {
        if (news !== undefined) listener(news);
      }),
  };
}

/** In the primary: hands what one worker says to all of them. */
export function relayNews(): void {
  cluster.on('message', (_worker, { news }: Partial<News>) => {
    if (news === undefined) return;
    for (const worker of Object.values(cluster.workers ?? {})) {
      worker?.send({ news } satisfies News, () => {}); // The worker may be gone by now.
    }
  });
}
