"""What the API takes and gives."""

import base64
import re
from datetime import datetime
from typing import Annotated, Any

from django.core.exceptions import ValidationError
from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field

from apps.todos.models import Todo
from apps.todos.titles import clean_title


def check_title(text: str) -> str:
    try:
        return clean_title(text)
    except ValidationError as error:
        raise ValueError(error.message) from None


def read_once(text: Any) -> Any:
    if isinstance(text, list):
        raise ValueError("Give this parameter once.")
    return text


def read_limit(text: str) -> int:
    if not re.fullmatch(r"[1-9][0-9]?|100", text):
        raise ValueError("Give a whole number from 1 to 100.")
    return int(text)


def read_flag(text: str) -> bool:
    if text not in {"true", "false"}:
        raise ValueError("Give true or false.")
    return text == "true"


def encode_cursor(todo_id: int) -> str:
    return base64.urlsafe_b64encode(str(todo_id).encode()).decode().rstrip("=")


def decode_cursor(text: str) -> int:
    try:
        todo_id = int(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)))
        if 0 < todo_id < 2**63 and encode_cursor(todo_id) == text:
            return todo_id
    except ValueError:
        pass
    raise ValueError("Give a cursor that a list was answered with.")


Title = Annotated[str, AfterValidator(check_title)]
Once = BeforeValidator(read_once)
Order = Annotated[int, Field(ge=-(2**31), lt=2**31)]


class TodoPatch(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)

    title: Title = ""
    completed: bool = False
    order: Order | None = None


class TodoCreate(TodoPatch):
    title: Title = Field("", validate_default=True)


class TodoQuery(BaseModel):
    limit: Annotated[int, BeforeValidator(read_limit), Once] = 100
    cursor: Annotated[int | None, BeforeValidator(decode_cursor), Once] = None
    completed: Annotated[bool | None, BeforeValidator(read_flag), Once] = None


class TodoOut(BaseModel):
    id: int
    title: str
    completed: bool
    order: int | None
    url: str
    created_at: datetime
    updated_at: datetime

    @classmethod
    def of(cls, todo: Todo, todos_url: str) -> "TodoOut":
        return cls(
            id=todo.pk,
            title=todo.title,
            completed=todo.completed,
            order=todo.order,
            url=f"{todos_url}/{todo.pk}",
            created_at=todo.created_at,
            updated_at=todo.updated_at,
        )
