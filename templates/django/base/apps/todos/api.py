from collections.abc import Collection

from django.http import HttpRequest, HttpResponse
from django.utils.http import parse_etags
from ninja import Query, Router, Status

from apps.todos import services
from apps.todos.models import Todo
from apps.todos.schemas import TodoCreate, TodoOut, TodoPatch, TodoQuery, encode_cursor

router = Router(tags=["todos"])


@router.get("", response=list[TodoOut])
def list_todos(
    request: HttpRequest, response: HttpResponse, query: Query[TodoQuery]
) -> list[TodoOut]:
    todos, more = services.list_todos(
        after=query.cursor, limit=query.limit, completed=query.completed
    )
    url = todos_url(request)
    if more:
        parameters = request.GET.copy()
        parameters["cursor"] = encode_cursor(todos[-1].pk)
        response["Link"] = f'<{url}?{parameters.urlencode()}>; rel="next"'
    return [TodoOut.of(todo, url) for todo in todos]


@router.post("", response={201: TodoOut})
def create_todo(request: HttpRequest, response: HttpResponse, body: TodoCreate) -> Status[TodoOut]:
    todo = present(request, response, services.create_todo(**body.model_dump()))
    response["Location"] = todo.url
    return Status(201, todo)


@router.delete("", response={204: None})
def delete_todos(request: HttpRequest) -> Status[None]:
    services.delete_todos()
    return Status(204, None)


@router.get("/{todo_id:todo_id}", response=TodoOut)
def read_todo(request: HttpRequest, response: HttpResponse, todo_id: int) -> TodoOut:
    return present(request, response, services.get_todo(todo_id))


@router.patch("/{todo_id:todo_id}", response=TodoOut)
def update_todo(
    request: HttpRequest, response: HttpResponse, todo_id: int, body: TodoPatch
) -> TodoOut:
    changes = body.model_dump(exclude_unset=True)
    return present(request, response, services.update_todo(todo_id, changes, versions(request)))


@router.delete("/{todo_id:todo_id}", response={204: None})
def delete_todo(request: HttpRequest, todo_id: int) -> Status[None]:
    services.delete_todo(todo_id, versions(request))
    return Status(204, None)


def present(request: HttpRequest, response: HttpResponse, todo: Todo) -> TodoOut:
    response["ETag"] = f'"{todo.version}"'
    return TodoOut.of(todo, todos_url(request))


def todos_url(request: HttpRequest) -> str:
    return request.build_absolute_uri("/api/todos")


def versions(request: HttpRequest) -> Collection[int] | None:
    """The versions that `If-Match` allows; None when any will do."""
    tags = parse_etags(request.headers.get("If-Match", "*"))
    if tags == ["*"]:
        return None
    numbers = (tag.strip('"') for tag in tags if not tag.startswith("W/"))
    return [int(number) for number in numbers if number.isdecimal() and len(number) < 10]
