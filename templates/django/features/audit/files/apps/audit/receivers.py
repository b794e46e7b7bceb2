import time
from typing import Any

from django.http import HttpRequest

from apps.accounts.models import User
from apps.audit.records import current_request, current_user_id, record
from apps.todos.models import Todo


def note_login(request: HttpRequest, user: User, **_: Any) -> None:
    request.session["started"] = int(time.time())
    record("login.succeeded", user_id=user.pk)


def note_failed_login(**_: Any) -> None:
    """Without the e-mail: people mistype, and enter passwords there."""
    record("login.failed")


def note_logout(user: User | None, **_: Any) -> None:
    if user:
        record("logout", user_id=user.pk)


def note_account(instance: User, created: bool, **_: Any) -> None:
    subject = f"user:{instance.pk}"
    if created:
        # A visitor signs up; commands have no request, and nobody is known to call them.
        signs_up = current_request.get() is not None and current_user_id() is None
        record("account.created", subject, user_id=instance.pk if signs_up else None)
    elif getattr(instance, "_password", None) is not None:  # set_password() was called.
        record("password.changed", subject)


def note_change(
    kind: str,
    *,
    owner: User,
    todo: Todo | None = None,
    todo_id: int | None = None,
    fields: list[str] | None = None,
    **_: Any,
) -> None:
    changed = todo.pk if todo else todo_id
    subject = f"todo:{changed}" if changed else f"user:{owner.pk}"
    record(kind, subject, fields=fields or [])
