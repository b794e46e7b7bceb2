from typing import NoReturn

from django.conf import settings
from django.contrib import admin
from django.http import Http404, HttpRequest
from django.urls import include, path, re_path

from config.api import api


def no_root(request: HttpRequest) -> NoReturn:
    raise Http404


urlpatterns = [
    path("", include("apps.todos.urls")),
    re_path(r"^api/?$", no_root),  # else /api would redirect to /api/, which is not there either
    path("api/", api.urls),
    path(settings.ADMIN_PATH, admin.site.urls),
]
