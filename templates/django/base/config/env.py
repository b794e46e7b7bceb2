"""Everything the environment may say, checked at start."""

import re
from pathlib import Path
from typing import Annotated, Any
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured
from pydantic import (
    BeforeValidator,
    Field,
    ValidationError,
    ValidationInfo,
    field_validator,
    model_validator,
)
from pydantic_settings import (
    BaseSettings,
    NoDecode,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
)

BASE_DIR = Path(__file__).resolve().parent.parent

DEVELOPMENT_KEY = "django-insecure-only-for-development"
LOG_LEVELS = ("DEBUG", "INFO", "WARN", "WARNING", "ERROR", "FATAL", "CRITICAL")


def split_commas(value: Any) -> Any:
    return (
        [part.strip() for part in value.split(",") if part.strip()]
        if isinstance(value, str)
        else value
    )


CommaList = Annotated[list[str], NoDecode, BeforeValidator(split_commas)]


class Environment(BaseSettings):
    """Variables win over `.env`, which is for development; the README lists them all."""

    model_config = SettingsConfigDict(
        env_file=BASE_DIR / ".env", extra="ignore", validate_default=True
    )

    debug: bool = False
    secret_key: str = ""
    allowed_hosts: CommaList = ["localhost", "127.0.0.1", "[::1]"]
    admin_path: str = Field("admin/", pattern=r"^[A-Za-z0-9_-]+/?$")
    cors_origins: CommaList = []
    database_url: str = "sqlite:///data/db.sqlite3"
    host: str = "127.0.0.1"
    hsts_seconds: int = Field(3600, ge=0)
    log_level: str = "INFO"
    port: int = Field(8000, ge=0, le=65535)
    rate_limit: int = Field(600, ge=1)
    trusted_proxies: int = Field(0, ge=0)
    web_concurrency: int = Field(1, ge=1)

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Production reads only its environment."""
        debug = str(env_settings().get("debug", "true")).lower()
        if debug in {"1", "on", "t", "true", "y", "yes"}:
            return init_settings, env_settings, dotenv_settings
        return init_settings, env_settings

    @model_validator(mode="before")
    @classmethod
    def take_empty_as_unset(cls, values: dict[str, Any]) -> dict[str, Any]:
        """After merging, so that an empty variable overrules `.env` as well."""
        return {name: value for name, value in values.items() if value != ""}

    @field_validator("secret_key")
    @classmethod
    def check_secret_key(cls, value: str, info: ValidationInfo) -> str:
        if info.data.get("debug"):
            return value or DEVELOPMENT_KEY
        if not value:
            raise ValueError("is missing; set it, or DEBUG=true for development")
        if len(value) < 50 or len(set(value)) < 5:
            raise ValueError("is too short; use at least 50 random characters")
        if re.search(r"insecure|example|change.?me|your.?secret", value, re.IGNORECASE):
            raise ValueError("is an example; use at least 50 random characters")
        return value

    @field_validator("allowed_hosts")
    @classmethod
    def check_allowed_hosts(cls, value: list[str], info: ValidationInfo) -> list[str]:
        if any(re.search(r"[/@\s]", host) for host in value):
            raise ValueError("must be names such as todo.example.com, without scheme or path")
        if "*" in value and not info.data.get("debug"):
            raise ValueError("must name the hosts; * is for development")
        return value

    @field_validator("cors_origins")
    @classmethod
    def check_cors_origins(cls, value: list[str]) -> list[str]:
        for origin in value:
            parts = urlsplit(origin)
            if (
                parts.scheme not in {"http", "https"}
                or origin != f"{parts.scheme}://{parts.netloc}"
            ):
                raise ValueError("must be origins such as https://app.example.com")
        return value

    @field_validator("database_url")
    @classmethod
    def check_database_url(cls, value: str) -> str:
        if not re.fullmatch(r"sqlite:///[^?#:][^?#]*", value):
            raise ValueError("must name a file, such as sqlite:///data/db.sqlite3")
        return value

    @field_validator("log_level")
    @classmethod
    def check_log_level(cls, value: str) -> str:
        if value.upper() not in LOG_LEVELS:
            raise ValueError(f"must be one of {', '.join(LOG_LEVELS)}")
        return value.upper()


def load_environment() -> Environment:
    try:
        return Environment()
    except ValidationError as error:
        lines = ["The environment is not usable:"]
        for each in error.errors():
            name = str(each["loc"][0]).upper()
            lines.append(f"  {name}: {each['msg'].removeprefix('Value error, ')}")
        raise ImproperlyConfigured("\n".join(lines)) from None


def make_folder(path: Path) -> None:
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        reason = f"The folder of the database, {path}, cannot be made: {error.strerror}."
        raise ImproperlyConfigured(f"{reason}\nCheck DATABASE_URL.") from None
