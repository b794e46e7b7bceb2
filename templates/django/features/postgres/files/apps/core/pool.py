from django.db import connections
from django.db.backends.postgresql.base import DatabaseWrapper


def close_pool() -> None:
    """For a process that is done with the database."""
    database = connections["default"]
    if isinstance(database, DatabaseWrapper):
        database.close_pool()
