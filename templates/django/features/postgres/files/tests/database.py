"""Databases of the tests: made on a real server, and dropped again."""

import os
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
import pytest
from dotenv import dotenv_values
from psycopg import sql

from config import BASE_DIR

env = {**dotenv_values(BASE_DIR / ".env"), **os.environ}
URL = (
    env.get("TEST_DATABASE_URL")
    or env.get("DATABASE_URL")
    or "postgres://postgres:postgres@localhost:5432/postgres"
)
TEST = {"NAME": f"test_todos_{os.getpid()}"}


def execute(statement: str, name: str) -> None:
    with psycopg.connect(URL, autocommit=True, connect_timeout=5) as connection:
        connection.execute(sql.SQL(statement).format(sql.Identifier(name)))


def check_server() -> None:
    try:
        psycopg.connect(URL, connect_timeout=5).close()
    except psycopg.OperationalError as error:
        address = urlsplit(URL)
        pytest.exit(
            f"No connection to PostgreSQL at {address.hostname}:{address.port or 5432}: "
            f"{str(error).splitlines()[0]}\n"
            "Start one, or say where it is: TEST_DATABASE_URL=postgres://user:password@host:5432/postgres",
            returncode=3,
        )


@contextmanager
def new_database(folder: Path) -> Iterator[str]:
    """The URL of an empty one, for a server."""
    name = f"test_todos_{uuid.uuid4().hex}"
    execute("CREATE DATABASE {}", name)
    try:
        yield urlsplit(URL)._replace(path=f"/{name}").geturl()
    finally:
        execute("DROP DATABASE IF EXISTS {} WITH (FORCE)", name)
