"""Who may open a WebSocket is decided before the upgrade."""

import io
from typing import Any

from channels.security.websocket import WebsocketDenier
from django.conf import settings
from django.core.exceptions import DisallowedHost
from django.core.handlers.asgi import ASGIRequest

from apps.core.clients import believe_proxies
from apps.core.guards import is_same_origin

SCHEMES = {"ws": "http", "wss": "https"}


class OriginValidator:
    """
    Takes the pages that may post forms, and programs, which send no Origin. (Channels'
    AllowedHostsOriginValidator takes pages of every port of a host, and no programs.)
    """

    def __init__(self, application: Any) -> None:
        self.application = application

    async def __call__(self, scope: Any, receive: Any, send: Any) -> Any:
        application = self.application if is_welcome(scope) else WebsocketDenier()
        return await application(scope, receive, send)


def is_welcome(scope: Any) -> bool:
    request = request_of(scope)
    try:
        request.get_host()
    except DisallowedHost:
        return False
    return request.headers.get("Origin") in settings.CORS_ALLOWED_ORIGINS or is_same_origin(request)


def origin_of(scope: Any) -> str:
    return request_of(scope).build_absolute_uri("/").rstrip("/")


def request_of(scope: Any) -> ASGIRequest:
    """The handshake as the HTTP request that it is."""
    http = scope | {"type": "http", "method": "GET", "scheme": SCHEMES[scope["scheme"]]}
    request = ASGIRequest(http, io.BytesIO())
    believe_proxies(request)
    proto = request.headers.get("X-Forwarded-Proto")
    if proto in SCHEMES:  # as some proxies say of a socket, such as Traefik
        request.META["HTTP_X_FORWARDED_PROTO"] = SCHEMES[proto]
    return request
