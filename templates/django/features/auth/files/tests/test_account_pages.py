import re

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from pytest_django.fixtures import Settings

from apps.accounts.backends import ACCOUNT_FAILURES
from apps.accounts.models import User
from tests.factories import PASSWORD, UserFactory

pytestmark = pytest.mark.django_db

ADA = {"email": "ada@example.com", "password": PASSWORD}
BROWSER = {"Accept": "text/html"}


@pytest.mark.parametrize(
    ("method", "path", "back"),
    [("GET", "/", "/"), ("GET", "/password", "/password"), ("POST", "/todos", "/")],
)
def test_without_a_session_pages_lead_to_the_login(method: str, path: str, back: str) -> None:
    response = Client().generic(method, path)
    assert (response.status_code, response["Location"]) == (302, f"/login?next={back}")


def test_from_no_account_to_a_list_and_out() -> None:
    client = Client()
    assert client.post("/signup", ADA)["Location"] == "/"
    page = client.get("/").content.decode()
    assert "ada@example.com" in page
    assert client.get("/login?next=/password")["Location"] == "/password"
    assert "Sign out?" in client.get("/logout").content.decode()
    assert client.post("/logout")["Location"] == "/login"
    assert not Session.objects.exists()


def test_a_failed_login_keeps_the_email_and_not_the_password() -> None:
    UserFactory.create(email=ADA["email"])
    response = Client().post("/login", {**ADA, "password": "wrong"})
    page = response.content.decode()
    assert response.status_code == 401
    assert "E-mail or password is wrong." in page
    assert 'value="ada@example.com"' in page
    assert 'value="wrong"' not in page


def test_logins_are_limited_for_each_account() -> None:
    UserFactory.create(email=ADA["email"])
    for _ in range(ACCOUNT_FAILURES):
        Client().post("/login", {**ADA, "password": "wrong"})
    response = Client().post("/login", ADA, headers=BROWSER)
    assert response.status_code == 429
    assert 1 <= int(response["Retry-After"]) <= 900
    page = response.content.decode()
    assert "Too many attempts. Try again in 15 minutes." in page
    assert 'value="ada@example.com"' in page


@pytest.mark.parametrize(
    ("fields", "status"),
    [({}, 422), ({**ADA, "email": "nobody"}, 422), ({**ADA, "password": "short"}, 422), (ADA, 409)],
)
def test_a_wrong_sign_up_is_explained_at_its_fields(fields: dict[str, str], status: int) -> None:
    UserFactory.create(email=ADA["email"])
    response = Client().post("/signup", fields)
    assert response.status_code == status
    assert 'aria-invalid="true"' in response.content.decode()
    assert User.objects.count() == 1


@pytest.mark.parametrize(
    "fields",
    [{"email": "a\0b"}, {"email": "x" * 255}, {"password": "horse\0"}, {"password": "horse\x1b"}],
)
@pytest.mark.parametrize("path", ["/login", "/signup"])
def test_text_that_nobody_types_is_refused(path: str, fields: dict[str, str]) -> None:
    response = Client(raise_request_exception=False).post(path, ADA | fields)
    assert response.status_code == 422
    assert "<title>Error: " in response.content.decode()


@pytest.mark.parametrize(
    "wanted", ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:1", "evil"]
)
def test_a_login_leads_to_no_other_site(wanted: str) -> None:
    UserFactory.create(email=ADA["email"])
    assert Client().post("/login", {**ADA, "next": wanted})["Location"] == "/"
    assert Client().post(f"/login?next={wanted}", ADA)["Location"] == "/"


def test_forms_of_accounts_need_a_token(user: User) -> None:
    client = Client(enforce_csrf_checks=True)
    for path in ("/login", "/signup", "/logout", "/password"):
        assert client.post(path, ADA).status_code == 403
    page = client.get("/login").content.decode()
    token = re.findall('name="csrfmiddlewaretoken" value="([^"]+)"', page)[-1]
    fields = {"email": user.email, "password": PASSWORD, "csrfmiddlewaretoken": token}
    assert client.post("/login", fields).status_code == 303


def test_a_new_password_ends_the_other_sessions(client: Client, user: User) -> None:
    other = Client()
    other.force_login(user)
    fields = {"current_password": PASSWORD, "password": "another horse battery"}
    assert client.post("/password", fields | {"current_password": "wrong"}).status_code == 422
    assert client.post("/password", fields | {"password": "short"}).status_code == 422
    changed = client.post("/password", fields)
    assert (changed.status_code, changed["Location"]) == (303, "/password?changed")
    assert "Your password has been changed." in client.get(changed["Location"]).content.decode()
    assert client.get("/").status_code == 200
    assert other.get("/").status_code == 302
    assert client.login(username=user.email, password="another horse battery")


def test_in_production_cookies_belong_to_this_host(settings: Settings) -> None:
    settings.SESSION_COOKIE_SECURE = settings.CSRF_COOKIE_SECURE = True
    response = Client().post("/signup", ADA)
    assert all(each["secure"] and each["httponly"] for each in response.cookies.values())
    assert all(each["path"] == "/" and not each["domain"] for each in response.cookies.values())
