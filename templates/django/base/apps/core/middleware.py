"""What happens around every request; settings.MIDDLEWARE has the order."""

import logging
import re
import time
import uuid
from collections.abc import Callable

from csp.utils import build_policy
from django.conf import settings
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.http.response import HttpResponseBase
from whitenoise.middleware import WhiteNoiseMiddleware

from apps.core.clients import believe_proxies
from apps.core.health import CHECKS
from apps.core.logs import current_request_id
from apps.core.problems import PROBLEM_TYPE, Problem, error_page, problem_response, wants_page

GetResponse = Callable[[HttpRequest], HttpResponseBase]

access_log = logging.getLogger("access")
VALID_ID = re.compile(r"[A-Za-z0-9._-]{1,128}")
# What views answer with a form that says what is wrong.
FORM_STATUSES = {401, 409, 422}


def request_context(get_response: GetResponse) -> GetResponse:
    """Gives the request its id and its client's address, and writes the access log."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        started = time.perf_counter()
        given = request.headers.get("X-Request-Id", "")
        request_id = given if VALID_ID.fullmatch(given) else str(uuid.uuid4())
        token = current_request_id.set(request_id)
        try:
            method = request.method
            believe_proxies(request)
            response = get_response(request)
            response["X-Request-Id"] = request_id
            set_length(response)
            fields = {
                "status": response.status_code,
                "duration_ms": round((time.perf_counter() - started) * 1000, 1),
                "client": request.META.get("REMOTE_ADDR"),
            }
            path = request.get_full_path().partition("?")[0]
            access_log.info("%s %s", method, path, extra=fields)
            return response
        finally:
            current_request_id.reset(token)

    return middleware


def set_length(response: HttpResponseBase) -> None:
    """For answers that CommonMiddleware did not see, and for 204, which has no content at all."""
    if response.status_code == 204:
        del response["Content-Type"], response["Content-Length"]
    elif isinstance(response, HttpResponse):
        response.setdefault("Content-Length", str(len(response.content)))


def error_responses(get_response: GetResponse) -> GetResponse:
    """Turns every bare error, whoever made it, into a problem or an error page."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        status = response.status_code
        if status < 400 or status in FORM_STATUSES or response.get("Content-Type") == PROBLEM_TYPE:
            return response
        page = wants_page(request)
        if page and settings.DEBUG and status == 500:
            return response  # Django's own page tells a developer more.
        better = error_page(request, status) if page else problem_response(request, Problem(status))
        for name, value in response.items():
            if name.lower() not in {"content-type", "content-length"}:
                better[name] = value
        # django-csp leaves errors without a policy while DEBUG is on.
        better["Content-Security-Policy"] = build_policy()
        return better

    return middleware


def health_checks(get_response: GetResponse) -> GetResponse:
    def middleware(request: HttpRequest) -> HttpResponseBase:
        check = CHECKS.get(request.path_info)
        if check is None:
            return get_response(request)
        if request.method in {"GET", "HEAD"}:
            return check(request)
        return answer_method(request, HttpResponseNotAllowed(["GET"]))

    return middleware


class StaticFilesMiddleware(WhiteNoiseMiddleware):  # type: ignore[misc]
    """WhiteNoise, without streaming: under ASGI Django warns of synchronous streams."""

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response: HttpResponseBase = super().__call__(request)
        if not isinstance(response, FileResponse):
            return response
        content = b"".join(response)
        response.close()
        return HttpResponse(content, status=response.status_code, headers=dict(response.items()))


def method_answers(get_response: GetResponse) -> GetResponse:
    """Lets every address answer HEAD and OPTIONS."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        if request.method == "HEAD":
            request.method = "GET"  # The server leaves the body out.
        return answer_method(request, get_response(request))

    return middleware


def answer_method(request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
    if response.status_code != 405:
        return response
    allowed = {method.strip() for method in response.get("Allow", "").split(",") if method.strip()}
    allowed |= {"OPTIONS"} | ({"HEAD"} if "GET" in allowed else set())
    if request.method == "OPTIONS":
        response = HttpResponse(status=204)
    response["Allow"] = ", ".join(sorted(allowed))
    return response
