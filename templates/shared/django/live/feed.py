import asyncio
from collections import deque
from contextlib import suppress
from typing import Any

LIMIT = 100

Message = dict[str, Any]


class Feed:
    """What one client is still to be told; it ends when the client falls too far behind."""

    def __init__(self, audience: int | None) -> None:
        self.audience = audience
        self.ended = False
        self.messages: deque[Message] = deque()
        self.arrived = asyncio.Event()
        self.loop: asyncio.AbstractEventLoop | None = None

    def put(self, message: Message) -> None:
        """For any thread."""
        if len(self.messages) >= LIMIT:
            self.end()
        elif not self.ended:
            self.messages.append(message)
            self.wake()

    def end(self) -> None:
        """For any thread. The client misses something: it shall come back and read the list."""
        self.ended = True
        self.messages.clear()
        self.wake()

    def wake(self) -> None:
        if self.loop:
            with suppress(RuntimeError):  # The loop is closed already.
                self.loop.call_soon_threadsafe(self.arrived.set)

    async def next(self, seconds: float | None = None) -> Message | None:
        """The next message; None when there is none for so long, or the feed has ended."""
        self.loop = asyncio.get_running_loop()
        if not self.messages and not self.ended:
            with suppress(asyncio.TimeoutError):
                await asyncio.wait_for(self.arrived.wait(), seconds)
        self.arrived.clear()
        return self.messages.popleft() if self.messages else None
