import time

from django.contrib.auth import logout
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from apps.audit.records import current_request
from apps.core.middleware import GetResponse

LIFETIME_SECONDS = 12 * 60 * 60


def whose_request(get_response: GetResponse) -> GetResponse:
    """Lets the audit log know who is asking."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        token = current_request.set(request)
        try:
            return get_response(request)
        finally:
            current_request.reset(token)

    return middleware


def lifetime(get_response: GetResponse) -> GetResponse:
    """Ends a session some hours after its login, however busy it is."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        if request.user.is_authenticated:
            started = request.session.get("started", 0)
            if started < time.time() - LIFETIME_SECONDS:
                logout(request)
        return get_response(request)

    return middleware
