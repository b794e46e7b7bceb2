from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from apps.todos import services
from apps.todos.forms import AddForm, ChangeForm
from apps.todos.models import Todo

PAGE_SIZE = 100


@csrf_exempt  # It takes safe methods only, and says so (405) before asking for a token.
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    return show_list(request)


@require_POST
def create(request: HttpRequest) -> HttpResponse:
    form = AddForm(request.POST)
    if not form.is_valid():
        return show_list(request, add=form)
    services.create_todo(**form.cleaned_data)
    return to_list()


@require_POST
def update(request: HttpRequest, todo_id: int) -> HttpResponse:
    form = ChangeForm(request.POST)
    try:
        if not form.is_valid():
            return show_list(request, change=form, changing=services.get_todo(todo_id))
        services.update_todo(todo_id, form.cleaned_data)
    except Todo.DoesNotExist:
        raise Http404 from None
    return to_list()


@require_POST
def delete(request: HttpRequest, todo_id: int) -> HttpResponse:
    try:
        services.delete_todo(todo_id)
    except Todo.DoesNotExist:
        raise Http404 from None
    return to_list()


def show_list(
    request: HttpRequest,
    *,
    add: AddForm | None = None,
    change: ChangeForm | None = None,
    changing: Todo | None = None,
) -> HttpResponse:
    """The page; with a refused form, again with what was typed and what is wrong with it."""
    todos, more = services.list_todos(limit=PAGE_SIZE)
    context = {
        "todos": todos,
        "more": more,
        "completed": sum(todo.completed for todo in todos),
        "blank": Todo(pk=0),
        "add": add,
        "change": change,
        "changing": changing,
    }
    return render(request, "todos/index.html", context, status=422 if add or change else 200)


def to_list() -> HttpResponse:
    return HttpResponseRedirect(reverse("todos:index"), status=303)
