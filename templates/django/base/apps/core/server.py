"""The HTTP server: uvicorn, with deadlines for slow clients and a stop that loses no request."""

import asyncio
import json
import logging
import multiprocessing
import os
import signal
import socket
import sys
import threading
import time
import uuid
from multiprocessing.connection import wait
from multiprocessing.context import SpawnProcess
from multiprocessing.synchronize import Event
from types import FrameType
from typing import Any

import h11
import uvicorn
from uvicorn.protocols.http.h11_impl import H11Protocol

from apps.core.health import draining
from apps.core.problems import PROBLEM_TYPE, Problem, problem_content

logger = logging.getLogger(__name__)

MAX_HEAD = 16_384
HEAD_SECONDS = 30
BODY_SECONDS = 60
DRAIN_SECONDS = 2
FINISH_SECONDS = 5


class Connection(h11.Connection):
    def next_event(self) -> Any:
        """Refuses a request whose length two servers could read differently (RFC 9112, 6.1)."""
        event = super().next_event()
        if isinstance(event, h11.Request):
            names = {name for name, _ in event.headers}
            if {b"content-length", b"transfer-encoding"} <= names:
                raise h11.RemoteProtocolError("Both Content-Length and Transfer-Encoding")
        return event


class Protocol(H11Protocol):
    """Cuts off slow clients and large heads, for which uvicorn itself has no limits."""

    awaited: Any = None
    deadline: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self.conn = Connection(h11.SERVER, MAX_HEAD)
        # asyncio does this only for sockets that were made with proto=IPPROTO_TCP.
        connection = transport.get_extra_info("socket")
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.watch()

    def data_received(self, data: bytes) -> None:
        if self.conn.their_state is h11.IDLE:
            head, _, _ = (self.conn.trailing_data[0] + data).partition(b"\r\n\r\n")
            if len(head) > MAX_HEAD:
                self.refuse(Problem(431))
                return
        super().data_received(data)
        self.watch()

    def send_400_response(self, msg: str) -> None:
        self.refuse(Problem(400))

    def refuse(self, problem: Problem) -> None:
        """Answers what never becomes a request, in the form of all other errors."""
        request_id = str(uuid.uuid4())
        headers = {
            "Content-Type": PROBLEM_TYPE,
            "X-Content-Type-Options": "nosniff",
            "X-Request-Id": request_id,
            "Connection": "close",
        }
        content = problem_content(problem, "", request_id)
        for event in (
            h11.Response(
                status_code=problem.status,
                reason=content["title"],
                headers=list(headers.items()),
            ),
            h11.Data(data=json.dumps(content).encode()),
            h11.EndOfMessage(),
        ):
            self.transport.write(self.conn.send(event) or b"")
        self.transport.close()

    def on_response_complete(self) -> None:
        super().on_response_complete()
        self.watch()

    def connection_lost(self, exc: Exception | None) -> None:
        super().connection_lost(exc)
        self.forget()

    def watch(self) -> None:
        """Starts the clock whenever the client's turn to send begins."""
        state = self.conn.their_state
        if state is self.awaited:
            return
        self.forget()
        self.awaited = state
        seconds = {h11.IDLE: HEAD_SECONDS, h11.SEND_BODY: BODY_SECONDS}.get(state)
        if seconds:
            self.deadline = self.loop.call_later(seconds, self.transport.abort)

    def forget(self) -> None:
        if self.deadline:
            self.deadline.cancel()


class Server(uvicorn.Server):
    stop_at = float("inf")

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """First goes on for a while with /readyz at 503, so that no new requests come."""
        if draining.is_set() and sig == signal.SIGTERM and multiprocessing.parent_process():
            return  # Sent to the whole process group, it comes to a worker twice.
        if sig == signal.SIGINT or draining.is_set():
            self.should_exit = True
            return
        draining.set()
        self.stop_at = time.monotonic() + DRAIN_SECONDS
        self.config.encoded_headers.append((b"connection", b"close"))

    async def on_tick(self, counter: int) -> bool:
        parent = multiprocessing.parent_process()
        orphaned = parent is not None and not parent.is_alive()
        return await super().on_tick(counter) or orphaned or time.monotonic() >= self.stop_at


def serve(listener: socket.socket, loaded: Event | None = None) -> None:
    """Serves until SIGTERM or SIGINT, in this process."""
    config = uvicorn.Config(
        "config.asgi:application",
        http=Protocol,
        ws="none",
        lifespan="off",
        log_config=None,
        access_log=False,
        server_header=False,
        # The client's address is the middleware's business, which counts the proxies.
        proxy_headers=False,
        timeout_graceful_shutdown=FINISH_SECONDS,
    )
    config.load()
    if loaded:
        loaded.set()
    Server(config).run([listener])
    # A view that still runs cannot be cancelled, and must not hold up the exit for long.
    last_resort = threading.Timer(1, os._exit, [0])
    last_resort.daemon = True
    last_resort.start()


def supervise(listener: socket.socket, count: int) -> None:
    """Keeps `count` worker processes serving until SIGTERM or SIGINT."""
    stopping = threading.Event()
    for sig in (signal.SIGTERM, signal.SIGINT):
        signal.signal(sig, lambda *_: stopping.set())
    context = multiprocessing.get_context("spawn")
    loaded = context.Event()  # One worker was able to load the application.

    def start() -> SpawnProcess:
        process = context.Process(target=serve, args=(listener, loaded))
        process.start()
        return process

    failed = False
    workers = [start() for _ in range(count)]
    while not stopping.is_set():
        wait([worker.sentinel for worker in workers], timeout=0.2)
        for index, worker in enumerate(workers):
            if not worker.is_alive() and not stopping.is_set():
                logger.error("A worker process ended with exit code %s", worker.exitcode)
                if not loaded.is_set():
                    logger.error("No worker process was able to start; giving up")
                    failed = True
                    stopping.set()
                    break
                time.sleep(1)
                workers[index] = start()
    for worker in workers:
        worker.terminate()
    for worker in workers:
        worker.join()
    if failed:
        sys.exit(1)
