"""Accounts over the API."""

import time
from typing import Any

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from django.test import Client

from apps.accounts.backends import ACCOUNT_FAILURES
from apps.accounts.models import User
from apps.accounts.services import SIGNUPS
from apps.todos.models import Todo
from tests.conftest import Api, places
from tests.factories import PASSWORD, TodoFactory, UserFactory

pytestmark = pytest.mark.django_db

ADA = {"email": "ada@example.com", "password": PASSWORD}
FOREIGN = "https://evil.example"


def post(client: Client, what: str, json: Any, **headers: str) -> Any:
    return client.post(f"/api/auth/{what}", json, content_type="application/json", headers=headers)


def cookie(client: Client) -> str:
    return client.cookies[settings.SESSION_COOKIE_NAME].value


def test_signing_up_starts_a_session() -> None:
    client = Client()
    response = post(client, "signup", {"email": " Ada@Example.COM", "password": PASSWORD})
    assert response.status_code == 201
    assert response.json() == client.get("/api/auth/me").json()
    assert response.json()["email"] == "ada@example.com"
    session = response.cookies[settings.SESSION_COOKIE_NAME]
    assert (session["httponly"], session["samesite"]) == (True, "Lax")


@pytest.mark.parametrize(
    ("sent", "expected"),
    [
        ({}, ["#/email", "#/password"]),
        ({"email": "nobody", "password": "short"}, ["#/email", "#/password"]),
        ({"email": f"{'x' * 250}@example.com", "password": PASSWORD}, ["#/email"]),
        ({"email": "ada@example.com", "password": "ada@example.com"}, ["#/password"]),
        ({**ADA, "is_staff": True}, ["#/is_staff"]),
    ],
)
def test_wrong_sign_ups_are_refused_by_place(sent: Any, expected: list[str]) -> None:
    response = post(Client(), "signup", sent)
    assert (response.status_code, places(response)) == (422, expected)
    assert not User.objects.exists()


def test_an_email_has_one_account_in_whatever_case() -> None:
    UserFactory.create(email="ada@example.com")
    other_case = {**ADA, "email": "Ada@Example.com"}
    assert post(Client(), "signup", other_case).status_code == 409
    assert post(Client(), "login", other_case).status_code == 200


def test_sign_ups_are_limited_for_each_address() -> None:
    statuses = [
        post(Client(), "signup", {**ADA, "email": f"{number}@example.com"}).status_code
        for number in range(SIGNUPS + 1)
    ]
    assert statuses == [201] * SIGNUPS + [429]


def test_a_limited_login_says_when_its_own_limit_ends() -> None:
    for _ in range(ACCOUNT_FAILURES):
        assert post(Client(), "login", {**ADA, "password": "wrong"}).status_code == 401
    response = post(Client(), "login", ADA)
    assert response.status_code == 429
    assert int(response["Retry-After"]) > 60


def test_a_login_gets_a_new_session_and_ends_the_old_one() -> None:
    client = Client()
    token = post(client, "signup", ADA).json()["csrf_token"]
    old = cookie(client)
    response = post(client, "login", ADA, x_csrf_token=token)
    assert response.status_code == 200
    assert response.json()["csrf_token"] != token
    assert cookie(client) != old
    assert not Session.objects.filter(pk=old).exists()


def test_an_unknown_user_and_a_wrong_password_are_told_alike() -> None:
    UserFactory.create(email=ADA["email"])
    answers = [
        post(Client(), "login", {"email": email, "password": "wrong"}, x_request_id="same")
        for email in (ADA["email"], "nobody@example.com")
    ]
    assert [answer.status_code for answer in answers] == [401, 401]
    assert answers[0].json() == answers[1].json()


@pytest.mark.parametrize(
    ("field", "text"),
    [
        ("email", "\ud800"),
        ("email", "a\0b@example.com"),
        ("email", f"{'x' * 50_000}@example.com"),
        ("password", "correct horse \ud800"),
        ("password", "correct horse \0"),
        ("password", "correct horse \x1b"),
    ],
)
@pytest.mark.parametrize("path", ["signup", "login"])
def test_text_that_nobody_types_is_refused(path: str, field: str, text: str) -> None:
    response = post(Client(raise_request_exception=False), path, {**ADA, field: text})
    assert (response.status_code, places(response)) == (422, [f"#/{field}"])


def test_a_logout_ends_the_session_on_the_server(api: Api) -> None:
    old = cookie(api.client)
    assert api("POST", "/api/auth/logout").status_code == 204
    assert not Session.objects.exists()
    api.client.cookies[settings.SESSION_COOKIE_NAME] = old
    assert api("GET", "/api/auth/me").status_code == 401


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/api/todos"),
        ("POST", "/api/todos"),
        ("DELETE", "/api/todos/1"),
        ("GET", "/api/auth/me"),
        ("POST", "/api/auth/logout"),
    ],
)
def test_without_a_session_it_is_401(method: str, path: str) -> None:
    response = Client().generic(method, path, "{}", content_type="application/json")
    assert response.status_code == 401
    assert response["Content-Type"] == "application/problem+json"


@pytest.mark.parametrize(
    ("proof", "status"),
    [
        ({"x-csrf-token": ""}, 403),
        ({"x-csrf-token": "0" * 64}, 403),
        ({"origin": FOREIGN}, 403),
        ({"sec-fetch-site": "same-site"}, 403),
        ({"x-csrf-token": "", "sec-fetch-site": "none"}, 403),
        ({}, 201),
        ({"x-csrf-token": "", "origin": "http://testserver"}, 201),
        ({"x-csrf-token": "", "sec-fetch-site": "same-origin"}, 201),
    ],
)
def test_a_session_alone_changes_nothing(api: Api, proof: dict[str, str], status: int) -> None:
    api.headers = {name.lower(): value for name, value in api.headers.items()} | proof
    assert api("POST", "/api/todos", {"title": "Milk"}).status_code == status
    assert Todo.objects.count() == (status == 201)


def test_a_listed_origin_needs_the_token(api: Api, settings: Any) -> None:
    settings.CORS_ALLOWED_ORIGINS = [FOREIGN]
    assert api("POST", "/api/todos", {"title": "a"}, origin=FOREIGN).status_code == 201
    api.headers = {}
    assert api("POST", "/api/todos", {"title": "a"}, origin=FOREIGN).status_code == 403


def test_the_todos_of_others_are_not_there(api: Api) -> None:
    todo = TodoFactory.create(owner=UserFactory.create())
    url = f"/api/todos/{todo.pk}"
    for method in ("GET", "PATCH", "DELETE"):
        assert api(method, url, {"title": "forged"}, if_match="*").status_code == 404
    assert api("GET", "/api/todos").json() == []
    assert api("DELETE", "/api/todos").status_code == 204
    todo.refresh_from_db()
    assert todo.version == 1


def test_a_session_in_use_lasts_at_the_cost_of_one_write_an_hour(
    api: Api, django_assert_num_queries: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    api("GET", "/api/auth/me")
    before = Session.objects.get().expire_date
    with django_assert_num_queries(2):
        assert api("GET", "/api/auth/me")["Cache-Control"] == "private, no-store"
    now = time.time()
    monkeypatch.setattr(time, "time", lambda: now + 3601)
    response = api("GET", "/api/auth/me")
    assert response.cookies[settings.SESSION_COOKIE_NAME]
    assert Session.objects.get().expire_date > before
