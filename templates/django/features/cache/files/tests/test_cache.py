from collections.abc import Iterator
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext

from apps.todos.cached import editions
from apps.todos.models import Todo
from config.cache import cache_settings
from tests.conftest import Api

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(params=["memory", "redis"])
def caching(request: pytest.FixtureRequest, settings: Any) -> Iterator[None]:
    url = request.getfixturevalue("redis_url") if request.param == "redis" else ""
    settings.CACHES = {"default": cache_settings(url, 1)}
    cache.clear()
    editions.paused_until = 0
    yield
    cache.close()


def titles(api: Api, query: str = "") -> tuple[list[str], int]:
    """What the list holds, and how many queries of to-dos that took."""
    with CaptureQueriesContext(connection) as queries:
        todos = api("GET", f"/api/todos{query}").json()
    reads = [query for query in queries if 'FROM "todos_todo"' in query["sql"]]
    return [todo["title"] for todo in todos], len(reads)


@pytest.mark.usefixtures("caching")
def test_a_list_is_read_once_until_it_changes(api: Api) -> None:
    todo = api.add("Milk")
    path = f"/api/todos/{todo['id']}"
    assert [titles(api), titles(api)] == [(["Milk"], 1), (["Milk"], 0)]
    assert titles(api, "?completed=true") == ([], 1)
    api("PATCH", path, {"title": "Bread", "completed": True})
    assert [titles(api), titles(api)] == [(["Bread"], 1), (["Bread"], 0)]
    assert titles(api, "?completed=true") == (["Bread"], 1)
    api("DELETE", path)
    assert titles(api) == ([], 1)
    api.add("Milk")
    api("DELETE", "/api/todos")
    assert titles(api) == ([], 1)


@pytest.mark.usefixtures("caching")
def test_what_was_read_before_a_change_is_not_kept_after_it() -> None:
    def change_meanwhile() -> tuple[list[Todo], bool]:
        editions.start("todos")
        return [Todo(title="old")], False

    assert editions.read("todos", "key", change_meanwhile)[0]
    assert editions.read("todos", "key", lambda: ([], True)) == ([], True)


def test_without_an_answer_the_database_is_read(
    api: Api, settings: Any, caplog: pytest.LogCaptureFixture
) -> None:
    settings.CACHES = {"default": cache_settings("redis://127.0.0.1:9", 1)}
    editions.paused_until = 0
    api.add("Milk")
    assert titles(api) == (["Milk"], 1)
    assert caplog.text.count("The cache does not answer") == 1
    settings.CACHES = {"default": cache_settings("", 1)}
    assert editions.untold
    editions.paused_until = 0
    assert [titles(api)[1] for _ in range(2)] == [1, 0]
    assert not editions.untold


@pytest.mark.parametrize(
    ("url", "processes", "backend"),
    [
        ("", 1, "LocMemCache"),
        ("", 2, "DummyCache"),
        ("locmem://", 2, "LocMemCache"),
        ("rediss://cache.example.com/1", 2, "RedisCache"),
        ("memcached://127.0.0.1:11211", 2, "PyMemcacheCache"),
    ],
)
def test_the_environment_chooses_the_cache(url: str, processes: int, backend: str) -> None:
    assert cache_settings(url, processes)["BACKEND"].endswith(f".{backend}")
