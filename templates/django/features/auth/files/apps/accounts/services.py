"""What people do with their accounts; pages and API only translate."""

from django.contrib.auth import authenticate, login, update_session_auth_hash
from django.db import IntegrityError, transaction
from django.http import HttpRequest

from apps.accounts.models import User
from apps.core.clients import client_key
from apps.core.ratelimit import limiter

SIGNUPS, SIGNUP_SECONDS = 20, 60 * 60


class EmailTaken(Exception):
    """Another account has it."""


class WrongCredentials(Exception):
    """There is no such account, or the password is another: the difference is nobody's business."""


def sign_up(request: HttpRequest, email: str, password: str) -> User:
    limiter.check(f"signup from {client_key(request)}", SIGNUPS, SIGNUP_SECONDS)
    try:
        with transaction.atomic():
            user = User.objects.create_user(email, password)
    except IntegrityError:
        raise EmailTaken from None
    start_session(request, user)
    return user


def sign_in(request: HttpRequest, email: str, password: str) -> User:
    user = verify(request, email, password)
    start_session(request, user)
    return user


def change_password(request: HttpRequest, user: User, current_password: str, password: str) -> None:
    """Ends all other sessions of the user: they carry a hash of the old password."""
    verify(request, user.email, current_password)
    user.set_password(password)
    user.save(update_fields=["password"])
    update_session_auth_hash(request, user)


def verify(request: HttpRequest, email: str, password: str) -> User:
    user = authenticate(request, username=email, password=password)
    if not isinstance(user, User):
        raise WrongCredentials
    return user


def start_session(request: HttpRequest, user: User) -> None:
    """Always a new one; Django keeps the old one when the same user signs in again."""
    request.session.flush()
    login(request, user)
