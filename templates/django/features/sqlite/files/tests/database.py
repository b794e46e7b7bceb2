"""Databases of the tests: files, as in production, since threads share no database in memory."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from config import BASE_DIR
from config.database import DEFAULT_URL

URL = DEFAULT_URL
TEST = {"NAME": BASE_DIR / "data" / f"test-{os.getpid()}.sqlite3"}


@contextmanager
def new_database(folder: Path) -> Iterator[str]:
    """The URL of an empty one, for a server."""
    yield f"sqlite:///{folder}/db.sqlite3"
