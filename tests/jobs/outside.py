"""A database that other processes reach, and the processes: workers that may be killed."""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from django.db import connection

REPOSITORY = Path(__file__).resolve().parents[2]
# Asks once, or again and again until `answer` is true or the time is over: a process that starts Django anew for
# each question would take the processor from the worker that it waits for.
PROGRAM = """
import django, json, sys, time
django.setup()
values, code, seconds = json.loads(sys.argv[1]), compile(sys.argv[2], "code", "exec"), float(sys.argv[3])
deadline = time.monotonic() + seconds
while True:
    scope = dict(values)
    exec(code, scope)
    if scope.get("answer") or time.monotonic() >= deadline:
        break
    time.sleep(0.05)
print(json.dumps(scope.get("answer")))
"""


class Outside:
    """Runs Python with Django in processes of their own, all on one database."""

    def __init__(self, directory: Path, settings_module: str = "tests.jobs.process_settings") -> None:
        self.environment = {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": settings_module,
            "NEGOCE_DATABASE": _reachable_database(directory),
            "NEGOCE_DATA": str(directory),
            "PYTHONPATH": str(REPOSITORY),
        }

    def python(self, code: str, **values: Any) -> Any:
        """Run `code`, which sees `values` and leaves its answer in `answer`."""
        return self._ask(code, 0, values)

    def _ask(self, code: str, seconds: float, values: dict[str, Any]) -> Any:
        done = subprocess.run(
            [sys.executable, "-c", PROGRAM, json.dumps(values), code, str(seconds)],
            env=self.environment,
            capture_output=True,
            text=True,
            check=False,
            cwd=REPOSITORY,
        )
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout.splitlines()[-1])

    @contextmanager
    def worker(self) -> Iterator[subprocess.Popen[bytes]]:
        """A real `negoce worker`, killed at the end when it still runs."""
        process = subprocess.Popen(
            [sys.executable, "-m", "negoce.cli.main", "worker"], env=self.environment, cwd=REPOSITORY
        )
        try:
            yield process
        finally:
            process.kill()
            process.wait()

    def until(self, code: str, *, seconds: float = 120, **values: Any) -> Any:
        """Ask again until `answer` is true; the time allowed is for a machine that has much else to do."""
        answer = self._ask(code, seconds, values)
        assert answer, f"still waiting for: {code}"
        return answer


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
