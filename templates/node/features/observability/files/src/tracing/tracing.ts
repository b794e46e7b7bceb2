import { setTimeout as sleep } from 'node:timers/promises';
import {
  type Context,
  context,
  propagation,
  ROOT_CONTEXT,
  SpanKind,
  SpanStatusCode,
  type Tracer,
  trace,
} from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import { W3CTraceContextPropagator } from '@opentelemetry/core';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { resourceFromAttributes } from '@opentelemetry/resources';
import {
  BatchSpanProcessor,
  ParentBasedSampler,
  TraceIdRatioBasedSampler,
  TracerProvider,
} from '@opentelemetry/sdk-trace';
import type { RequestHandler } from 'express';
import type { LogEvent } from 'kysely';
import packageJson from '../../package.json' with { type: 'json' };
import type { Config } from '../config.ts';
import { routeOf } from '../metrics/route.ts';
import { hooks } from './hooks.ts';

/** How long the last spans may take on their way. */
const STOP_MS = 1_500;

/** Sends a span for every request and every query to OTEL_EXPORTER_OTLP_ENDPOINT. */
export function startTracing(config: Config): void {
  const exporter = new OTLPTraceExporter();
  const provider = new TracerProvider({
    resource: resourceFromAttributes({
      'service.name': config.OTEL_SERVICE_NAME ?? packageJson.name,
    }),
    sampler: new ParentBasedSampler({
      root: new TraceIdRatioBasedSampler(config.OTEL_TRACES_SAMPLER_ARG),
    }),
    spanProcessors: [new BatchSpanProcessor({ exporter })],
  });
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
  propagation.setGlobalPropagator(new W3CTraceContextPropagator());

  const tracer = provider.getTracer('app');
  hooks.request = traceRequests(tracer);
  hooks.database = { log: traceQueries(tracer) };
  hooks.logFields = () => {
    const { traceId, spanId } = trace.getActiveSpan()?.spanContext() ?? {};
    return traceId ? { trace_id: traceId, span_id: spanId } : {};
  };
  // What cannot be sent in time is lost; the server stops all the same.
  hooks.stop = () => Promise.race([provider.shutdown().catch(() => {}), sleep(STOP_MS)]);
}

function traceRequests(tracer: Tracer): RequestHandler {
  return (req, res, next) => {
    const parent: Context = propagation.extract(ROOT_CONTEXT, req.headers);
    const attributes = { 'http.request.method': req.method, 'url.path': req.path };
    const span = tracer.startSpan(req.method, { kind: SpanKind.SERVER, attributes }, parent);
    res.once('close', () => {
      const route = routeOf(req);
      span.updateName(`${req.method} ${route}`);
      span.setAttributes({ 'http.route': route, 'http.response.status_code': res.statusCode });
      if (res.statusCode >= 500) span.setStatus({ code: SpanStatusCode.ERROR });
      span.end();
    });
    context.with(trace.setSpan(parent, span), next);
  };
}

/** A query is told of when it is over, hence its span is dated back. */
function traceQueries(tracer: Tracer) {
  return ({ level, query, queryDurationMillis, ...event }: LogEvent) => {
    const end = Date.now();
    const [verb = ''] = query.sql.split(' ', 1);
    const span = tracer.startSpan(verb, {
      kind: SpanKind.CLIENT,
      startTime: end - queryDurationMillis,
      // The text has placeholders where the values of users would be.
      attributes: { 'db.query.text': query.sql, 'db.operation.name': verb },
    });
    if (level === 'error') {
      span.setStatus({ code: SpanStatusCode.ERROR });
      if ('error' in event) span.recordException(event.error as Error);
    }
    span.end(end);
  };
}
