from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password

from apps.accounts.characters import EMAIL_LENGTH, refuse_control
from apps.accounts.models import User
from apps.accounts.passwords import normalize


class EmailField(forms.EmailField):
    """E-mails have no case here."""

    def to_python(self, value: Any) -> str:
        return User.objects.normalize_email(super().to_python(value))


class PasswordField(forms.CharField):
    def __init__(self) -> None:
        super().__init__(strip=False, validators=[refuse_control])

    def to_python(self, value: Any) -> str:
        return normalize(super().to_python(value) or "")


class LoginForm(forms.Form):
    email = forms.CharField(max_length=EMAIL_LENGTH, validators=[refuse_control])
    password = PasswordField()


class SignupForm(forms.Form):
    email = EmailField(max_length=EMAIL_LENGTH)
    password = PasswordField()

    def clean_password(self) -> str:
        password: str = self.cleaned_data["password"]
        validate_password(password, User(email=self.cleaned_data.get("email", "")))
        return password


class PasswordForm(forms.Form):
    current_password = PasswordField()
    password = PasswordField()

    def __init__(self, user: User, data: Any = None) -> None:
        super().__init__(data)
        self.user = user

    def clean_password(self) -> str:
        password: str = self.cleaned_data["password"]
        validate_password(password, self.user)
        return password
