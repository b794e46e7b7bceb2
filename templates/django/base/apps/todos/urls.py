from django.urls import path, register_converter
from django.urls.converters import IntConverter

from apps.todos import views


class TodoIdConverter(IntConverter):
    regex = "[1-9][0-9]{0,18}"


register_converter(TodoIdConverter, "todo_id")

app_name = "todos"
urlpatterns = [
    path("", views.index, name="index"),
    path("todos", views.create, name="create"),
    path("todos/<todo_id:todo_id>/update", views.update, name="update"),
    path("todos/<todo_id:todo_id>/delete", views.delete, name="delete"),
]
