"""Passes messages between worker processes, in the process that supervises them."""

import threading
from contextlib import suppress
from multiprocessing import AuthenticationError, current_process
from multiprocessing.connection import Connection, Listener


class Relay:
    def __init__(self) -> None:
        # Its socket is in a folder of this user; the workers inherit the key.
        self.listener = Listener(authkey=current_process().authkey)
        self.lock = threading.Lock()
        self.workers: list[Connection] = []
        threading.Thread(target=self.accept, daemon=True).start()

    @property
    def address(self) -> str:
        return str(self.listener.address)

    def accept(self) -> None:
        while True:
            with suppress(AuthenticationError, EOFError, OSError):
                worker = self.listener.accept()
                with self.lock:
                    self.workers.append(worker)
                threading.Thread(target=self.receive, args=[worker], daemon=True).start()

    def receive(self, worker: Connection) -> None:
        try:
            while True:
                self.send_all(worker.recv_bytes())
        except (EOFError, OSError):
            with self.lock:
                self.workers.remove(worker)

    def send_all(self, message: bytes) -> None:
        with self.lock:
            for worker in self.workers:
                with suppress(OSError):  # It has just ended.
                    worker.send_bytes(message)
