from django.apps import AppConfig


class TodosConfig(AppConfig):
    name = "apps.todos"
    verbose_name = "To-dos"
