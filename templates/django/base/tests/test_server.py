import json
import os
import signal
import socket
import time
from contextlib import closing
from pathlib import Path

import pytest

from tests.server import BODY, Start

pytestmark = pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGTERM")


@pytest.mark.parametrize("processes", ["1", "2"])
@pytest.mark.parametrize("group", [False, True])
def test_sigterm_lets_requests_finish(start: Start, processes: str, group: bool) -> None:
    server = start(WEB_CONCURRENCY=processes)
    with closing(server.start_upload()) as upload:
        started = time.monotonic()
        os.kill(-server.process.pid if group else server.process.pid, signal.SIGTERM)
        server.wait_for("/readyz", 503)
        time.sleep(0.5)
        assert server.get("/api/todos") == 200
        upload.send(BODY[5:])
        assert upload.getresponse().status == 201
    stdout, _ = server.process.communicate(timeout=10)
    assert server.process.returncode == 0
    assert time.monotonic() - started < 10
    lines = [json.loads(line) for line in stdout.splitlines()]
    assert [line["message"] for line in lines].count(
        f"Listening on http://localhost:{server.port}"
    ) == 1


def test_several_processes_share_the_rate_limit(start: Start) -> None:
    server = start(WEB_CONCURRENCY="2", RATE_LIMIT="5")
    assert sorted(server.get("/api/nope") for _ in range(10)) == [404] * 5 + [429] * 5


def test_large_heads_and_bodies_are_refused(start: Start) -> None:
    server = start()
    for header, expected in {
        f"X-Large: {'x' * 20_000}": b"431",
        "Content-Length: 9999999": b"413",
    }.items():
        with socket.create_connection(("127.0.0.1", server.port), timeout=5) as client:
            request = f"POST /api/todos HTTP/1.1\r\nHost: localhost\r\n{header}\r\n\r\n"
            client.sendall(request.encode())
            assert client.recv(100).split()[1] == expected


def test_malformed_and_ambiguous_requests_are_refused(start: Start) -> None:
    server = start()
    for lines in (["nonsense"], ["Content-Length: 4", "Transfer-Encoding: chunked"]):
        with socket.create_connection(("127.0.0.1", server.port), timeout=5) as client:
            head = ["POST /api/todos HTTP/1.1", "Host: localhost", *lines, "", ""]
            client.sendall("\r\n".join(head).encode() + b"0\r\n\r\nGET / HTTP/1.1\r\n")
            answer = b"".join(iter(lambda: client.recv(4096), b""))
        assert answer.startswith(b"HTTP/1.1 400 Bad Request\r\n")
        assert answer.count(b"HTTP/1.1") == 1


def test_a_port_in_use_is_told_in_two_lines(start: Start) -> None:
    server = start()
    second = server.manage("serve")
    assert second.returncode == 1
    assert len(second.stderr.splitlines()) == 2
    assert f"Port {server.port} is already in use." in second.stderr


def test_pending_migrations_are_told_in_two_lines(start: Start) -> None:
    server = start()
    server.env["PORT"] = "0"
    server.manage("migrate", "todos", "zero").check_returncode()
    second = server.manage("serve")
    assert second.returncode == 1
    assert second.stderr.splitlines() == [
        "CommandError: The database lacks migrations of todos.",
        "Run: python manage.py migrate",
    ]


def test_workers_that_cannot_start_end_the_server(start: Start, tmp_path: Path) -> None:
    server = start()
    broken = "import sys\nif '--multiprocessing-fork' in sys.orig_argv: raise SystemExit(3)\n"
    (tmp_path / "sitecustomize.py").write_text(broken)
    server.env |= {"PORT": "0", "PYTHONPATH": str(tmp_path), "WEB_CONCURRENCY": "2"}
    second = server.manage("serve")
    assert second.returncode == 1
    assert "No worker process was able to start; giving up" in second.stdout
