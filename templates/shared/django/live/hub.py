"""Hands what changed to the clients of this process, whichever process it was changed in."""

import json
import threading
from collections.abc import Iterable
from weakref import WeakSet

from apps.live.bus import Bus, make_bus
from apps.live.feed import Feed, Message
from apps.live.order import Order

PATIENCE_SECONDS = 1.0


class Hub:
    def __init__(self) -> None:
        self.lock = threading.RLock()
        self.feeds: WeakSet[Feed] = WeakSet()
        self.order = Order()
        self.watched: set[int] = set()
        self.bus: Bus | None = None

    def open(self, audience: int | None) -> Feed:
        """From here on the feed takes in whatever happens to the to-dos of `audience`."""
        feed = Feed(audience)
        with self.lock:
            self.feeds.add(feed)
        self.connect().listen()
        return feed

    def publish(self, audience: int | None, version: float, message: Message) -> None:
        self.connect().publish(json.dumps([audience, version, message]))

    def connect(self) -> Bus:
        with self.lock:
            # Not earlier: a process that forks would share its connections.
            self.bus = self.bus or make_bus(self.deliver, self.end)
            return self.bus

    def deliver(self, text: str | bytes) -> None:
        audience, version, message = json.loads(text)
        todo_id = message["todo"]["id"] if "todo" in message else message.get("id")
        with self.lock:
            if todo_id is None:
                self.tell(audience, [message])
                return
            self.tell(audience, self.order.take(todo_id, version, message))
            self.watch(audience, todo_id)

    def watch(self, audience: int | None, todo_id: int) -> None:
        waiting = self.order.waiting.get(todo_id)
        if waiting and todo_id not in self.watched:
            self.watched.add(todo_id)
            arguments = [audience, todo_id, min(waiting)]
            timer = threading.Timer(PATIENCE_SECONDS, self.give_up, arguments)
            timer.daemon = True
            timer.start()

    def give_up(self, audience: int | None, todo_id: int, version: float) -> None:
        """When a message still waits, what it waits for was lost."""
        with self.lock:
            self.watched.discard(todo_id)
            if version in self.order.waiting.get(todo_id, {}):
                self.tell(audience, self.order.release(todo_id))
            self.watch(audience, todo_id)

    def tell(self, audience: int | None, messages: Iterable[Message]) -> None:
        for feed in list(self.feeds):
            if feed.audience == audience:
                for message in messages:
                    feed.put(message)

    def end(self) -> None:
        """Lets all clients go; they come back, here or elsewhere, and read the list."""
        with self.lock:
            for feed in list(self.feeds):
                feed.end()


hub = Hub()
