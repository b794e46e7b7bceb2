"""Log lines: JSON in production, readable in development, each with its request's id."""

import json
import logging
import re
from collections.abc import Mapping
from contextvars import ContextVar
from datetime import datetime, timezone
from typing import Any

current_request_id: ContextVar[str | None] = ContextVar("request_id", default=None)

SECRET_NAME = re.compile(
    r"authorization|cookie|password|passwd|secret|token|api.?key|session", re.IGNORECASE
)
STANDARD = {*vars(logging.makeLogRecord({})), "message", "asctime", "request_id"}


class RequestIdFilter(logging.Filter):
    def filter(self, record: logging.LogRecord) -> bool:
        record.request_id = current_request_id.get()
        return True


def redact(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {
            str(name): "[redacted]" if SECRET_NAME.search(str(name)) else redact(inner)
            for name, inner in value.items()
        }
    if isinstance(value, list | tuple):
        return [redact(inner) for inner in value]
    return value


def extras(record: logging.LogRecord) -> dict[str, Any]:
    """What was passed as `extra=`, without Django's own request object and the like."""
    given = {name: value for name, value in vars(record).items() if name not in STANDARD}
    given.pop("request", None)
    redacted: dict[str, Any] = redact(given)
    return redacted


class JsonFormatter(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        line = {
            "time": datetime.fromtimestamp(record.created, timezone.utc).isoformat(
                timespec="milliseconds"
            ),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
            "request_id": getattr(record, "request_id", None),
            **extras(record),
        }
        if record.exc_info:
            line["exception"] = self.formatException(record.exc_info)
        return json.dumps(line, default=str)


class TextFormatter(logging.Formatter):
    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)-7s %(message)s", datefmt="%H:%M:%S")

    def formatMessage(self, record: logging.LogRecord) -> str:
        fields = " ".join(f"{name}={value}" for name, value in extras(record).items())
        return " ".join(part for part in [super().formatMessage(record), fields] if part)
