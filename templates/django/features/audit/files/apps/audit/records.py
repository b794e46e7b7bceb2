from collections.abc import Iterable
from contextvars import ContextVar

from django.http import HttpRequest

from apps.audit.models import AuditEntry
from apps.core.logs import current_request_id

current_request: ContextVar[HttpRequest | None] = ContextVar("request", default=None)


def record(
    action: str, subject: str = "", *, fields: Iterable[str] = (), user_id: int | None = None
) -> None:
    """Notes what was done; within a transaction the entry stands and falls with it."""
    AuditEntry.objects.create(
        action=action,
        subject=subject,
        fields=", ".join(fields),
        user_id=user_id or current_user_id(),
        request_id=current_request_id.get() or "",
    )


def current_user_id() -> int | None:
    user = getattr(current_request.get(), "user", None)
    return user.pk if user else None
