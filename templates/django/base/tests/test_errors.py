from typing import Any

import pytest
from django.test import Client

from apps.todos import services
from tests.conftest import Api

BROWSER = {"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"}


@pytest.mark.parametrize("path", ["/api", "/api/", "/api/nope"])
def test_errors_of_the_api_are_problems(api: Api, path: str) -> None:
    response = api("GET", path, accept="text/html", x_request_id="an-id")
    assert response.status_code == 404
    assert response["Content-Type"] == "application/problem+json"
    assert response.json() == {
        "type": "about:blank",
        "title": "Not Found",
        "status": 404,
        "detail": "There is nothing at this address.",
        "instance": path,
        "request_id": "an-id",
    }


def test_titles_do_not_depend_on_the_version_of_python(api: Api) -> None:
    assert api("POST", "/api/todos", body=" " * 102_401).json()["title"] == "Content Too Large"
    assert api("POST", "/api/todos", {}).json()["title"] == "Unprocessable Content"


def test_other_errors_are_pages_for_browsers(client: Client) -> None:
    response = client.get("/nope", headers=BROWSER)
    assert "Page not found" in response.content.decode()
    assert response["X-Request-Id"] in response.content.decode()
    for accept in ("application/json", "application/problem+json", "*/*", "image/png"):
        response = client.get("/nope", headers={"Accept": accept})
        assert response["Content-Type"] == "application/problem+json"


@pytest.mark.parametrize(
    ("method", "path", "allow"),
    [
        ("PUT", "/api/todos", "DELETE, GET, HEAD, OPTIONS, POST"),
        ("POST", "/api/todos/1", "DELETE, GET, HEAD, OPTIONS, PATCH"),
        ("PUT", "/", "GET, HEAD, OPTIONS"),
        ("POST", "/livez", "GET, HEAD, OPTIONS"),
    ],
)
def test_methods(api: Api, method: str, path: str, allow: str) -> None:
    response = api(method, path)
    assert (response.status_code, response["Allow"]) == (405, allow)
    response = api("OPTIONS", path)
    assert (response.status_code, response["Allow"]) == (204, allow)


def test_head_answers_like_get(api: Api) -> None:
    todo = api.add("Milk")
    for path in ("/", "/api/todos", todo["url"], "/livez"):
        assert api("HEAD", path).status_code == 200


def test_the_unexpected_is_generic_and_logged(
    api: Api, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(*_: Any, **__: Any) -> None:
        raise RuntimeError("hush")

    monkeypatch.setattr(services, "list_todos", fail)
    response = api("GET", "/api/todos")
    assert response.status_code == 500
    assert "hush" not in response.content.decode()
    assert "hush" in caplog.text
