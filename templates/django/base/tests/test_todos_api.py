from typing import Any

import pytest

from apps.todos.models import Todo
from tests.conftest import Api, places
from tests.factories import TodoFactory

HOST = "http://testserver"


def test_create_and_read(api: Api) -> None:
    response = api("POST", "/api/todos", {"title": "  Milk ", "order": 7})
    todo = response.json()
    assert response.status_code == 201
    assert response["Location"] == todo["url"] == f"{HOST}/api/todos/{todo['id']}"
    assert (todo["title"], todo["completed"], todo["order"]) == ("Milk", False, 7)
    assert todo["created_at"].endswith("Z")
    assert api("GET", todo["url"]).json() == todo


@pytest.mark.parametrize(
    ("sent", "place"),
    [
        ({}, "#/title"),
        ({"title": " \u3000 "}, "#/title"),
        ({"title": "x" * 201}, "#/title"),
        ({"title": "a\nb"}, "#/title"),
        ({"title": "a\x85b"}, "#/title"),
        ({"title": "\ud800"}, "#/title"),
        ({"title": 1}, "#/title"),
        ({"title": None}, "#/title"),
        ({"title": "a", "completed": "true"}, "#/completed"),
        ({"title": "a", "completed": 1}, "#/completed"),
        ({"title": "a", "order": True}, "#/order"),
        ({"title": "a", "order": "1"}, "#/order"),
        ({"title": "a", "order": 1.5}, "#/order"),
        ({"title": "a", "order": 2**31}, "#/order"),
        ({"title": "a", "id": 1}, "#/id"),
        ({"title": "a", "a/b~c": 1}, "#/a~1b~0c"),
        ([], "#"),
    ],
)
def test_wrong_values_are_refused_by_place(api: Api, sent: Any, place: str) -> None:
    response = api("POST", "/api/todos", sent)
    assert (response.status_code, places(response)) == (422, [place])
    assert not Todo.objects.exists()


def test_200_characters_are_code_points(api: Api) -> None:
    assert api.add("😀" * 200)["title"] == "😀" * 200


def test_change_only_what_is_sent(api: Api) -> None:
    todo = api.add("Milk", order=3)
    changed = api("PATCH", todo["url"], {"completed": True}).json()
    assert changed == {**todo, "completed": True, "updated_at": changed["updated_at"]}
    before = api("GET", todo["url"])
    assert api("PATCH", todo["url"], {}).json() == changed
    assert api("GET", todo["url"])["ETag"] == before["ETag"]


def test_delete(api: Api) -> None:
    todo, other = api.add("Milk"), api.add("Bread")
    assert api("DELETE", todo["url"]).status_code == 204
    assert api("GET", todo["url"]).status_code == 404
    assert api("DELETE", "/api/todos").status_code == 204
    assert api("GET", other["url"]).status_code == 404


@pytest.mark.parametrize("todo_id", ["0", "-1", "01", "1.5", "abc", "9" * 60, "1%00", "null"])
def test_malformed_ids_are_not_found(api: Api, todo_id: str) -> None:
    for method in ("GET", "PATCH", "DELETE"):
        assert api(method, f"/api/todos/{todo_id}", {}).status_code == 404


@pytest.mark.parametrize(
    ("if_match", "status"),
    [("*", 200), ('"1"', 200), ('"7", "1"', 200), ('"7"', 412), ('W/"1"', 412), ("1", 412)],
)
def test_if_match(api: Api, if_match: str, status: int) -> None:
    todo = api.add("Milk")
    changes = {"title": "Bread"}
    assert api("PATCH", todo["url"], changes, if_match=if_match).status_code == status
    assert api("DELETE", todo["url"], if_match=if_match).status_code in {204, 412}


def test_a_stale_writer_loses(api: Api) -> None:
    todo = api.add("Milk")
    etag = api("GET", todo["url"])["ETag"]
    assert api("PATCH", todo["url"], {"title": "Bread"}, if_match=etag).status_code == 200
    assert api("PATCH", todo["url"], {"title": "Eggs"}, if_match=etag).status_code == 412
    assert api("DELETE", todo["url"], if_match=etag).status_code == 412
    assert api("GET", todo["url"]).json()["title"] == "Bread"


def test_pages_survive_edits_and_deletions(api: Api) -> None:
    todos = [api.add(title) for title in "abcde"]
    first = api("GET", "/api/todos?limit=2&completed=false")
    assert [todo["title"] for todo in first.json()] == ["a", "b"]
    api("PATCH", todos[3]["url"], {"title": "D", "order": -1})
    api("DELETE", todos[1]["url"])
    link = first["Link"].removeprefix("<").removesuffix('>; rel="next"')
    assert link.startswith(f"{HOST}/api/todos?limit=2&completed=false&cursor=")
    second = api("GET", link)
    assert [todo["title"] for todo in second.json()] == ["c", "D"]
    assert "Link" in second


@pytest.mark.parametrize(
    ("query", "place"),
    [
        ("limit=0", "limit"),
        ("limit=101", "limit"),
        ("limit=1&limit=2", "limit"),
        ("limit=%00", "limit"),
        ("cursor=", "cursor"),
        ("cursor=MDE", "cursor"),
        ("completed=1", "completed"),
    ],
)
def test_wrong_queries_are_refused(api: Api, query: str, place: str) -> None:
    response = api("GET", f"/api/todos?{query}")
    assert (response.status_code, places(response)) == (422, [place])


def test_queries_do_not_grow_with_rows(api: Api, django_assert_num_queries: Any) -> None:
    for count in (1, 50):
        TodoFactory.create_batch(count)
        for path in ("/api/todos", "/"):
            with django_assert_num_queries(1):
                assert api("GET", path).status_code == 200
