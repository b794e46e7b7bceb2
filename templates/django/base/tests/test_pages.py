import re

import pytest
from django.test import Client

from apps.todos.models import Todo
from tests.factories import TodoFactory

pytestmark = pytest.mark.django_db


def test_forms_add_complete_rename_and_delete(client: Client) -> None:
    assert client.post("/todos", {"title": " Milk "}).status_code == 303
    todo = Todo.objects.get()
    assert client.post(f"/todos/{todo.pk}/update", {"completed": "true"}).status_code == 303
    assert client.post(f"/todos/{todo.pk}/update", {"title": "Oat milk"})["Location"] == "/"
    todo.refresh_from_db()
    assert (todo.title, todo.completed, todo.version) == ("Oat milk", True, 3)
    page = client.get("/").content.decode()
    assert "1 of 1 completed" in page
    assert client.post(f"/todos/{todo.pk}/delete").status_code == 303
    assert not Todo.objects.exists()


def test_a_wrong_new_title_is_kept_and_explained(client: Client) -> None:
    response = client.post("/todos", {"title": '<b>"' * 51})
    page = response.content.decode()
    assert response.status_code == 422
    assert "<title>Error: " in page
    assert "&lt;b&gt;&quot;" * 51 in page
    assert '<p class="error" id="title-error">Use at most 200 characters.</p>' in page


def test_a_wrong_rename_is_kept_and_explained_in_its_row(client: Client) -> None:
    todo, other = TodoFactory.create(title="Milk"), TodoFactory.create(title="Bread")
    page = client.post(f"/todos/{todo.pk}/update", {"title": "  "}).content.decode()
    assert f'<p class="error" id="title-{todo.pk}-error">Enter a title.</p>' in page
    assert f'<p class="error" id="title-{other.pk}-error"></p>' in page
    assert f'id="todo-{todo.pk}" dir="auto">Milk</span>' in page
    assert len(re.findall("<details[^>]* open>", page)) == 1


def test_a_wrong_completed_is_explained(client: Client) -> None:
    todo = TodoFactory.create()
    response = client.post(f"/todos/{todo.pk}/update", {"completed": "perhaps"})
    assert response.status_code == 422
    assert '<p class="problem" id="problem" role="alert">' in response.content.decode()


def test_a_todo_that_is_gone_is_a_404_page(client: Client) -> None:
    for verb in ("update", "delete"):
        response = client.post(
            f"/todos/1/{verb}", {"title": "Milk"}, headers={"Accept": "text/html"}
        )
        assert response.status_code == 404
        assert "Page not found" in response.content.decode()


def test_the_page_shows_100_and_says_that_there_are_more(client: Client) -> None:
    TodoFactory.create_batch(100)
    assert 'id="more" hidden' in client.get("/").content.decode()
    TodoFactory.create()
    page = client.get("/").content.decode()
    assert 'id="more">' in page
    assert page.count('<li class="todo"') == 101  # with the one in the template


def test_titles_are_escaped(client: Client) -> None:
    TodoFactory.create(title="<script>{{ 7 * 7 }}")
    assert "&lt;script&gt;{{ 7 * 7 }}" in client.get("/").content.decode()
