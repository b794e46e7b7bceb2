"""Several processes of the server, on one listener."""

import logging
import multiprocessing
import signal
import socket
import sys
import threading
import time
from multiprocessing.connection import wait
from multiprocessing.context import SpawnProcess

from apps.core.server import serve

logger = logging.getLogger(__name__)


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
