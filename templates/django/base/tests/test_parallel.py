from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from tests.conftest import Api

pytestmark = pytest.mark.django_db(transaction=True)


def in_parallel(call: Callable[[int], int], count: int) -> list[int]:
    def run(number: int) -> int:
        try:
            return call(number)
        finally:
            connection.close()

    with ThreadPoolExecutor(count) as pool:
        statuses: Iterable[int] = pool.map(run, range(count))
        return list(statuses)


def test_fifty_writers_lose_nothing(api: Api) -> None:
    def write(number: int) -> int:
        status: int = api("POST", "/api/todos", {"title": f"To-do {number}"}).status_code
        return status

    assert in_parallel(write, 50) == [201] * 50
    assert len(api("GET", "/api/todos").json()) == 50


def test_of_racing_writers_one_wins(api: Api) -> None:
    todo = api.add("Milk")
    etag = api("GET", todo["url"])["ETag"]

    def write(number: int) -> int:
        changes = {"title": f"To-do {number}"}
        status: int = api("PATCH", todo["url"], changes, if_match=etag).status_code
        return status

    assert sorted(in_parallel(write, 10)) == [200] + [412] * 9
