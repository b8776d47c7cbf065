"""A Kafka broker and Connect workers on loopback, during a `with`."""

from __future__ import annotations

import shutil
import sys
import tempfile
import threading
from pathlib import Path
from types import TracebackType

from broker import Broker
from program import Program
from worker import Worker


class Cluster:
    """Worker 1 answers when the `with` begins; `start_worker(2)` starts another.

    All processes end with the `with`, however it ends. After a failure the logs are shown and kept.
    """

    def __init__(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="unpause-kafka-"))
        # The folder for the files of connectors.
        self.files = self.folder / "files"
        self.files.mkdir()
        self._broker: Broker | None = None
        self._workers: dict[int, Worker] = {}
        self._generation = 0
        # A worker cannot start while another thread kills it.
        self._turn = threading.RLock()

    def __enter__(self) -> Cluster:
        try:
            self._broker = Broker(self.folder)
            self._broker.wait()
            self.start_worker(1)
        except BaseException as error:
            self.close(keep_logs=_is_failure(type(error)))
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.close(keep_logs=_is_failure(kind))

    @property
    def bootstrap(self) -> str:
        """The address of the broker."""
        assert self._broker is not None, "the cluster is used inside of its `with`"
        return self._broker.address

    @property
    def workers(self) -> dict[int, Worker]:
        """The workers so far, running or not."""
        return dict(self._workers)

    def worker(self, number: int) -> Worker:
        """Return this worker, running or not. It keeps its port."""
        if number not in self._workers:
            self._workers[number] = Worker(number, self.folder, self.bootstrap)
        return self._workers[number]

    def start_worker(self, number: int) -> Worker:
        """Start this worker; returns when it answers."""
        with self._turn:
            worker = self.worker(number)
            worker.start(self._generation)
            worker.wait()
            return worker

    def stop_worker(self, number: int) -> None:
        """Stop this worker in an orderly way; returns when it is gone."""
        with self._turn:
            self.worker(number).stop()

    def kill_worker(self, number: int) -> None:
        """`kill -9` this worker; returns when it is gone."""
        with self._turn:
            self.worker(number).kill()

    def start_again(self) -> None:
        """Kill all workers, and start worker 1 in a new group without connectors."""
        with self._turn:
            for worker in self._workers.values():
                if worker.program is not None:
                    worker.kill()
            self._generation += 1
            self.start_worker(1)

    def close(self, *, keep_logs: bool) -> None:
        """End all processes that were started here."""
        programs = self._programs()
        # Killed, because nothing is worth saving: their folder is deleted, too.
        for program in programs:
            program.kill()
        if not (keep_logs and programs):
            shutil.rmtree(self.folder, ignore_errors=True)
            return
        for program in programs:
            print(program.tail(), file=sys.stderr)

    def _programs(self) -> list[Program]:
        running = [worker.program for worker in self._workers.values() if worker.program is not None]
        return [*running, self._broker.program] if self._broker else running


def _is_failure(kind: type[BaseException] | None) -> bool:
    """Whether the logs may explain this end. After Ctrl-C nobody needs them."""
    return kind is not None and not issubclass(kind, KeyboardInterrupt)
