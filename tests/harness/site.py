"""The site as people run it, for browser tests: `negoce serve`, its worker, a database file of its own."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from contextlib import suppress
from pathlib import Path

# Long enough for a machine that has much else to do; nobody waits for them otherwise.
START_SECONDS = 180
STOP_SECONDS = 60
ROOT = Path(__file__).resolve().parents[2]


class SiteProblem(Exception):
    """The site did not start; the message holds what it said."""


class Site:
    """One run of the site on a free port of this machine, sharing the database file of the test process."""

    def __init__(self, log: Path, *, secret_key: str) -> None:
        self.port = _free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.log = log
        self.environment = os.environ | {
            "DJANGO_SETTINGS_MODULE": "negoce.config.settings.dev",
            # Sessions made by the test process are signed with the same key.
            "NEGOCE_SECRET_KEY": secret_key,
        }
        self._server: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start the web server and the worker; returns once a page answers, raises SiteProblem otherwise."""
        command = [
            sys.executable,
            "-m",
            "negoce.cli.main",
            "serve",
            "--port",
            str(self.port),
            "--workers",
            "1",
        ]
        with self.log.open("ab") as output:
            self._server = subprocess.Popen(
                command, cwd=ROOT, env=self.environment, stdout=output, stderr=output, start_new_session=True
            )
        deadline = time.monotonic() + START_SECONDS
        while not self._answers():
            if self._server.poll() is not None or time.monotonic() > deadline:
                self.stop()
                raise SiteProblem(f"The site did not start:\n{self.log.read_text(errors='replace')}")
            time.sleep(0.1)

    def stop(self) -> None:
        """Stop the site as Ctrl-C does; safe to call twice."""
        server, self._server = self._server, None
        if server is None or server.poll() is not None:
            return
        server.send_signal(signal.SIGINT)
        try:
            server.wait(timeout=STOP_SECONDS)
        except subprocess.TimeoutExpired:
            with suppress(ProcessLookupError):
                os.killpg(server.pid, signal.SIGKILL)
            server.wait()

    def _answers(self) -> bool:
        try:
            urllib.request.urlopen(self.url, timeout=10).close()
        except urllib.error.HTTPError as refusal:
            refusal.close()
            return True
        except OSError:
            return False
        return True


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
