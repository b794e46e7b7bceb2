import cluster from 'node:cluster';
import type { RequestHandler } from 'express';
import { AggregatorRegistry, collectDefaultMetrics, Histogram, register } from 'prom-client';
import { Problem } from '../http/problem.ts';
import type { Logger } from '../logger.ts';
import { routeOf } from './route.ts';

const METHODS = new Set(['GET', 'HEAD', 'OPTIONS', 'POST', 'PUT', 'PATCH', 'DELETE']);

const durations = new Histogram({
  name: 'http_request_duration_seconds',
  help: 'How long requests took to be answered, by route.',
  labelNames: ['method', 'route', 'status'],
  buckets: [0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
});

let isCollecting = false;

/** Measures every request. Labels have few values, whatever clients send. */
export function measureRequests(): RequestHandler {
  // Of the process, hence once, however many applications it has.
  if (!isCollecting) collectDefaultMetrics();
  isCollecting = true;
  return (req, res, next) => {
    const stop = durations.startTimer();
    res.once('close', () => {
      const method = METHODS.has(req.method) ? req.method : 'other';
      stop({ method, route: routeOf(req), status: res.statusCode });
    });
    next();
  };
}

interface Question {
  metricsFor: number;
}

interface Answer {
  metricsOf: number;
  /** Not there when a process did not answer: a part would look like a fall in traffic. */
  text?: string;
}

export const contentType = register.contentType;

/** The metrics of all processes of this machine. */
export const collectMetrics = (): Promise<string> =>
  cluster.isWorker ? askPrimary() : register.metrics();

const waiting = new Map<number, (text?: string) => void>();
let questions = 0;

async function askPrimary(): Promise<string> {
  const text = await new Promise<string | undefined>((resolve) => {
    questions += 1;
    waiting.set(questions, resolve);
    process.send?.({ metricsFor: questions } satisfies Question);
  });
  if (text === undefined) throw new Problem(503, 'A process of this machine did not answer.');
  return text;
}

if (cluster.isWorker) {
  // Makes this process answer the primary.
  new AggregatorRegistry();
  process.on('message', ({ metricsOf, text }: Partial<Answer>) => {
    if (metricsOf === undefined) return;
    waiting.get(metricsOf)?.(text);
    waiting.delete(metricsOf);
  });
}

/** In the primary: adds up what the workers have measured. */
export function addUpMetrics(logger: Logger): void {
  const registry = new AggregatorRegistry();
  cluster.on('message', async (worker, { metricsFor }: Partial<Question>) => {
    if (metricsFor === undefined) return;
    const answer: Answer = { metricsOf: metricsFor };
    try {
      answer.text = await registry.clusterMetrics();
    } catch (error) {
      logger.warn({ err: error }, 'the metrics of all processes could not be added up');
    }
    worker.send(answer, () => {});
  });
}
