import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from config import BASE_DIR
from config.env import Environment, load_environment
from tests.database import URL

GOOD_KEY = "0123456789abcdefghijklmnopqrstuvwxyz" * 2


@pytest.fixture
def production(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    monkeypatch.setenv("DEBUG", "false")
    monkeypatch.setenv("SECRET_KEY", GOOD_KEY)
    return monkeypatch


def test_debug_is_off_unless_switched_on(production: pytest.MonkeyPatch) -> None:
    production.delenv("DEBUG")
    assert load_environment().debug is False


@pytest.fixture
def file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    file = tmp_path / ".env"
    file.write_text("DEBUG=true\nPORT=9000\n")
    monkeypatch.setitem(Environment.model_config, "env_file", file)
    return file


def test_development_reads_the_file(monkeypatch: pytest.MonkeyPatch, file: Path) -> None:
    assert load_environment().port == 9000
    monkeypatch.delenv("DEBUG")
    environment = load_environment()
    assert (environment.debug, environment.port) == (True, 9000)
    monkeypatch.setenv("PORT", "")
    assert load_environment().port == 8000


@pytest.mark.parametrize("debug", ["false", "False", "0", "no", ""])
def test_production_reads_only_its_environment(
    production: pytest.MonkeyPatch, file: Path, debug: str
) -> None:
    file.write_text(f"DEBUG=true\nSECRET_KEY={GOOD_KEY}\nPORT=9000\n")
    production.setenv("DEBUG", debug)
    environment = load_environment()
    assert (environment.debug, environment.port) == (False, 8000)
    production.delenv("SECRET_KEY")
    with pytest.raises(ImproperlyConfigured, match="SECRET_KEY"):
        load_environment()


@pytest.mark.parametrize(
    "key", ["", "hush", "x" * 64, f"django-insecure-{GOOD_KEY}", f"change-me-{GOOD_KEY}"]
)
def test_production_refuses_a_bad_secret_key(production: pytest.MonkeyPatch, key: str) -> None:
    production.setenv("SECRET_KEY", key)
    with pytest.raises(ImproperlyConfigured, match="SECRET_KEY") as error:
        load_environment()
    assert not key or key not in str(error.value)


def test_every_mistake_is_listed_at_once(production: pytest.MonkeyPatch) -> None:
    wrong = {
        "ALLOWED_HOSTS": "*",
        "CORS_ORIGINS": "https://example.com/path",
        "DATABASE_URL": "mysql://user:hunter2@localhost/todos",
        "LOG_LEVEL": "loud",
        "PORT": "70000",
        "RATE_LIMIT": "0",
        "SECRET_KEY": "short",
        "TRUSTED_PROXIES": "-1",
        "WEB_CONCURRENCY": "0",
    }
    for name, value in wrong.items():
        production.setenv(name, value)
    with pytest.raises(ImproperlyConfigured) as error:
        load_environment()
    lines = str(error.value).splitlines()[1:]
    assert sorted(line.split(":")[0].strip() for line in lines) == sorted(wrong)
    assert "hunter2" not in str(error.value)


@pytest.mark.parametrize(
    ("name", "value", "told"),
    [
        ("ALLOWED_HOSTS", ",", "must list host names"),
        ("ALLOWED_HOSTS", "todo.example.com:443", "must list host names"),
        ("ALLOWED_HOSTS", "https://todo.example.com", "must list host names"),
        ("ALLOWED_HOSTS", "::1", "must list host names"),
        ("CORS_ORIGINS", "https://a.example:443", "must list origins"),
        ("CORS_ORIGINS", "http://a.example:80", "must list origins"),
        ("CORS_ORIGINS", "https://a.example/", "must list origins"),
        ("CORS_ORIGINS", "a.example", "must list origins"),
    ],
)
def test_what_can_never_work_is_refused(
    production: pytest.MonkeyPatch, name: str, value: str, told: str
) -> None:
    production.setenv(name, value)
    with pytest.raises(ImproperlyConfigured, match=f"{name}: {told}"):
        load_environment()


def test_unusual_hosts_and_origins_are_taken(production: pytest.MonkeyPatch) -> None:
    hosts = [".example.com", "Todo.example.com", "a_b", "10.0.0.1", "[::1]"]
    origins = ["http://localhost:3000", "https://app.example:80", "https://[::1]:8443"]
    production.setenv("ALLOWED_HOSTS", ", ".join(hosts))
    production.setenv("CORS_ORIGINS", ",".join(origins).replace("app", "App"))
    environment = load_environment()
    assert (environment.allowed_hosts, environment.cors_origins) == (hosts, origins)


def test_mistakes_are_told_in_words(production: pytest.MonkeyPatch) -> None:
    for name in Environment.model_fields:
        production.setenv(name.upper(), "?")
    with pytest.raises(ImproperlyConfigured, match="PORT") as error:
        load_environment()
    assert "pattern" not in str(error.value)


def test_production_settings_pass_the_deployment_checks() -> None:
    env = os.environ | {
        "DEBUG": "false",
        "SECRET_KEY": GOOD_KEY,
        "ALLOWED_HOSTS": "todo.example.com",
        "DATABASE_URL": URL,
        "DJANGO_SETTINGS_MODULE": "config.settings",
    }
    command = [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"]
    subprocess.run(command, cwd=BASE_DIR, env=env, check=True, capture_output=True)
