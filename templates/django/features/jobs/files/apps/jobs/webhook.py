import logging
from functools import partial
from typing import Any

from django.conf import settings
from django.db import transaction
from kombu.exceptions import OperationalError

from apps.jobs.tasks import deliver
from apps.todos.models import Todo
from apps.todos.schemas import TodoOut

logger = logging.getLogger(__name__)


def send_change(
    kind: str, *, todo: Todo | None = None, todo_id: int | None = None, **_: Any
) -> None:
    if not settings.WEBHOOK_URL:
        return
    message: dict[str, Any] = {"type": kind}
    if todo:
        message["todo"] = TodoOut.of(todo, "/api/todos").model_dump(mode="json")
    elif todo_id:
        message["id"] = todo_id
    transaction.on_commit(partial(enqueue, message))


def enqueue(message: dict[str, Any]) -> None:
    try:
        deliver.delay(message)
    except OperationalError:
        # The change itself is done, and its caller is told so.
        logger.exception("The webhook is not told of %s", message["type"])
