import time
from collections.abc import Set
from typing import Any

from django.db.models import Model
from django.http import HttpRequest

from apps.accounts.models import User
from apps.audit.records import current_request, current_user_id, record
from apps.todos.models import Todo

WATCHED = frozenset({"email", "password", "is_active", "is_staff", "is_superuser"})


def note_login(request: HttpRequest, user: User, **_: Any) -> None:
    request.session["started"] = int(time.time())
    record("login.succeeded", user_id=user.pk)


def note_failed_login(**_: Any) -> None:
    """Without the e-mail: people mistype, and enter passwords there."""
    record("login.failed")


def note_logout(user: User | None, **_: Any) -> None:
    if user:
        record("logout", user_id=user.pk)


def note_new_account(instance: User, created: bool, **_: Any) -> None:
    if created:
        # A visitor signs up; commands have no request, and nobody is known to call them.
        signs_up = current_request.get() is not None and current_user_id() is None
        user_id = instance.pk if signs_up else None
        record("account.created", f"user:{instance.pk}", user_id=user_id)


def note_changed_account(instance: User, update_fields: Set[str] | None = None, **_: Any) -> None:
    """Before it is saved, in the same transaction: the database still knows what was."""
    watched = WATCHED if update_fields is None else WATCHED & update_fields
    stored = User.objects.filter(pk=instance.pk).only(*watched).first() if watched else None
    if not stored:
        return
    changed = {name for name in watched if getattr(stored, name) != getattr(instance, name)}
    subject = f"user:{instance.pk}"
    if changed - {"password"}:
        record("account.updated", subject, fields=sorted(changed - {"password"}))
    # A login may also hash the same password anew.
    is_set = getattr(instance, "_password", None) is not None
    if "password" in changed and (is_set or not instance.has_usable_password()):
        record("password.changed", subject)


def note_deleted_account(instance: User, **_: Any) -> None:
    record("account.deleted", f"user:{instance.pk}")


def note_permissions(instance: Model, action: str, **_: Any) -> None:
    """Of a user or of a group, and which groups a user is in."""
    if action.startswith("post_"):
        record("permissions.changed", f"{instance._meta.model_name}:{instance.pk}")


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
