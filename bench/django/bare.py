"""A bare Django view with the starter's query, and no middleware: what the budget is measured against."""

import os

import django
from django.conf import settings

settings.configure(
    SECRET_KEY="bench",
    ALLOWED_HOSTS=["*"],
    AUTH_USER_MODEL="accounts.User",
    DATABASES={
        "default": {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": os.environ["FILE"],
            "CONN_MAX_AGE": 60,
        }
    },
    DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
    INSTALLED_APPS=[
        "django.contrib.auth",
        "django.contrib.contenttypes",
        "apps.accounts",
        "apps.todos",
    ],
    LOGGING_CONFIG=None,
    MIDDLEWARE=[],
    ROOT_URLCONF="bare",
    THREADS=8,
    USE_TZ=True,
)
django.setup()

from django.core.asgi import get_asgi_application  # noqa: E402
from django.http import HttpRequest, JsonResponse  # noqa: E402
from django.urls import path  # noqa: E402

from apps.core.asgi import Application  # noqa: E402
from apps.todos.models import Todo  # noqa: E402

COLUMNS = ("id", "title", "completed", "order", "created_at", "updated_at")


def list_todos(request: HttpRequest) -> JsonResponse:
    url = request.build_absolute_uri("/api/todos")
    rows = Todo.objects.order_by("id").values(*COLUMNS)[:101]
    return JsonResponse([{**row, "url": f"{url}/{row['id']}"} for row in rows], safe=False)


urlpatterns = [path("api/todos", list_todos)]

# As Django comes, and in the starter's own handler, which makes a bare view faster as well.
application = Application() if os.environ.get("HANDLER") == "starter" else get_asgi_application()
