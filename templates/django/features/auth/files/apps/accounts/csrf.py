from django.http import HttpRequest
from django.utils.crypto import constant_time_compare, salted_hmac


def csrf_token_of(request: HttpRequest) -> str:
    """Belongs to the session: who can read it got it from us, and another site cannot."""
    key = request.session.session_key or ""
    return salted_hmac("apps.accounts.csrf", key, algorithm="sha256").hexdigest()


def is_proven(request: HttpRequest) -> bool:
    """By its origin, where the browser says it, or by the token. Foreign origins were refused."""
    own = f"{request.scheme}://{request.get_host()}"
    origin = request.headers.get("Origin")
    site = request.headers.get("Sec-Fetch-Site")
    if origin == own or (origin is None and site == "same-origin"):
        return True
    return constant_time_compare(request.headers.get("X-CSRF-Token", ""), csrf_token_of(request))
