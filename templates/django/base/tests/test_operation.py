import json
import logging
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection

from apps.core.health import draining
from apps.core.logs import JsonFormatter, TextFormatter
from apps.todos.models import Todo
from tests.conftest import Api


def test_live_asks_nobody(api: Api, django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(0):
        assert api("GET", "/livez").json() == {"status": "ok"}


def test_ready_asks_the_database(api: Api, monkeypatch: pytest.MonkeyPatch) -> None:
    assert api("GET", "/readyz").json() == {"status": "ok"}
    monkeypatch.setitem(connection.settings_dict, "NAME", "/does/not/exist.sqlite3")
    assert api("GET", "/readyz").status_code == 503
    assert api("GET", "/livez").status_code == 200


def test_not_ready_while_draining(api: Api) -> None:
    draining.set()
    try:
        assert api("GET", "/readyz").status_code == 503
    finally:
        draining.clear()


@pytest.mark.parametrize(
    ("given", "kept"),
    [("A.b_c-9", True), ("x" * 128, True), ("x" * 129, False), ("a b", False), ("é", False)],
)
def test_request_ids(api: Api, given: str, kept: bool) -> None:
    answered = api("GET", "/livez", x_request_id=given)["X-Request-Id"]
    assert (answered == given) is kept
    assert answered


def test_one_access_line_a_request(api: Api, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    api("GET", "/api/nope?secret=hush")
    [record] = [record for record in caplog.records if record.name == "access"]
    assert record.getMessage() == "GET /api/nope"
    assert vars(record)["status"] == 404


def test_log_lines_hide_secrets() -> None:
    record = logging.makeLogRecord(
        {"msg": "hello\nworld", "headers": {"Authorization": "hush"}, "cookies": ["hush"], "n": 1}
    )
    line = json.loads(JsonFormatter().format(record))
    assert line["message"] == "hello\nworld"
    assert (line["headers"], line["cookies"]) == ({"Authorization": "[redacted]"}, "[redacted]")
    assert "hush" not in TextFormatter().format(record)


def test_seed_fills_only_an_empty_list(db: None) -> None:
    for _ in range(2):
        call_command("seed", count=7, stdout=StringIO())
    assert Todo.objects.count() == 7


def test_sqlite_is_set_up_for_parallel_writers(db: None) -> None:
    with connection.cursor() as cursor:
        assert cursor.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    assert connection.settings_dict["OPTIONS"]["transaction_mode"] == "IMMEDIATE"


def test_migrations_are_complete(db: None) -> None:
    call_command("makemigrations", check=True, dry_run=True)
