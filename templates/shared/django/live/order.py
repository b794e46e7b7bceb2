from collections import OrderedDict

from apps.live.feed import Message

REMEMBERED = 10_000
DELETED = float("inf")


class Order:
    """
    Puts messages about a to-do in the order of its versions, which count up by one: what several
    threads, processes or machines commit one after the other may come in otherwise.
    """

    def __init__(self) -> None:
        self.last: OrderedDict[int, float] = OrderedDict()
        self.waiting: dict[int, dict[float, Message]] = {}

    def take(self, todo_id: int, version: float, message: Message) -> list[Message]:
        """What can be told now; a message that came too early waits for those before it."""
        if version <= self.last.setdefault(todo_id, version - 1):
            return []
        self.waiting.setdefault(todo_id, {})[version] = message
        if version == DELETED:
            return self.release(todo_id)
        due = []
        while (next_version := self.last[todo_id] + 1) in self.waiting[todo_id]:
            due.append(self.waiting[todo_id].pop(next_version))
            self.last[todo_id] = next_version
        self.forget(todo_id)
        return due

    def release(self, todo_id: int) -> list[Message]:
        """What waits, without what it waits for."""
        waiting = self.waiting.pop(todo_id, {})
        if waiting:
            self.last[todo_id] = max(waiting)
        self.forget(todo_id)
        return [waiting[version] for version in sorted(waiting)]

    def forget(self, todo_id: int) -> None:
        if not self.waiting.get(todo_id):
            self.waiting.pop(todo_id, None)
        self.last.move_to_end(todo_id)
        if len(self.last) > REMEMBERED:
            self.last.popitem(last=False)
