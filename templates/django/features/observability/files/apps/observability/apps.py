from django.apps import AppConfig
from django.conf import settings


class ObservabilityConfig(AppConfig):
    name = "apps.observability"

    def ready(self) -> None:
        if settings.TRACES_ENDPOINT:
            from apps.observability.tracing import start_tracing

            start_tracing(settings.TRACES_ENDPOINT)
