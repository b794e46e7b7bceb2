"""The rules of to-dos; views, API and commands only translate."""

from collections.abc import Collection, Mapping
from typing import Any

from django.db import transaction
from django.db.models import F, QuerySet
from django.utils import timezone

from apps.todos.models import Todo


class Stale(Exception):
    """It changed since the caller read it."""


def list_todos(
    *, limit: int, after: int | None = None, completed: bool | None = None
) -> tuple[list[Todo], bool]:
    """A page in order of creation, and whether there is more."""
    todos = Todo.objects.all()
    if after is not None:
        todos = todos.filter(pk__gt=after)
    if completed is not None:
        todos = todos.filter(completed=completed)
    page = list(todos[: limit + 1])
    return page[:limit], len(page) > limit


def get_todo(todo_id: int) -> Todo:
    return Todo.objects.get(pk=todo_id)


def create_todo(*, title: str, completed: bool = False, order: int | None = None) -> Todo:
    return Todo.objects.create(title=title, completed=completed, order=order)


@transaction.atomic
def update_todo(
    todo_id: int, changes: Mapping[str, Any], versions: Collection[int] | None = None
) -> Todo:
    """Changes only what is given. With `versions`, only while it still has one of them."""
    if changes:
        bump = {"version": F("version") + 1, "updated_at": timezone.now()}
        if not matching(todo_id, versions).update(**changes, **bump):
            refuse(todo_id)
    elif not matching(todo_id, versions).exists():
        refuse(todo_id)
    return get_todo(todo_id)


@transaction.atomic
def delete_todo(todo_id: int, versions: Collection[int] | None = None) -> None:
    deleted, _ = matching(todo_id, versions).delete()
    if not deleted:
        refuse(todo_id)


def delete_todos() -> None:
    Todo.objects.all().delete()


def matching(todo_id: int, versions: Collection[int] | None) -> QuerySet[Todo]:
    todos = Todo.objects.filter(pk=todo_id)
    return todos if versions is None else todos.filter(version__in=versions)


def refuse(todo_id: int) -> None:
    """Says why nothing matched: it is gone, or only its version differs."""
    get_todo(todo_id)
    raise Stale
