"""What workers do. Each may run twice, when a worker dies: what it does must bear that."""

import json
import logging
import urllib.request
from difflib import SequenceMatcher
from itertools import combinations
from typing import Any
from urllib.error import HTTPError

from celery import shared_task
from django.conf import settings
from django.core.management import call_command

from apps.todos.models import Todo

logger = logging.getLogger(__name__)

ALIKE = 0.85


class RefuseRedirects(urllib.request.HTTPRedirectHandler):
    """Whoever follows one asks with GET, and the message is lost."""

    def redirect_request(self, *args: Any, **kwargs: Any) -> None:
        return None


opener = urllib.request.build_opener(RefuseRedirects)


@shared_task(
    autoretry_for=(OSError,),
    retry_backoff=1,
    retry_backoff_max=600,
    retry_jitter=True,
    max_retries=10,
)
def deliver(message: dict[str, Any]) -> None:
    """Tells another system what changed; waits longer each time that it does not answer."""
    request = urllib.request.Request(  # noqa: S310
        settings.WEBHOOK_URL,
        json.dumps(message).encode(),
        {"Content-Type": "application/json"},
    )
    try:
        opener.open(request, timeout=10).close()
    except HTTPError as error:
        error.close()
        if error.code >= 500 or error.code == 429:
            raise
        logger.error("The webhook refuses the message with %s", error.code)


@shared_task
def find_duplicates() -> list[tuple[str, str]]:
    """Pairs of titles that are almost the same: the work grows with the square of the list."""
    titles = Todo.objects.values_list("title", flat=True).distinct().order_by("title")
    return [pair for pair in combinations(titles, 2) if are_alike(*pair)]


def are_alike(one: str, other: str) -> bool:
    return SequenceMatcher(None, one.casefold(), other.casefold()).ratio() >= ALIKE


@shared_task
def clear_sessions() -> None:
    """Sessions that have ended stay in the database until this."""
    call_command("clearsessions")
