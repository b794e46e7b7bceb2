from typing import cast

from django.db.models import Manager
from django.http import HttpRequest

from apps.accounts.models import User
from apps.todos.models import Todo


def todos_of(request: HttpRequest) -> Manager[Todo]:
    """Of the user who is signed in; the view has made sure that there is one."""
    return cast(User, request.user).todos
