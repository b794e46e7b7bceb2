from typing import Any, cast

from django.conf import settings
from django.contrib.auth import logout as end_session
from django.http import HttpRequest
from ninja import Router, Status
from ninja.security import APIKeyCookie

from apps.accounts import services
from apps.accounts.csrf import csrf_token_of
from apps.accounts.models import User
from apps.accounts.schemas import Account, Credentials, Signup
from apps.core.problems import Problem

router = Router(tags=["accounts"])


class SignedIn(APIKeyCookie):
    param_name = settings.SESSION_COOKIE_NAME

    def __init__(self) -> None:
        super().__init__(csrf=False)  # The middleware asks for the proof.

    def authenticate(self, request: HttpRequest, key: str | None) -> Any:
        if request.user.is_authenticated:
            return request.user
        raise Problem(401)


@router.post("/signup", auth=None, response={201: Account, 409: None})
def signup(request: HttpRequest, body: Signup) -> Status[Account]:
    try:
        user = services.sign_up(request, body.email, body.password)
    except services.EmailTaken:
        raise Problem(409, "This e-mail already has an account.") from None
    return Status(201, account(request, user))


@router.post("/login", auth=None, response={200: Account, 401: None})
def login(request: HttpRequest, body: Credentials) -> Account:
    try:
        user = services.sign_in(request, body.email, body.password)
    except services.WrongCredentials:
        raise Problem(401, "E-mail or password is wrong.") from None
    return account(request, user)


@router.post("/logout", response={204: None})
def logout(request: HttpRequest) -> Status[None]:
    end_session(request)
    return Status(204, None)


@router.get("/me", response=Account)
def me(request: HttpRequest) -> Account:
    return account(request, cast(User, request.user))


def account(request: HttpRequest, user: User) -> Account:
    return Account(email=user.email, csrf_token=csrf_token_of(request))
