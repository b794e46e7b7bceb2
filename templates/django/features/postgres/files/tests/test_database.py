import os
import subprocess
import sys

from django.db import connection, connections
from django.db.backends.postgresql.base import DatabaseWrapper

from config import BASE_DIR
from tests.conftest import Api
from tests.database import execute
from tests.server import Start


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
    others = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid()"
    with connection.cursor() as cursor:
        cursor.execute(f"{others} AND datname = current_database()")
    assert api("GET", "/readyz").status_code == 200


def test_not_ready_without_the_database(start: Start) -> None:
    server = start()
    assert server.get("/readyz") == 200
    execute("DROP DATABASE {} WITH (FORCE)", server.env["DATABASE_URL"].rpartition("/")[2])
    server.wait_for("/readyz", 503)
    assert server.get("/livez") == 200


def test_a_server_that_does_not_answer_is_told_in_two_lines() -> None:
    env = os.environ | {
        "DATABASE_URL": "postgres://nobody:hush@127.0.0.1:1/todos",
        "DJANGO_SETTINGS_MODULE": "config.settings",
    }
    command = [sys.executable, "manage.py", "migrate"]
    result = subprocess.run(
        command, cwd=BASE_DIR, env=env, check=False, capture_output=True, text=True
    )
    assert result.returncode == 1
    assert result.stderr.splitlines()[-1] == "Start it, or correct DATABASE_URL."
    assert "Traceback" not in result.stderr
    assert "error connecting" not in result.stdout
    assert "hush" not in result.stdout + result.stderr
