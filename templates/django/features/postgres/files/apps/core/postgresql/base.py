"""PostgreSQL as Django speaks it, which also tells why there is no connection."""

import re
from typing import Any

from django.db import OperationalError
from django.db.backends.postgresql import base
from psycopg_pool import PoolTimeout


class NoConnection(OperationalError):
    """Told in two lines: what is wrong, and what to do."""


class DatabaseWrapper(base.DatabaseWrapper):
    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        try:
            return super().get_new_connection(conn_params)
        except PoolTimeout:
            # The pool knows only that it waited; a connection of its own hears the reason.
            try:
                self.Database.connect(**conn_params).close()
            except self.Database.OperationalError as error:
                raise NoConnection(self.explain(str(error))) from None
            raise

    def explain(self, message: str) -> str:
        database, host, user = (self.settings_dict[name] for name in ("NAME", "HOST", "USER"))
        port = self.settings_dict["PORT"] or 5432
        reason = re.sub(r"^.* failed: (FATAL:\s+)?", "", message.splitlines()[0])
        if reason == f'database "{database}" does not exist':
            return (
                f"There is no database {database} at {host}:{port}.\n"
                f"Make it: createdb -h {host} -p {port}{user and f' -U {user}'} {database}"
            )
        return (
            f"No connection to the database {database} at {host}:{port}: {reason}\n"
            "Start PostgreSQL, or correct DATABASE_URL."
        )
