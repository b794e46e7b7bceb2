import unicodedata

from django.contrib.auth.hashers import Argon2PasswordHasher
from django.core.exceptions import ValidationError

MAX_LENGTH = 128


def normalize(password: str) -> str:
    """One spelling for what looks the same, whatever keyboard typed it."""
    return unicodedata.normalize("NFC", password)


class PasswordHasher(Argon2PasswordHasher):
    """Argon2id as OWASP advises: Django's own takes 100 MiB and eight threads for every login."""

    memory_cost = 19_456
    time_cost = 2
    parallelism = 1

    def encode(self, password: str, salt: str) -> str:
        return super().encode(normalize(password), salt)

    def verify(self, password: str, encoded: str) -> bool:
        return super().verify(normalize(password), encoded)


class MaximumLengthValidator:
    def validate(self, password: str, user: object = None) -> None:
        if len(password) > MAX_LENGTH:
            raise ValidationError(f"Use at most {MAX_LENGTH} characters.", code="password_too_long")

    def get_help_text(self) -> str:
        return f"Your password must contain at most {MAX_LENGTH} characters."
