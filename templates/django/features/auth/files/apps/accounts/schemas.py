from typing import Annotated

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationInfo, field_validator

from apps.accounts.models import User


def clean_email(text: str) -> str:
    email = text.strip().lower()
    try:
        validate_email(email)
    except ValidationError as error:
        raise ValueError(error.message) from None
    return email


class Credentials(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)

    email: str
    password: str


class Signup(Credentials):
    email: Annotated[str, Field(max_length=254), AfterValidator(clean_email)]

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
