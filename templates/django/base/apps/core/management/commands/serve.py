import errno
import logging
import os
import socket
import tempfile
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import BaseCommand, CommandError, call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from apps.core import server

logger = logging.getLogger(__name__)

LOCAL_HOSTS = {"0.0.0.0", "127.0.0.1", "::", "::1"}  # noqa: S104


class Command(BaseCommand):
    help = "Serves the application as HOST, PORT and WEB_CONCURRENCY say, in production too."

    def handle(self, *args: Any, **options: Any) -> None:
        listener = listen(settings.HOST, settings.PORT)
        check_migrations()
        if not settings.DEBUG and not (settings.STATIC_ROOT / "staticfiles.json").exists():
            call_command("collectstatic", interactive=False, verbosity=0)
        host = "localhost" if settings.HOST in LOCAL_HOSTS else settings.HOST
        logger.info("Listening on http://%s:%s", host, listener.getsockname()[1])
        if settings.WEB_CONCURRENCY == 1:
            server.serve(listener)
            return
        with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
            os.environ["RATE_LIMIT_FILE"] = str(Path(folder, "rate-limit.sqlite3"))
            server.supervise(listener, settings.WEB_CONCURRENCY)


def check_migrations() -> None:
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    connection.close()
    if not plan:
        return
    apps = ", ".join(sorted({migration.app_label for migration, _ in plan}))
    advice = "Run: python manage.py migrate"
    if not settings.DEBUG:
        raise CommandError(f"The database lacks migrations of {apps}.\n{advice}")
    logger.warning("The database lacks migrations of %s. %s", apps, advice)


def listen(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family, backlog=2048)
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            advice = f"Stop what uses it, or choose another: PORT={port + 1} python manage.py serve"
            raise CommandError(f"Port {port} is already in use.\n{advice}") from None
        reason = error.strerror or error
        raise CommandError(
            f"Cannot listen on {host}:{port}: {reason}.\nCheck HOST and PORT."
        ) from None
