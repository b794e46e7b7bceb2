import hashlib
from typing import Any

from asgiref.sync import sync_to_async
from django.contrib.auth.backends import ModelBackend
from django.http import HttpRequest

from apps.accounts.models import User
from apps.core.clients import client_key
from apps.core.ratelimit import limiter

ADDRESS_FAILURES, ACCOUNT_FAILURES, SECONDS = 50, 10, 15 * 60


class LimitedBackend(ModelBackend):
    """Lets nobody try many passwords, whichever way they come: of one address, for one account."""

    def authenticate(
        self,
        request: HttpRequest | None,
        username: str | None = None,
        password: str | None = None,
        **kwargs: Any,
    ) -> User | None:
        account = hashlib.sha256(str(username or kwargs.get("email")).lower().encode()).hexdigest()
        limits = {f"login of {account}": ACCOUNT_FAILURES}
        if request is not None:
            limits[f"login from {client_key(request)}"] = ADDRESS_FAILURES
        # Counted before the password is looked at, so that parallel guesses are counted as well.
        for key, limit in limits.items():
            limiter.check(key, limit, SECONDS)
        user = super().authenticate(request, username, password, **kwargs)
        if user is not None:
            for key in limits:
                limiter.forgive(key)
        return user

    async def aauthenticate(self, *args: Any, **kwargs: Any) -> User | None:
        return await sync_to_async(self.authenticate)(*args, **kwargs)
