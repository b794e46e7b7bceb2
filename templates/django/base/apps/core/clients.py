"""Who sent a request: believes exactly as many proxies as the environment counts."""

import ipaddress
import re

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
    request.META["REMOTE_ADDR"] = without_port(str(request.META.get("REMOTE_ADDR", "")))


def without_port(address: str) -> str:
    """Some proxies add the port, which is another for each connection."""
    match = re.fullmatch(r"\[(.+)\](?::\d+)?|([\d.]+):\d+", address)
    return (match[1] or match[2]) if match else address


def client_key(request: HttpRequest) -> str:
    """The client's address; of IPv6 the network, since one client has a whole one."""
    text = str(request.META.get("REMOTE_ADDR", ""))
    try:
        address = ipaddress.ip_address(text)
    except ValueError:
        return text
    if isinstance(address, ipaddress.IPv4Address):
        return str(address)
    if address.ipv4_mapped:
        return str(address.ipv4_mapped)
    return str(ipaddress.ip_network((int(address), 64), strict=False))
