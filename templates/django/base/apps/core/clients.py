"""Who sent a request: believes exactly as many proxies as the environment counts."""

import ipaddress

from django.conf import settings
from django.http import HttpRequest


def believe_proxies(request: HttpRequest) -> None:
    """Reduces the forwarded headers to what the outermost trusted proxy said."""
    for header, target in {
        "HTTP_X_FORWARDED_FOR": "REMOTE_ADDR",
        "HTTP_X_FORWARDED_HOST": "HTTP_X_FORWARDED_HOST",
        "HTTP_X_FORWARDED_PROTO": "HTTP_X_FORWARDED_PROTO",
    }.items():
        values = [
            value.strip() for value in request.META.get(header, "").split(",") if value.strip()
        ]
        if settings.TRUSTED_PROXIES and values:
            request.META[target] = values[-settings.TRUSTED_PROXIES :][0]


def client_key(request: HttpRequest) -> str:
    """The client's address; of IPv6 the network, since one client has a whole one."""
    address = str(request.META.get("REMOTE_ADDR", ""))
    try:
        if ipaddress.ip_address(address).version == 6:
            return str(ipaddress.ip_network(f"{address}/64", strict=False))
    except ValueError:
        pass
    return address
