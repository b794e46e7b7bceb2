import asyncio
from typing import Any

import pytest

from apps.live.feed import LIMIT, Feed
from apps.live.hub import Hub
from apps.live.order import DELETED, REMEMBERED, Order


def numbered(*versions: float) -> list[dict[str, Any]]:
    return [{"type": "todo.updated", "todo": {"id": 7, "version": each}} for each in versions]


def told(order: Order, *versions: float) -> list[float]:
    """What is told of a to-do when its messages arrive in this order."""
    due = [order.take(7, each, message) for each in versions for message in numbered(each)]
    return [message["todo"]["version"] for messages in due for message in messages]


@pytest.mark.parametrize(
    ("arriving", "expected"),
    [
        ([1, 2, 3], [1, 2, 3]),
        ([1, 3, 2, 4], [1, 2, 3, 4]),
        ([1, 4, 3, 2], [1, 2, 3, 4]),
        ([1, 2, 2, 1], [1, 2]),
        ([5, 6], [5, 6]),
        ([1, 3, DELETED, 2], [1, 3, DELETED]),
    ],
)
def test_messages_of_a_todo_come_in_its_order(arriving: list[float], expected: list[float]) -> None:
    assert told(Order(), *arriving) == expected


def test_a_lost_message_is_not_waited_for_without_end() -> None:
    order = Order()
    assert told(order, 1, 4, 3) == [1]
    assert order.release(7) == numbered(3, 4)
    assert told(order, 2, 5) == [5]


def test_order_forgets_old_todos() -> None:
    order = Order()
    for todo_id in range(REMEMBERED + 5):
        order.take(todo_id, 1, {})
    assert len(order.last) == REMEMBERED
    assert not order.waiting


def test_a_feed_ends_when_its_client_falls_behind() -> None:
    feed = Feed(None)
    for number in range(LIMIT):
        feed.put({"number": number})
    assert asyncio.run(feed.next()) == {"number": 0}
    for _ in range(2):
        feed.put({"number": LIMIT})
    assert feed.ended
    assert asyncio.run(feed.next()) is None
    feed.put({"number": LIMIT})
    assert not feed.messages


def test_a_waiting_client_is_woken_from_another_thread() -> None:
    async def wait() -> Any:
        feed = Feed(None)
        assert await feed.next(0.01) is None
        waiting = asyncio.create_task(feed.next())
        await asyncio.sleep(0)
        await asyncio.to_thread(feed.put, {"number": 1})
        return await waiting

    assert asyncio.run(wait()) == {"number": 1}


def test_a_hub_tells_those_who_may_know() -> None:
    hub = Hub()
    ada, bob, everyone = hub.open(1), hub.open(2), hub.open(None)
    hub.publish(1, 1, {"type": "todo.created", "todo": {"id": 1}})
    hub.publish(None, DELETED, {"type": "todos.cleared"})
    assert [len(feed.messages) for feed in (ada, bob, everyone)] == [1, 0, 1]
    hub.end()
    assert all(feed.ended for feed in (ada, bob, everyone))
