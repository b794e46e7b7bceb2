"""Errors as `application/problem+json` (RFC 9457) for programs and as a page for people."""

from collections.abc import Sequence
from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render

from apps.core.logs import current_request_id

PROBLEM_TYPE = "application/problem+json"

# The phrases of RFC 9110, which Python has from 3.13 on.
TITLES = {413: "Content Too Large", 422: "Unprocessable Content"}

DETAILS = {
    400: "The request could not be understood.",
    403: "The request was sent from another site or lacks its proof of origin.",
    404: "There is nothing at this address.",
    405: "This address does not take that method.",
    412: "It has changed since you read it.",
    413: "The body is larger than 102,400 bytes.",
    415: "The body must be application/json in UTF-8.",
    422: "Some values are not acceptable.",
    429: "Too many requests. Try again later.",
    431: "The request headers are larger than 16 kB.",
    503: "The server is restarting or its database does not answer.",
}
UNEXPECTED = "Something went wrong. The error has been logged."

PAGES = {
    400: ("Bad request", "The request could not be understood."),
    403: (
        "Not allowed",
        "This form was sent from another site or has expired. Open the list and try again.",
    ),
    404: ("Page not found", "There is nothing at this address. It may have been deleted."),
    405: ("Not allowed here", "This address does not take that kind of request."),
    413: ("Too much text", "The form is larger than the server takes."),
    415: ("Not understood", "The form was sent in a format the server does not take."),
    429: ("Too many requests", "Wait a moment, then try again."),
    500: (
        "Something went wrong",
        "The error has been logged. If it happens again, quote the request id.",
    ),
    503: ("Not available", "The server is restarting or busy. Try again in a moment."),
}


class Problem(Exception):
    def __init__(
        self, status: int, detail: str = "", errors: Sequence[dict[str, str]] = ()
    ) -> None:
        super().__init__(status, detail)
        self.status = status
        self.detail = detail or DETAILS.get(status, UNEXPECTED)
        self.errors = errors


def problem_content(problem: Problem, instance: str, request_id: str | None) -> dict[str, Any]:
    content = {
        "type": "about:blank",
        "title": TITLES.get(problem.status) or HTTPStatus(problem.status).phrase,
        "status": problem.status,
        "detail": problem.detail,
        "instance": instance,
        "request_id": request_id,
    }
    return content | ({"errors": problem.errors} if problem.errors else {})


def problem_response(request: HttpRequest, problem: Problem) -> HttpResponse:
    instance = request.get_full_path().partition("?")[0]
    content = problem_content(problem, instance, current_request_id.get())
    return JsonResponse(content, status=problem.status, content_type=PROBLEM_TYPE)


def error_page(request: HttpRequest, status: int) -> HttpResponse:
    heading, sentence = PAGES.get(status, PAGES[400 if status < 500 else 500])
    context = {
        "status": status,
        "heading": heading,
        "sentence": sentence,
        "request_id": current_request_id.get(),
    }
    return render(request, "error.html", context, status=status)


def is_api(request: HttpRequest) -> bool:
    return request.path_info == "/api" or request.path_info.startswith("/api/")


def wants_page(request: HttpRequest) -> bool:
    if is_api(request):
        return False
    # For who takes anything, the first: browsers ask for text/html by name.
    types = [PROBLEM_TYPE, "application/json", "text/html"]
    return request.get_preferred_type(types) == "text/html"
