"""The database: PostgreSQL, through a pool of connections in each process."""

import re
from typing import Any

import dj_database_url

DEFAULT_URL = "postgres://postgres:postgres@localhost:5432/todos"

# In milliseconds; DATABASE_URL overrules them: postgres://…/todos?options=-c%20lock_timeout%3D0
TIMEOUTS = {
    "statement_timeout": 15_000,
    "lock_timeout": 5_000,
    "idle_in_transaction_session_timeout": 60_000,
}


def check_url(url: str, debug: bool) -> str:
    if not url and debug:
        return DEFAULT_URL
    if not re.fullmatch(r"postgres(ql)?://[^/\s]+/[^/\s]+", url):
        raise ValueError(f"must look like {DEFAULT_URL}")
    return url


def database_settings(url: str) -> dict[str, Any]:
    # The pool keeps connections open, not the threads, and hands out none that has died.
    settings: dict[str, Any] = {
        **dj_database_url.parse(url, conn_max_age=0, conn_health_checks=True)
    }
    settings["ENGINE"] = "apps.core.postgresql"
    settings["OPTIONS"] = {
        "connect_timeout": 5,
        "options": " ".join(f"-c {name}={value}" for name, value in TIMEOUTS.items()),
        # Past reconnect_timeout it starts anew, instead of pausing ever longer between attempts.
        "pool": {"min_size": 1, "max_size": 10, "timeout": 5, "reconnect_timeout": 5},
        **settings.get("OPTIONS", {}),
    }
    return settings
