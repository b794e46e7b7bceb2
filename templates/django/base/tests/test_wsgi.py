from typing import Any
from wsgiref.util import setup_testing_defaults

from config.wsgi import application


def test_servers_of_the_older_kind_can_serve_it_too() -> None:
    environ: dict[str, Any] = {"PATH_INFO": "/livez"}
    setup_testing_defaults(environ)
    answered: list[str] = []

    def start_response(status: str, *_: Any) -> Any:
        answered.append(status)

    assert b"".join(application(environ, start_response)) == b'{"status": "ok"}'
    assert answered == ["200 OK"]
