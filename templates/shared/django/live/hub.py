"""Hands what changed to the clients of this process, whichever process it was changed in."""

import json
import threading
from collections import OrderedDict
from weakref import WeakSet

from apps.live.bus import Bus, make_bus
from apps.live.feed import Feed, Message

REMEMBERED = 10_000
DELETED = float("inf")


class Hub:
    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.feeds: WeakSet[Feed] = WeakSet()
        self.newest: OrderedDict[int, float] = OrderedDict()
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
        with self.lock:
            if self.is_outdated(version, message):
                return
            for feed in list(self.feeds):
                if feed.audience == audience:
                    feed.put(message)

    def is_outdated(self, version: float, message: Message) -> bool:
        """Whether something newer about this to-do overtook the message, from another process."""
        todo_id = message["todo"]["id"] if "todo" in message else message.get("id")
        if todo_id is None:
            return False
        if version < self.newest.get(todo_id, 0):
            return True
        self.newest[todo_id] = version
        self.newest.move_to_end(todo_id)
        if len(self.newest) > REMEMBERED:
            self.newest.popitem(last=False)
        return False

    def end(self) -> None:
        """Lets all clients go; they come back, here or elsewhere, and read the list."""
        with self.lock:
            for feed in list(self.feeds):
                feed.end()


hub = Hub()
