import logging
from typing import Any

from django.apps import AppConfig
from django.contrib.auth.signals import user_login_failed
from django.http import HttpRequest

logger = logging.getLogger(__name__)


class AccountsConfig(AppConfig):
    name = "apps.accounts"

    def ready(self) -> None:
        user_login_failed.connect(log_failed_login)


def log_failed_login(request: HttpRequest | None = None, **_: Any) -> None:
    client = request.META.get("REMOTE_ADDR") if request else None
    logger.warning("A login failed", extra={"client": client})
