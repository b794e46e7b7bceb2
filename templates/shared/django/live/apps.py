from django.apps import AppConfig


class LiveConfig(AppConfig):
    name = "apps.live"

    def ready(self) -> None:
        from apps.live.changes import publish
        from apps.todos.services import todos_changed

        todos_changed.connect(publish)
