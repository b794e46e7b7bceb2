import logging

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django.fixtures import Settings

from apps.core.guards import LOGINS
from apps.todos.models import Todo
from tests.conftest import Api
from tests.factories import UserFactory

LISTED = "https://app.example.com"
POLICY = {
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self'",
    "font-src 'self'",
    "connect-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
}
FOREIGN = [
    {"origin": "https://evil.example"},
    {"origin": "null"},
    {"origin": "http://testserver:1"},
    {"sec_fetch_site": "cross-site"},
    {"sec_fetch_site": "same-site"},
]


@pytest.mark.parametrize(
    "path", ["/", "/nope", "/api/todos", "/api/nope", "/livez", "/static/app.css"]
)
def test_headers(api: Api, path: str) -> None:
    response = api("GET", path)
    assert set(response["Content-Security-Policy"].split("; ")) == POLICY
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Referrer-Policy"] == "same-origin"
    assert response["X-Frame-Options"] == "DENY"
    assert "Strict-Transport-Security" not in response


@pytest.mark.parametrize("headers", FOREIGN)
def test_other_sites_change_nothing(api: Api, headers: dict[str, str]) -> None:
    todo = api.add("Milk")
    for method, path in [("POST", "/api/todos"), ("DELETE", todo["url"]), ("POST", "/todos")]:
        assert api(method, path, {"title": "forged"}, **headers).status_code == 403
    assert [todo.title for todo in Todo.objects.all()] == ["Milk"]


@pytest.mark.parametrize(
    "headers", [{"origin": "http://testserver"}, {"sec_fetch_site": "same-origin"}, {}]
)
def test_our_own_pages_and_programs_do(api: Api, headers: dict[str, str]) -> None:
    assert api("POST", "/api/todos", {"title": "Milk"}, **headers).status_code == 201


def test_forms_need_a_token(db: None) -> None:
    client = Client(enforce_csrf_checks=True)
    assert client.post("/todos", {"title": "forged"}).status_code == 403
    client.get("/")
    token = client.cookies["csrftoken"].value
    fields = {"title": "Milk", "csrfmiddlewaretoken": token}
    assert client.post("/todos", fields).status_code == 303


def test_a_listed_origin_may_use_the_api_and_only_that(api: Api, settings: Settings) -> None:
    settings.CORS_ALLOWED_ORIGINS = [LISTED]
    headers = {"origin": LISTED, "sec_fetch_site": "cross-site"}
    response = api("POST", "/api/todos", {"title": "Milk"}, **headers)
    assert response.status_code == 201
    assert response["Access-Control-Allow-Origin"] == LISTED
    assert "Access-Control-Allow-Origin" not in api(
        "GET", "/api/todos", origin="https://evil.example"
    )
    assert api("POST", "/todos", **headers).status_code == 403


def test_the_rate_limit_counts_clients_and_not_headers(api: Api, settings: Settings) -> None:
    settings.RATE_LIMIT = 2
    ips = [f"203.0.113.{number}" for number in range(3)]
    client = Client(REMOTE_ADDR="198.51.100.7")
    responses = [client.get("/api/todos", headers={"X-Forwarded-For": ip}) for ip in ips]
    assert [response.status_code for response in responses] == [200, 200, 429]
    assert responses[0]["RateLimit-Policy"] == '"default";q=2;w=60'
    assert responses[2]["RateLimit"].startswith('"default";r=0;t=')
    assert 1 <= int(responses[2]["Retry-After"]) <= 60
    settings.TRUSTED_PROXIES = 1
    behind = [client.get("/api/todos", headers={"X-Forwarded-For": f"1.1.1.1, {ip}"}) for ip in ips]
    assert [response.status_code for response in behind] == [200, 200, 200]


def test_proxies_are_believed_as_far_as_they_are_counted(api: Api, settings: Settings) -> None:
    said = {"x_forwarded_proto": "https", "x_forwarded_host": "evil.example, testserver"}
    assert (
        api("POST", "/api/todos", {"title": "a"}, **said)
        .json()["url"]
        .startswith("http://testserver/")
    )
    settings.TRUSTED_PROXIES, settings.USE_X_FORWARDED_HOST = 1, True
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    settings.SECURE_HSTS_SECONDS = 3600
    response = api("POST", "/api/todos", {"title": "a"}, **said)
    assert response.json()["url"].startswith("https://testserver/")


def test_a_wrong_host_is_400_except_for_health(api: Api) -> None:
    response = api("GET", "/api/todos", host="evil.example")
    assert (response.status_code, response["Content-Type"]) == (400, "application/problem+json")
    assert response["X-Request-Id"]
    for path in ("/livez", "/readyz"):
        assert api("GET", path, host="evil.example").status_code == 200


def test_the_admin_works_under_the_policy(admin_client: Client) -> None:
    Todo.objects.create(title="Milk")
    for name in ("index", "todos_todo_changelist", "todos_todo_add", "accounts_user_changelist"):
        response = admin_client.get(
            reverse(f"admin:{name}"), {"q": "Milk"} if "list" in name else {}
        )
        page = response.content.decode()
        assert response.status_code == 200
        assert "<style" not in page
        assert " style=" not in page
        assert " onclick=" not in page
        assert "<script>" not in page


def test_passwords_are_hashed_with_argon2_and_emails_have_no_case(db: None, client: Client) -> None:
    user = UserFactory.create(email="Ada@Example.com")
    assert user.password.startswith("argon2$argon2id$")
    assert client.login(username="ada@example.com", password="correct horse battery")


def test_the_admin_limits_logins_and_logs_failures(
    db: None, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.WARNING)
    client = Client(REMOTE_ADDR="198.51.100.9")
    login = reverse("admin:login")
    fields = {"username": "ada@example.com", "password": "hush"}
    assert client.post(login, fields).status_code == 200
    [record] = [record for record in caplog.records if record.name == "apps.accounts.apps"]
    assert (record.getMessage(), vars(record)["client"]) == ("A login failed", "198.51.100.9")
    assert "hush" not in str(vars(record))
    statuses = [client.post(login).status_code for _ in range(LOGINS)]
    assert statuses == [200] * (LOGINS - 1) + [429]
    assert 1 <= int(client.post(login)["Retry-After"]) <= 900
    assert client.get(login).status_code == 200
    assert Client(REMOTE_ADDR="198.51.100.10").post(login).status_code == 200


def test_a_login_without_a_destination_leads_to_the_list(db: None, client: Client) -> None:
    UserFactory.create(email="ada@example.com", is_staff=True)
    fields = {"username": "ada@example.com", "password": "correct horse battery"}
    for query in ("", "?next=https://evil.example/"):
        response = client.post(reverse("admin:login") + query, fields)
        assert (response.status_code, response["Location"]) == (302, "/")


def test_a_change_in_the_admin_changes_the_etag(admin_client: Client) -> None:
    todo = Todo.objects.create(title="Milk")
    url = reverse("admin:todos_todo_change", args=[todo.pk])
    assert admin_client.post(url, {"title": "a\x07b"}).status_code == 200
    assert admin_client.post(url, {"title": "Bread"}).status_code == 302
    todo.refresh_from_db()
    assert (todo.title, todo.version) == ("Bread", 2)
