from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password

from apps.accounts.models import User


class EmailField(forms.EmailField):
    """E-mails have no case here."""

    def clean(self, value: Any) -> str:
        return str(super().clean(value)).lower()


class LoginForm(forms.Form):
    email = forms.CharField()
    password = forms.CharField(strip=False)


class SignupForm(forms.Form):
    email = EmailField(max_length=254)
    password = forms.CharField(strip=False)

    def clean_password(self) -> str:
        password: str = self.cleaned_data["password"]
        validate_password(password, User(email=self.cleaned_data.get("email", "")))
        return password


class PasswordForm(forms.Form):
    current_password = forms.CharField(strip=False)
    password = forms.CharField(strip=False)

    def __init__(self, user: User, data: Any = None) -> None:
        super().__init__(data)
        self.user = user

    def clean_password(self) -> str:
        password: str = self.cleaned_data["password"]
        validate_password(password, self.user)
        return password
