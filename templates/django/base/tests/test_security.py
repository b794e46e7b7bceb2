import pytest
from django.test import Client, RequestFactory
from pytest_django.fixtures import Settings

from apps.core.clients import believe_proxies, client_key
from apps.todos.models import Todo
from tests.conftest import Api

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


def test_forms_need_a_token(db: None, client: Client) -> None:
    client.handler.enforce_csrf_checks = True
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


def test_the_rate_limit_counts_clients_and_not_headers(db: None, settings: Settings) -> None:
    settings.RATE_LIMIT = 2
    ips = [f"203.0.113.{number}" for number in range(3)]
    client = Client(REMOTE_ADDR="198.51.100.7")
    responses = [client.get("/api/nope", headers={"X-Forwarded-For": ip}) for ip in ips]
    assert [response.status_code for response in responses] == [404, 404, 429]
    assert responses[0]["RateLimit-Policy"] == '"default";q=2;w=60'
    assert responses[2]["RateLimit"].startswith('"default";r=0;t=')
    assert 1 <= int(responses[2]["Retry-After"]) <= 60
    settings.TRUSTED_PROXIES = 1
    behind = [client.get("/api/nope", headers={"X-Forwarded-For": f"1.1.1.1, {ip}"}) for ip in ips]
    assert [response.status_code for response in behind] == [404, 404, 404]


@pytest.mark.parametrize(
    ("said", "key"),
    [
        ("9.9.9.9", "9.9.9.9"),
        ("9.9.9.9:1000", "9.9.9.9"),
        ("::ffff:9.9.9.9", "9.9.9.9"),
        ("2001:db8::1", "2001:db8::/64"),
        ("[2001:db8::1]", "2001:db8::/64"),
        ("[2001:db8::1]:1000", "2001:db8::/64"),
        ("unknown", "unknown"),
    ],
)
def test_a_client_is_one_whatever_its_port_and_notation(
    settings: Settings, said: str, key: str
) -> None:
    settings.TRUSTED_PROXIES = 1
    request = RequestFactory().get("/", headers={"X-Forwarded-For": said})
    believe_proxies(request)
    assert client_key(request) == key


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
