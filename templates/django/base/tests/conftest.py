import json as json_module
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client


class Api:
    """A program that talks JSON; keyword arguments are headers."""

    def __call__(
        self, method: str, path: str, json: Any = None, body: str | bytes = b"", **headers: str
    ) -> Any:
        names = {name.replace("_", "-"): value for name, value in headers.items()}
        return Client(raise_request_exception=False).generic(
            method,
            path,
            body if json is None else json_module.dumps(json),
            content_type=names.pop("content-type", "application/json"),
            headers=names,
        )

    def add(self, title: str, **fields: Any) -> dict[str, Any]:
        response = self("POST", "/api/todos", {"title": title, **fields})
        assert response.status_code == 201
        todo: dict[str, Any] = response.json()
        return todo


@pytest.fixture
def api(db: None) -> Api:
    return Api()


def places(response: HttpResponse) -> list[str]:
    """What a problem complains about."""
    errors = json_module.loads(response.content)["errors"]
    return [error.get("pointer") or error["parameter"] for error in errors]
