"""A database that other processes reach, and the processes: workers that may be killed."""

from __future__ import annotations

import json
import os
import signal
import socket
import sqlite3
import subprocess
import sys
import weakref
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TextIO

from django.db import connection

from tests.jobs.outside_process import WORKER

REPOSITORY = Path(__file__).resolve().parents[2]


@dataclass
class Worker:
    """A worker under way, as `subprocess.Popen` gives one."""

    line: socket.socket
    talk: TextIO
    pid: int
    code: int | None = None

    def send_signal(self, number: int) -> None:
        """As to any process; one that has ended gets none."""
        if self.code is None:
            with suppress(ProcessLookupError):
                os.kill(self.pid, number)

    def wait(self, timeout: float | None = None) -> int:
        """How it ended, once it has: 0, or -9 for one that was killed before it could say."""
        if self.code is None:
            self.line.settimeout(timeout)
            self.code = int(self.talk.readline() or -signal.SIGKILL)
        return self.code


class Outside:
    """Runs Python with Django in processes of their own (`outside_process`), all on one database."""

    def __init__(self, directory: Path, settings_module: str = "tests.jobs.process_settings") -> None:
        self.environment = {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": settings_module,
            "NEGOCE_DATABASE": _reachable_database(directory),
            "NEGOCE_DATA": str(directory),
            "PYTHONPATH": str(REPOSITORY),
        }
        self._answering: int | None = None

    def python(self, code: str, **values: Any) -> Any:
        """Run `code`, which sees `values` and leaves its answer in `answer`."""
        return self._ask(code, 0, values)

    def _ask(self, code: str, seconds: float, values: dict[str, Any]) -> Any:
        question = {"code": code, "values": values, "seconds": seconds}
        with self._line() as line, line.makefile("rw", encoding="utf-8") as talk:
            talk.write(f"{json.dumps(question)}\n")
            talk.flush()
            said = talk.read()
        assert said, "the process ended before it answered"
        told = json.loads(said)
        assert "error" not in told, told["error"]
        return told["answer"]

    def _line(self) -> socket.socket:
        return socket.create_connection(("127.0.0.1", self._port()))

    def _port(self) -> int:
        """Where the process answers that starts Django for all questions; started by the first one."""
        if self._answering is None:
            process = subprocess.Popen(
                [sys.executable, "-m", "tests.jobs.outside_process"],
                env=self.environment,
                cwd=REPOSITORY,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                text=True,
            )
            weakref.finalize(self, _end, process)
            assert process.stdout is not None
            self._answering = int(process.stdout.readline())
        return self._answering

    @contextmanager
    def worker(self) -> Iterator[Worker]:
        """A `negoce worker` in a process of its own, killed at the end when it still runs.

        It has the environment that was there at the first question.
        """
        with self._line() as line, line.makefile("rw", encoding="utf-8") as talk:
            talk.write(f"{json.dumps(WORKER)}\n")
            talk.flush()
            worker = Worker(line, talk, int(talk.readline()))
            try:
                yield worker
            finally:
                worker.send_signal(signal.SIGKILL)
                worker.wait()

    def until(self, code: str, *, seconds: float = 120, **values: Any) -> Any:
        """Ask again until `answer` is true; the time allowed is for a machine that has much else to do."""
        answer = self._ask(code, seconds, values)
        assert answer, f"still waiting for: {code}"
        return answer


def _end(process: subprocess.Popen[str]) -> None:
    process.kill()
    process.communicate()


def _reachable_database(directory: Path) -> str:
    """The address of this test's database; SQLite's is in memory, so that its tables are copied to a file."""
    if connection.vendor == "postgresql":
        values = connection.settings_dict
        host = str(values["HOST"]).replace("/", "%2F")
        port = f":{values['PORT']}" if values["PORT"] else ""
        return f"postgresql://{values['USER']}@{host}{port}/{values['NAME']}"
    path = directory / "copy.sqlite3"
    with connection.cursor() as cursor:
        cursor.execute("VACUUM INTO %s", [str(path)])
    # As every database that `migrate` made: two who open it at once would both switch it to WAL, and
    # SQLite refuses the second at once, without waiting.
    with closing(sqlite3.connect(path)) as copy:
        copy.execute("PRAGMA journal_mode=WAL")
    return f"sqlite:///{path}"
