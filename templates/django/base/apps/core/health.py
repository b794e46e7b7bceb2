import logging
import threading

from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse, JsonResponse

from apps.core.problems import Problem, problem_response

logger = logging.getLogger(__name__)

draining = threading.Event()


def live(request: HttpRequest) -> HttpResponse:
    return JsonResponse({"status": "ok"})


def ready(request: HttpRequest) -> HttpResponse:
    if draining.is_set():
        return problem_response(request, Problem(503, "The server is shutting down."))
    fresh = connection.copy()  # An open connection outlives the file it was opened on.
    try:
        with fresh.cursor() as cursor:
            cursor.execute("SELECT 1 FROM django_migrations LIMIT 1")
    except DatabaseError:
        logger.exception("The database does not answer")
        return problem_response(request, Problem(503, "The database does not answer."))
    finally:
        fresh.close()
    return JsonResponse({"status": "ok"})


CHECKS = {"/livez": live, "/readyz": ready}
