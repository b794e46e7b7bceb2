from typing import Annotated

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationInfo, field_validator

from apps.accounts.characters import EMAIL_LENGTH, refuse_control
from apps.accounts.models import User
from apps.accounts.passwords import normalize


def check_characters(text: str) -> str:
    try:
        refuse_control(text)
    except ValidationError as error:
        raise ValueError(error.message) from None
    return text


def check_email(email: str) -> str:
    try:
        validate_email(email)
    except ValidationError as error:
        raise ValueError(error.message) from None
    return email


Text = Annotated[str, AfterValidator(check_characters)]
Email = Annotated[
    Text,
    AfterValidator(User.objects.normalize_email),
    Field(min_length=1, max_length=EMAIL_LENGTH),
]
Password = Annotated[Text, AfterValidator(normalize), Field(min_length=1)]


class Credentials(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)

    email: Email
    password: Password


class Signup(Credentials):
    email: Annotated[Email, AfterValidator(check_email)]

    @field_validator("password")
    @classmethod
    def check_password(cls, password: str, info: ValidationInfo) -> str:
        try:
            validate_password(password, User(email=info.data.get("email", "")))
        except ValidationError as error:
            raise ValueError(" ".join(error.messages)) from None
        return password


class Account(BaseModel):
    email: str
    csrf_token: str
