"""Counts what each client does in fixed windows, which start with the first of it."""

import math
import os
import sqlite3
import threading
import time
from typing import NamedTuple, Protocol

CLEANING_SECONDS = 60


class Hits(NamedTuple):
    number: int
    ends: float


class TooMany(Exception):
    def __init__(self, seconds: float) -> None:
        super().__init__(seconds)
        self.retry_after = math.ceil(seconds)


class Store(Protocol):
    def count(self, client: str, now: float, window: float) -> Hits: ...

    def forgive(self, client: str) -> None: ...

    def clean(self, now: float) -> None: ...


class MemoryStore:
    """For one process."""

    def __init__(self) -> None:
        self.hits: dict[str, Hits] = {}

    def count(self, client: str, now: float, window: float) -> Hits:
        hits = self.hits.get(client)
        if hits is None or hits.ends <= now:
            hits = Hits(0, now + window)
        self.hits[client] = Hits(hits.number + 1, hits.ends)
        return self.hits[client]

    def forgive(self, client: str) -> None:
        if hits := self.hits.get(client):
            self.hits[client] = Hits(hits.number - 1, hits.ends)

    def clean(self, now: float) -> None:
        self.hits = {client: hits for client, hits in self.hits.items() if hits.ends > now}


class FileStore:
    """For the worker processes of one server."""

    TABLE = """
        PRAGMA journal_mode=WAL;
        PRAGMA synchronous=OFF;
        CREATE TABLE IF NOT EXISTS hits (client TEXT PRIMARY KEY, number INTEGER, ends REAL)
        WITHOUT ROWID;
    """
    COUNT = """
        INSERT INTO hits VALUES (:client, 1, :ends)
        ON CONFLICT (client) DO UPDATE SET
            number = CASE WHEN ends <= :now THEN 1 ELSE number + 1 END,
            ends = CASE WHEN ends <= :now THEN :ends ELSE ends END
        RETURNING number, ends
    """

    def __init__(self, path: str) -> None:
        self.database = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
        self.database.executescript(self.TABLE)

    def count(self, client: str, now: float, window: float) -> Hits:
        values = {"client": client, "now": now, "ends": now + window}
        [row] = self.database.execute(self.COUNT, values).fetchall()
        return Hits(*row)

    def forgive(self, client: str) -> None:
        self.database.execute("UPDATE hits SET number = number - 1 WHERE client = ?", [client])

    def clean(self, now: float) -> None:
        self.database.execute("DELETE FROM hits WHERE ends <= ?", [now])


class RateLimiter:
    def __init__(self, store: Store) -> None:
        self.store = store
        self.lock = threading.Lock()
        self.next_cleaning = 0.0

    def count(self, client: str, window: float) -> tuple[int, float]:
        """The number of this request in its window, and how many seconds that has left."""
        now = time.time()
        with self.lock:
            if now >= self.next_cleaning:
                self.store.clean(now)
                self.next_cleaning = now + CLEANING_SECONDS
            hits = self.store.count(client, now, window)
        return hits.number, hits.ends - now

    def check(self, client: str, limit: int, window: float) -> None:
        """Counts, and raises `TooMany` when that was one more than the limit."""
        number, seconds_left = self.count(client, window)
        if number > limit:
            raise TooMany(seconds_left)

    def forgive(self, client: str) -> None:
        """Takes back one count: it turned out to be harmless."""
        with self.lock:
            self.store.forgive(client)


# `manage.py serve` sets it for its worker processes.
shared_file = os.environ.get("RATE_LIMIT_FILE")
limiter = RateLimiter(FileStore(shared_file) if shared_file else MemoryStore())
