"""Counts requests a client: fixed windows that start at a client's first request."""

import os
import sqlite3
import threading
import time
from typing import NamedTuple

SCHEMA = """
PRAGMA journal_mode=WAL;
PRAGMA synchronous=OFF;
CREATE TABLE IF NOT EXISTS hits (
    client TEXT PRIMARY KEY, count INTEGER NOT NULL, ends REAL NOT NULL
) WITHOUT ROWID;
"""
COUNT = """
INSERT INTO hits VALUES (:client, 1, :now + :window)
ON CONFLICT (client) DO UPDATE SET
    count = CASE WHEN ends <= :now THEN 1 ELSE count + 1 END,
    ends = CASE WHEN ends <= :now THEN :now + :window ELSE ends END
RETURNING count, ends
"""


class Hits(NamedTuple):
    number: int
    seconds_left: float


class Window:
    """In memory, or in a file that the worker processes of one server share."""

    def __init__(self, seconds: int, path: str) -> None:
        self.seconds = seconds
        self.lock = threading.Lock()
        self.next_cleaning = 0.0
        self.database = sqlite3.connect(
            path, timeout=5, isolation_level=None, check_same_thread=False
        )
        self.database.executescript(SCHEMA)

    def count(self, client: str) -> Hits:
        now = time.time()
        with self.lock:
            if now >= self.next_cleaning:
                self.database.execute("DELETE FROM hits WHERE ends <= ?", [now])
                self.next_cleaning = now + self.seconds
            values = {"client": client, "now": now, "window": self.seconds}
            [(count, ends)] = self.database.execute(COUNT, values).fetchall()
        return Hits(count, ends - now)


api_window = Window(60, os.environ.get("RATE_LIMIT_FILE", ":memory:"))
