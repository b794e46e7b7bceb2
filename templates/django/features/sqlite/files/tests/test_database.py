import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import connection

from config import BASE_DIR
from config.database import make_folder
from tests.conftest import Api


def test_parallel_writers_are_provided_for(db: None) -> None:
    with connection.cursor() as cursor:
        assert cursor.execute("PRAGMA journal_mode").fetchone() == ("wal",)
        assert cursor.execute("PRAGMA busy_timeout").fetchone() == (10_000,)
    assert connection.settings_dict["OPTIONS"]["transaction_mode"] == "IMMEDIATE"


def test_not_ready_without_the_database(api: Api, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(connection.settings_dict, "NAME", "/does/not/exist.sqlite3")
    assert api("GET", "/readyz").status_code == 503
    assert api("GET", "/livez").status_code == 200


def test_the_folder_is_made(tmp_path: Path) -> None:
    env = os.environ | {
        "DATABASE_URL": f"sqlite:///{tmp_path}/made/db.sqlite3",
        "DJANGO_SETTINGS_MODULE": "config.settings",
    }
    command = [sys.executable, "manage.py", "check"]
    subprocess.run(command, cwd=BASE_DIR, env=env, check=True, capture_output=True)
    assert (tmp_path / "made").is_dir()


def test_a_folder_that_cannot_be_made_is_told_in_two_lines(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(ImproperlyConfigured, match=r"cannot be made: .+\nCheck DATABASE_URL"):
        make_folder(tmp_path / "file" / "data")
