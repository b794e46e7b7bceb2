import logging
import unicodedata
from typing import Any, Literal

import pytest
from asgiref.sync import async_to_sync
from django.contrib.auth import aauthenticate, authenticate
from django.contrib.auth.hashers import make_password
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.http import HttpRequest

from apps.accounts.backends import ACCOUNT_FAILURES, ADDRESS_FAILURES
from apps.accounts.models import User
from apps.core.ratelimit import TooMany
from tests.factories import PASSWORD, UserFactory

pytestmark = pytest.mark.django_db


def sign_in(email: str, password: str, address: str = "198.51.100.9") -> Any:
    request = HttpRequest()
    request.META["REMOTE_ADDR"] = address
    return authenticate(request, username=email, password=password)


def test_passwords_are_hashed_with_argon2_and_emails_have_no_case() -> None:
    user = User.objects.create_user("Ada@Example.com", PASSWORD)
    assert user.password.startswith("argon2$argon2id$v=19$m=19456,t=2,p=1$")
    assert user.email == "ada@example.com"
    assert sign_in(" ADA@example.com", PASSWORD) == user
    changed = User(email="Bob@Example.com", password="hash")
    changed.full_clean()
    assert changed.email == "bob@example.com"


def test_however_an_account_is_made_its_email_has_no_case() -> None:
    user = User.objects.create(email="Ada@Example.com", password=make_password(PASSWORD))
    assert sign_in("ada@example.com", PASSWORD) == user
    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.create(email="ADA@example.com")
    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.bulk_create([User(email="Bob@example.com")])


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_a_password_is_one_however_its_letters_are_composed(
    form: Literal["NFC", "NFD"], monkeypatch: pytest.MonkeyPatch
) -> None:
    password = "cr\u00e8me br\u00fbl\u00e9e"
    monkeypatch.setenv("DJANGO_SUPERUSER_PASSWORD", unicodedata.normalize(form, password))
    call_command("createsuperuser", email="ada@example.com", interactive=False, verbosity=0)
    for other in (password, unicodedata.normalize("NFD", password)):
        assert sign_in("ada@example.com", other)


@pytest.mark.parametrize(
    "password", ["too short", "x" * 129, "1qaz2wsx3edc", "729461830275", "ada@example.com"]
)
def test_weak_passwords_are_refused(password: str) -> None:
    with pytest.raises(ValidationError):
        validate_password(password, User(email="ada@example.com"))


def test_failures_are_limited_for_each_account() -> None:
    user = UserFactory.create()
    for number in range(ACCOUNT_FAILURES):
        assert sign_in(user.email, PASSWORD) == user  # Who knows the password is not counted.
        assert sign_in(user.email.upper(), "wrong", f"198.51.100.{number}") is None
    with pytest.raises(TooMany):
        sign_in(user.email, PASSWORD)
    other = UserFactory.create()
    assert sign_in(other.email, PASSWORD) == other


def test_letters_that_a_database_folds_open_no_way_around_the_limit() -> None:
    user = UserFactory.create(email="silas@example.com")
    for email in ("\u017filas@example.com", "s\u0131las@example.com", user.email.upper()):
        assert (sign_in(email, PASSWORD) == user) is email.isascii()


def test_failures_are_limited_for_each_address() -> None:
    user = UserFactory.create()
    for number in range(ADDRESS_FAILURES):
        assert sign_in(f"nobody{number}@example.com", "wrong") is None
    with pytest.raises(TooMany) as error:
        sign_in(user.email, PASSWORD)
    assert 1 <= error.value.retry_after <= 900
    assert sign_in(user.email, PASSWORD, "198.51.100.10") == user


def test_asynchronous_logins_are_limited_as_well() -> None:
    attempt = async_to_sync(aauthenticate)
    for _ in range(ACCOUNT_FAILURES):
        assert attempt(username="nobody@example.com", password="wrong") is None
    with pytest.raises(TooMany):
        attempt(username="nobody@example.com", password="wrong")


def test_failures_are_logged_without_the_password(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.WARNING)
    sign_in("ada@example.com", "hush")
    [record] = [record for record in caplog.records if record.name == "apps.accounts.apps"]
    assert (record.getMessage(), vars(record)["client"]) == ("A login failed", "198.51.100.9")
    assert "hush" not in str(vars(record))
