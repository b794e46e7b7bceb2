"""The database: SQLite, set up for parallel writers."""

import re
from pathlib import Path
from typing import Any

import dj_database_url
from django.core.exceptions import ImproperlyConfigured

from config import BASE_DIR

DEFAULT_URL = "sqlite:///data/db.sqlite3"


def check_url(url: str, debug: bool) -> str:
    if not re.fullmatch(r"(sqlite:///[^?#:][^?#]*)?", url):
        raise ValueError(f"must name a file, such as {DEFAULT_URL}")
    return url or DEFAULT_URL


def database_settings(url: str) -> dict[str, Any]:
    settings: dict[str, Any] = {**dj_database_url.parse(url, conn_max_age=60)}
    settings["NAME"] = BASE_DIR / settings["NAME"]
    make_folder(settings["NAME"].parent)
    settings["OPTIONS"] = {
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
        # Take the write lock at BEGIN: upgrading a read lock fails at once when another writes.
        "transaction_mode": "IMMEDIATE",
        "timeout": 10,
    }
    return settings


def make_folder(path: Path) -> None:
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        reason = f"The folder of the database, {path}, cannot be made: {error.strerror}."
        raise ImproperlyConfigured(f"{reason}\nCheck DATABASE_URL.") from None
