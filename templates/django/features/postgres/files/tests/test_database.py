import os
import subprocess
import sys
import time
from urllib.parse import urlsplit

import pytest
from django.db import connection, connections
from django.db.backends.postgresql.base import DatabaseWrapper

from config import BASE_DIR
from tests.conftest import Api
from tests.database import URL, execute
from tests.server import Server, Start

SERVER = urlsplit(URL)
TERMINATE = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"


def name_of(server: Server) -> str:
    return server.env["DATABASE_URL"].rpartition("/")[2]


def test_connections_come_from_a_pool(db: None) -> None:
    database = connections["default"]
    assert isinstance(database, DatabaseWrapper)
    assert database.pool.max_size == 10
    assert database.settings_dict["CONN_MAX_AGE"] == 0


def test_no_statement_runs_or_waits_without_end(db: None) -> None:
    with connection.cursor() as cursor:
        for name, expected in {"statement_timeout": "15s", "lock_timeout": "5s"}.items():
            cursor.execute(f"SHOW {name}")
            assert cursor.fetchone() == (expected,)


def test_a_connection_that_died_is_replaced(db: None, api: Api) -> None:
    with connection.cursor() as cursor:
        others = "datname = current_database() AND pid <> pg_backend_pid()"
        cursor.execute(f"{TERMINATE} WHERE {others}")
    assert api("GET", "/readyz").status_code == 200


def test_not_ready_without_the_database(start: Start) -> None:
    server = start()
    assert server.get("/readyz") == 200
    name = name_of(server)
    execute("DROP DATABASE {} WITH (FORCE)", name)
    server.wait_for("/readyz", 503)
    assert server.get("/livez") == 200
    server.process.kill()
    stdout, _ = server.process.communicate()
    assert f"There is no database {name} at" in stdout.decode()


def test_ready_soon_after_an_outage(start: Start) -> None:
    server = start()
    name = name_of(server)
    execute("ALTER DATABASE {} ALLOW_CONNECTIONS false", name)
    execute(f"{TERMINATE} WHERE datname = '{name}'", name)
    give_up = time.monotonic() + 8
    while time.monotonic() < give_up:
        assert server.get("/readyz") == 503
    execute("ALTER DATABASE {} ALLOW_CONNECTIONS true", name)
    assert server.get("/readyz") == 200


@pytest.mark.parametrize(
    ("command", "url", "reason", "advice"),
    [
        (
            "migrate",
            "postgres://nobody:hush@127.0.0.1:1/todos",
            "No connection to the database todos at 127.0.0.1:1: Connection refused",
            "Start PostgreSQL, or correct DATABASE_URL.",
        ),
        (
            "runserver",
            SERVER._replace(path="/test_nothing").geturl(),
            f"There is no database test_nothing at {SERVER.hostname}:{SERVER.port or 5432}.",
            f"Make it: createdb -h {SERVER.hostname} -p ",
        ),
    ],
)
def test_why_there_is_no_connection_is_told_in_two_lines(
    command: str, url: str, reason: str, advice: str
) -> None:
    env = os.environ | {"DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "config.settings"}
    result = subprocess.run(
        [sys.executable, "manage.py", command],
        cwd=BASE_DIR,
        env=env,
        check=False,
        capture_output=True,
        text=True,
    )
    assert result.returncode == 1
    lines = result.stderr.splitlines()
    assert (len(lines), lines[0]) == (2, reason)
    assert lines[1].startswith(advice)
    assert "error connecting" not in result.stdout
    assert "hush" not in result.stdout
