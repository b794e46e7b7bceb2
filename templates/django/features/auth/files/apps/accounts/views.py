from typing import cast

from django import forms
from django.contrib.auth import logout as end_session
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from apps.accounts import services
from apps.accounts.decorators import signed_in
from apps.accounts.forms import LoginForm, PasswordForm, SignupForm
from apps.accounts.models import User
from apps.core.ratelimit import TooMany

show_or_take = require_http_methods(["GET", "POST"])


@never_cache
@sensitive_post_parameters("password")
@show_or_take
def login(request: HttpRequest) -> HttpResponse:
    if request.method == "GET":
        return show_to_visitors(request, LoginForm())
    form = LoginForm(request.POST)
    if not form.is_valid():
        return show(request, form, status=422)
    try:
        services.sign_in(request, **form.cleaned_data)
    except services.WrongCredentials:
        form.add_error(None, "E-mail or password is wrong.")
        return show(request, form, status=401)
    except TooMany as error:
        return show_limited(request, form, error)
    return HttpResponseRedirect(destination(request), status=303)


@never_cache
@sensitive_post_parameters("password")
@show_or_take
def signup(request: HttpRequest) -> HttpResponse:
    if request.method == "GET":
        return show_to_visitors(request, SignupForm())
    form = SignupForm(request.POST)
    if not form.is_valid():
        return show(request, form, status=422)
    try:
        services.sign_up(request, **form.cleaned_data)
    except services.EmailTaken:
        form.add_error("email", "This e-mail already has an account.")
        return show(request, form, status=409)
    except TooMany as error:
        return show_limited(request, form, error)
    return HttpResponseRedirect(destination(request), status=303)


@show_or_take
@signed_in
def logout(request: HttpRequest) -> HttpResponse:
    if request.method == "GET":
        return render(request, "accounts/logout.html")
    end_session(request)
    return HttpResponseRedirect(reverse("accounts:login"), status=303)


@sensitive_post_parameters("current_password", "password")
@show_or_take
@signed_in
def password(request: HttpRequest) -> HttpResponse:
    user = cast(User, request.user)
    if request.method == "GET":
        return show(request, PasswordForm(user))
    form = PasswordForm(user, request.POST)
    if not form.is_valid():
        return show(request, form, status=422)
    try:
        services.change_password(request, user, **form.cleaned_data)
    except services.WrongCredentials:
        form.add_error("current_password", "This password is wrong.")
        return show(request, form, status=422)
    except TooMany as error:
        return show_limited(request, form, error)
    return HttpResponseRedirect(f"{reverse('accounts:password')}?changed", status=303)


def show_to_visitors(request: HttpRequest, form: forms.Form) -> HttpResponse:
    """Who has signed in already goes on to where the form would lead."""
    if request.user.is_authenticated:
        return HttpResponseRedirect(destination(request), status=303)
    return show(request, form)


def show(request: HttpRequest, form: forms.Form, status: int = 200) -> HttpResponse:
    name = type(form).__name__.removesuffix("Form").lower()
    context = {"form": form, "next": destination(request)}
    return render(request, f"accounts/{name}.html", context, status=status)


def show_limited(request: HttpRequest, form: forms.Form, error: TooMany) -> HttpResponse:
    form.add_error(None, str(error))
    response = show(request, form, status=429)
    response["Retry-After"] = error.retry_after
    return response


def destination(request: HttpRequest) -> str:
    """Where the form leads: never to another site."""
    wanted = request.POST.get("next") or request.GET.get("next") or "/"
    local = wanted.startswith("/") and url_has_allowed_host_and_scheme(wanted, allowed_hosts=None)
    return wanted if local else "/"
