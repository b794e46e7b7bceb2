import json
import os
import signal
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from django.test import Client
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest

from apps.observability.tracing import SERVICE
from tests.server import Start

TOKEN = "a-token-for-the-tests"
needs_signals = pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGTERM")


def scrape(token: str) -> Any:
    return Client().get("/metrics", headers={"Authorization": f"Bearer {token}"})


def test_without_a_token_there_are_no_metrics(db: None, settings: Any) -> None:
    settings.METRICS_TOKEN = ""
    for token in ("", TOKEN):
        assert scrape(token).status_code == 404


def test_the_token_opens_the_metrics_whatever_the_host(db: None, settings: Any) -> None:
    settings.METRICS_TOKEN = TOKEN
    for token in ("", "another", "ü"):
        response = scrape(token)
        assert (response.status_code, response["WWW-Authenticate"]) == (401, "Bearer")
    headers = {"Authorization": f"Bearer {TOKEN}", "Host": "10.0.0.1:8000"}
    response = Client().get("/metrics", headers=headers)
    assert response.status_code == 200
    assert response["Content-Type"].startswith("text/plain")


def test_requests_are_counted_by_route(db: None, settings: Any) -> None:
    settings.METRICS_TOKEN = TOKEN
    for path in ("/api/todos/1", "/api/todos/2", "/api/nope"):
        Client().get(path)
    Client().generic("BREW", "/")
    text = scrape(TOKEN).content.decode()
    assert 'route="/api/todos/<todo_id:todo_id>"' in text
    assert 'method="GET",route="none",status="404"' in text
    assert 'method="other"' in text
    assert "nope" not in text


@needs_signals
def test_metrics_are_the_sum_over_all_processes(start: Start) -> None:
    server = start(WEB_CONCURRENCY="2", METRICS_TOKEN=TOKEN)
    for _ in range(20):
        server.get("/api/openapi-of-nothing")
    server.headers = {"Authorization": f"Bearer {TOKEN}"}
    for _ in range(5):
        _, text = server.ask("GET", "/metrics")
        assert b'http_requests_total{method="GET",route="none",status="404"} 20.0' in text


class Collector(BaseHTTPRequestHandler):
    spans: list[Any]
    services: set[str]

    def do_POST(self) -> None:
        request = ExportTraceServiceRequest()
        request.ParseFromString(self.rfile.read(int(self.headers["Content-Length"])))
        self.services |= {
            each.value.string_value
            for resource in request.resource_spans
            for each in resource.resource.attributes
            if each.key == "service.name"
        }
        self.spans += [
            span
            for resource in request.resource_spans
            for scope in resource.scope_spans
            for span in scope.spans
        ]
        self.send_response(200)
        self.end_headers()

    def log_message(self, format: str, *args: Any) -> None:
        """Nothing: the test speaks."""


@pytest.fixture
def collector() -> Iterator[ThreadingHTTPServer]:
    Collector.spans, Collector.services = [], set()
    with ThreadingHTTPServer(("127.0.0.1", 0), Collector) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server
        server.shutdown()


@needs_signals
@pytest.mark.parametrize(
    ("processes", "given", "named"), [("1", "", SERVICE), ("2", "tested", "tested")]
)
def test_requests_are_traced(
    start: Start, collector: ThreadingHTTPServer, processes: str, given: str, named: str
) -> None:
    endpoint = f"http://127.0.0.1:{collector.server_port}"
    server = start(
        WEB_CONCURRENCY=processes,
        OTEL_EXPORTER_OTLP_ENDPOINT=endpoint,
        OTEL_SERVICE_NAME=given,
    )
    trace_id = "0af7651916cd43dd8448eb211c80319c"
    server.headers = {"traceparent": f"00-{trace_id}-b7ad6b7169203331-01"}
    server.ask("GET", "/api/todos/7")
    server.headers = {}
    server.process.send_signal(signal.SIGTERM)
    stdout, _ = server.process.communicate(timeout=10)
    assert server.process.returncode == 0
    [span] = [span for span in Collector.spans if span.trace_id.hex() == trace_id]
    assert "api/todos" in span.name
    assert Collector.services == {named}
    attributes = {each.key: each.value for each in span.attributes}
    assert any(value.string_value == "GET" for value in attributes.values())
    assert not any("livez" in span.name for span in Collector.spans)
    lines = [json.loads(line) for line in stdout.splitlines()]
    [line] = [line for line in lines if line["message"] == "GET /api/todos/7"]
    assert line["trace_id"] == trace_id


@needs_signals
def test_a_collector_that_is_away_disturbs_nothing(start: Start) -> None:
    server = start(OTEL_EXPORTER_OTLP_ENDPOINT="http://127.0.0.1:9")
    assert server.get("/livez") == 200
    server.process.send_signal(signal.SIGTERM)
    server.process.communicate(timeout=10)
    assert server.process.returncode == 0


def test_without_a_collector_nothing_of_it_is_loaded(start: Start) -> None:
    code = "import sys, django; django.setup(); print('apps.observability.tracing' in sys.modules)"
    server = start()
    assert server.manage("shell", "-v0", "-c", code).stdout.strip() == "False"
