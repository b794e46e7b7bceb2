from django.apps import AppConfig


class JobsConfig(AppConfig):
    name = "apps.jobs"

    def ready(self) -> None:
        from apps.jobs.webhook import send_change
        from apps.todos.services import todos_changed

        todos_changed.connect(send_change)
