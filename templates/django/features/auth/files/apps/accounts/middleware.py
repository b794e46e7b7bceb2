import time

from django.contrib.auth import SESSION_KEY
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from apps.accounts.csrf import is_proven
from apps.core.guards import SAFE_METHODS
from apps.core.middleware import GetResponse
from apps.core.problems import is_api

TOUCH_SECONDS = 60 * 60


def csrf_proof(get_response: GetResponse) -> GetResponse:
    """For the API, whose requests have no form token: a session alone may change nothing."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        changes = is_api(request) and request.method not in SAFE_METHODS
        if changes and request.user.is_authenticated and not is_proven(request):
            return HttpResponse(status=403)
        return get_response(request)

    return middleware


def sliding_sessions(get_response: GetResponse) -> GetResponse:
    """Puts off the end of a session that is in use, and keeps its answers out of caches."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        session = request.session
        if session.accessed and SESSION_KEY in session:
            response.setdefault("Cache-Control", "private, no-store")
            if session.get("touched", 0) < time.time() - TOUCH_SECONDS:
                session["touched"] = int(time.time())
        return response

    return middleware
