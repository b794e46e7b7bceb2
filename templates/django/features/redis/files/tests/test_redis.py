"""Several servers with one Redis, a real one."""

import json
import os
import socket
from collections.abc import Iterator

import pytest
from redis import Redis

from apps.core.ratelimit import MemoryStore, RateLimiter
from apps.core.redis import PREFIX, shared_redis
from tests.server import Server, Start

needs_signals = pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGTERM")


@pytest.fixture
def unreachable() -> Iterator[str]:
    with socket.socket() as taken:  # It does not listen, and nobody else can.
        taken.bind(("127.0.0.1", 0))
        yield f"redis://127.0.0.1:{taken.getsockname()[1]}"


def test_limiters_count_together(redis_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shared_redis, "client", Redis.from_url(redis_url))
    here, there = RateLimiter(MemoryStore()), RateLimiter(MemoryStore())
    assert [limiter.count("ada", 60)[0] for limiter in (here, there, here)] == [1, 2, 3]
    assert here.count("bob", 60)[0] == 1
    there.forgive("ada")
    number, seconds_left = here.count("ada", 60)
    assert (number, 50 < seconds_left <= 60) == (3, True)
    there.forgive("nobody")
    assert there.count("nobody", 60)[0] == 1


def test_windows_end(redis_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    client = Redis.from_url(redis_url)
    monkeypatch.setattr(shared_redis, "client", client)
    RateLimiter(MemoryStore()).count("ada", 60)
    assert 50_000 < client.pttl(f"{PREFIX}limit:ada") <= 60_000


def statuses(*servers: Server) -> list[int]:
    return sorted(server.get("/api/nope") for _ in range(5) for server in servers)


@needs_signals
def test_a_limit_reached_on_one_server_holds_on_the_other(start: Start, redis_url: str) -> None:
    servers = [start(REDIS_URL=redis_url, RATE_LIMIT="6") for _ in range(2)]
    assert statuses(*servers) == [404] * 6 + [429] * 4


@needs_signals
def test_without_an_answer_each_server_counts_for_itself(start: Start, unreachable: str) -> None:
    servers = [start(REDIS_URL=unreachable, RATE_LIMIT="3") for _ in range(2)]
    assert statuses(*servers) == [404] * 6 + [429] * 4
    servers[0].process.kill()
    stdout, _ = servers[0].process.communicate()
    lines = [json.loads(line) for line in stdout.splitlines()]
    assert any("Redis does not answer" in line["message"] for line in lines)
