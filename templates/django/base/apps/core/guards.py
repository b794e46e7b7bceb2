"""Middleware that turns requests away: from other sites, too many, too large."""

import math

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from apps.core.clients import client_key
from apps.core.middleware import GetResponse
from apps.core.problems import Problem, is_api, problem_response
from apps.core.ratelimit import TooMany, limiter

SAFE_METHODS = {"GET", "HEAD", "OPTIONS"}
API_SECONDS = 60


def same_origin(get_response: GetResponse) -> GetResponse:
    """Refuses to change anything for another site's page."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        if request.method in SAFE_METHODS or is_same_origin(request):
            return get_response(request)
        return HttpResponse(status=403)

    return middleware


def is_same_origin(request: HttpRequest) -> bool:
    origin = request.headers.get("Origin")
    if origin in settings.CORS_ALLOWED_ORIGINS and is_api(request):
        return True
    if origin is not None and origin != f"{request.scheme}://{request.get_host()}":
        return False
    return request.headers.get("Sec-Fetch-Site", "same-origin") in {"same-origin", "none"}


def rate_limit(get_response: GetResponse) -> GetResponse:
    def middleware(request: HttpRequest) -> HttpResponseBase:
        if not is_api(request):
            return get_response(request)
        limit = settings.RATE_LIMIT
        count, seconds_left = limiter.count(client_key(request), API_SECONDS)
        left, reset = max(0, limit - count), math.ceil(seconds_left)
        response = get_response(request) if count <= limit else HttpResponse(status=429)
        response["RateLimit-Policy"] = f'"default";q={limit};w={API_SECONDS}'
        response["RateLimit"] = f'"default";r={left};t={reset}'
        if response.status_code == 429:
            response.headers.setdefault("Retry-After", str(reset))  # A view knows its own limit.
        return response

    return middleware


class TooManyMiddleware:
    """Answers 429 for whatever view ran into a limit."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if not isinstance(error, TooMany):
            return None
        if is_api(request):
            response = problem_response(request, Problem(429, str(error)))
        else:
            response = HttpResponse(status=429)
        response["Retry-After"] = error.retry_after
        return response


def body_limit(get_response: GetResponse) -> GetResponse:
    def middleware(request: HttpRequest) -> HttpResponseBase:
        try:
            too_large = len(request.body) > settings.DATA_UPLOAD_MAX_MEMORY_SIZE
        except RequestDataTooBig:
            too_large = True
        return HttpResponse(status=413) if too_large else get_response(request)

    return middleware
