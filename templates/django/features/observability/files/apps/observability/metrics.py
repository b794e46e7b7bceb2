"""What Prometheus reads: how many requests there were, and how long they took."""

import hmac
import os
import time

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from prometheus_client import (
    CONTENT_TYPE_LATEST,
    REGISTRY,
    CollectorRegistry,
    Counter,
    Histogram,
    generate_latest,
)
from prometheus_client.multiprocess import MultiProcessCollector

from apps.core.problems import Problem, problem_response

METHODS = {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"}

requests = Counter("http_requests", "Requests answered.", ["method", "route", "status"])
durations = Histogram(
    "http_request_duration_seconds", "Time until the answer.", ["method", "route"]
)


def observe(request: HttpRequest, method: str, status: int, started: float) -> None:
    """By route, not by path: what clients can invent would make series without end."""
    match = request.resolver_match
    route = f"/{match.route}" if match else "none"
    method = method if method in METHODS else "other"
    requests.labels(method, route, status).inc()
    durations.labels(method, route).observe(time.perf_counter() - started)


def show_metrics(request: HttpRequest) -> HttpResponse:
    if not settings.METRICS_TOKEN:
        return problem_response(request, Problem(404))
    expected = f"Bearer {settings.METRICS_TOKEN}".encode()
    if not hmac.compare_digest(request.headers.get("Authorization", "").encode(), expected):
        response = problem_response(request, Problem(401, "Send the token as a bearer token."))
        response["WWW-Authenticate"] = "Bearer"
        return response
    return HttpResponse(generate_latest(registry()), content_type=CONTENT_TYPE_LATEST)


def registry() -> CollectorRegistry:
    # `manage.py serve` sets it for its worker processes, which answer for each other.
    if "PROMETHEUS_MULTIPROC_DIR" not in os.environ:
        return REGISTRY
    all_processes = CollectorRegistry()
    MultiProcessCollector(all_processes)  # type: ignore[no-untyped-call]
    return all_processes
