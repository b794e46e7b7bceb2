"""
The rules of to-dos; views, API and commands only translate.

`todos` are those that the caller may see and change.
"""

from collections.abc import Collection, Mapping
from typing import Any

from django.db import transaction
from django.db.models import F, Manager, QuerySet
from django.utils import timezone

from apps.todos.models import Todo

Todos = Manager[Todo]


class Stale(Exception):
    """It changed since the caller read it."""


def list_todos(
    todos: Todos, *, limit: int, after: int | None = None, completed: bool | None = None
) -> tuple[list[Todo], bool]:
    """A page in order of creation, and whether there is more."""
    matches = todos.all()
    if after is not None:
        matches = matches.filter(pk__gt=after)
    if completed is not None:
        matches = matches.filter(completed=completed)
    page = list(matches[: limit + 1])
    return page[:limit], len(page) > limit


def get_todo(todos: Todos, todo_id: int) -> Todo:
    return todos.get(pk=todo_id)


def create_todo(
    todos: Todos, *, title: str, completed: bool = False, order: int | None = None
) -> Todo:
    return todos.create(title=title, completed=completed, order=order)


@transaction.atomic
def update_todo(
    todos: Todos,
    todo_id: int,
    changes: Mapping[str, Any],
    versions: Collection[int] | None = None,
) -> Todo:
    """Changes only what is given. With `versions`, only while it still has one of them."""
    if changes:
        bump = {"version": F("version") + 1, "updated_at": timezone.now()}
        if not matching(todos, todo_id, versions).update(**changes, **bump):
            refuse(todos, todo_id)
    elif not matching(todos, todo_id, versions).exists():
        refuse(todos, todo_id)
    return get_todo(todos, todo_id)


@transaction.atomic
def delete_todo(todos: Todos, todo_id: int, versions: Collection[int] | None = None) -> None:
    deleted, _ = matching(todos, todo_id, versions).delete()
    if not deleted:
        refuse(todos, todo_id)


def delete_todos(todos: Todos) -> None:
    todos.all().delete()


def matching(todos: Todos, todo_id: int, versions: Collection[int] | None) -> QuerySet[Todo]:
    matches = todos.filter(pk=todo_id)
    return matches if versions is None else matches.filter(version__in=versions)


def refuse(todos: Todos, todo_id: int) -> None:
    """Says why nothing matched: it is gone, or only its version differs."""
    get_todo(todos, todo_id)
    raise Stale
