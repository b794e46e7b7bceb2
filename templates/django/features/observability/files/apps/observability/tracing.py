"""Traces by OpenTelemetry; loaded only when there is a collector to send them to."""

import logging
from multiprocessing.util import Finalize
from typing import Any

from opentelemetry import trace
from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
from opentelemetry.instrumentation.django import DjangoInstrumentor
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor

NOT_TRACED = "livez,readyz,metrics"


def start_tracing(endpoint: str) -> None:
    provider = TracerProvider()
    exporter = OTLPSpanExporter(endpoint=f"{endpoint.rstrip('/')}/v1/traces")
    provider.add_span_processor(BatchSpanProcessor(exporter))
    trace.set_tracer_provider(provider)
    # What is left is sent at the end, also of worker processes, for which atexit does nothing.
    Finalize(None, provider.force_flush, [1000], exitpriority=10)
    DjangoInstrumentor().instrument(excluded_urls=NOT_TRACED)
    name_traces_in_logs()


def name_traces_in_logs() -> None:
    make_record = logging.getLogRecordFactory()

    def make_traced_record(*args: Any, **kwargs: Any) -> logging.LogRecord:
        record = make_record(*args, **kwargs)
        context = trace.get_current_span().get_span_context()
        if context.is_valid:
            record.trace_id = trace.format_trace_id(context.trace_id)
        return record

    logging.setLogRecordFactory(make_traced_record)
