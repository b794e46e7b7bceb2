"""Turns changes of to-dos into messages, once they are committed."""

from functools import partial
from typing import Any

from django.db import transaction
from django.db.models import Model

from apps.live.feed import Message
from apps.live.hub import hub
from apps.live.order import DELETED
from apps.todos.models import Todo
from apps.todos.schemas import TodoOut

TODOS_PATH = "/api/todos"


def publish(
    kind: str,
    *,
    owner: Model | None,
    todo: Todo | None = None,
    todo_id: int | None = None,
    newest: list[int] | None = None,
    **_: Any,
) -> None:
    message: Message = {"type": kind}
    if todo:
        # Each client is told the address with the host it knows: see `localise`.
        message["todo"] = TodoOut.of(todo, TODOS_PATH).model_dump(mode="json")
    elif todo_id:
        message["id"] = todo_id
    elif newest:
        message["newest"] = newest
    audience = owner.pk if owner else None
    version = todo.version if todo else DELETED
    transaction.on_commit(partial(hub.publish, audience, version, message))


def localise(message: Message, origin: str) -> Message:
    if "todo" not in message:
        return message
    todo = message["todo"]
    return message | {"todo": todo | {"url": origin + todo["url"]}}
