"""A PostgreSQL cluster of one test run: its own directory, a socket only, gone at the end."""

from __future__ import annotations

import os
import pwd
import re
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import quote

# Where distributions keep the programs that are not on the PATH: Debian, Fedora, Homebrew.
PLACES = (
    "/usr/lib/postgresql/*/bin",
    "/usr/pgsql-*/bin",
    "/opt/homebrew/opt/postgresql@*/bin",
    "/usr/local/opt/postgresql@*/bin",
)
SPEED_OVER_SAFETY = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "max_wal_size": "2GB",
    "shared_buffers": "128MB",
    "listen_addresses": "",
    "timezone": "UTC",
    "log_min_messages": "warning",
}
SAFE_WRITES = {
    **SPEED_OVER_SAFETY,
    "fsync": "on",
    "synchronous_commit": "on",
    "full_page_writes": "on",
    "shared_buffers": "512MB",
}
START_SECONDS = 60


class PostgresqlProblem(Exception):
    """The cluster could not be made; the message says why."""


def find_programs() -> Path | None:
    """The directory that holds `initdb` and `postgres`, the newest version first; None when absent."""
    on_path = shutil.which("initdb")
    if on_path:
        return Path(on_path).resolve().parent
    found = [
        path for place in PLACES for path in Path("/").glob(place.lstrip("/")) if (path / "initdb").exists()
    ]
    return max(found, key=_version, default=None)


def _version(path: Path) -> int:
    numbers = re.findall(r"\d+", str(path.parent.name))
    return int(numbers[0]) if numbers else 0


class ThrowAwayCluster:
    """Starts PostgreSQL as an ordinary user (initdb refuses root) and removes every trace at stop."""

    def __init__(self, settings: Mapping[str, str] = SPEED_OVER_SAFETY) -> None:
        self.settings = settings
        self.directory: Path | None = None
        self._server: subprocess.Popen[bytes] | None = None

    def start(self) -> str:
        """Make and start the cluster; returns its address as NEGOCE_DATABASE wants it."""
        programs = find_programs()
        if programs is None:
            raise PostgresqlProblem("PostgreSQL is not installed (on Debian: apt install postgresql).")
        # Lower case: an address does not keep the capitals of a host, which is where the socket stands.
        name = f"negoce-pg-{os.getpid()}-{time.time_ns() % 10**9}"
        self.directory = Path(tempfile.gettempdir()) / name
        self.directory.mkdir(mode=0o700)
        account = _ordinary_account()
        if account:
            shutil.chown(self.directory, account.pw_uid, account.pw_gid)
        data, log = self.directory / "data", self.directory / "log"
        prefix = _as_account(account)
        self._make(programs, data, prefix)
        settings = [part for name, value in self.settings.items() for part in ("-c", f"{name}={value}")]
        with log.open("wb") as output:
            self._server = subprocess.Popen(
                [
                    *prefix,
                    *_dies_with_us(),
                    programs / "postgres",
                    "-D",
                    data,
                    "-k",
                    self.directory,
                    *settings,
                ],
                stdout=output,
                stderr=output,
                cwd=self.directory,
                start_new_session=True,
            )
        self._wait(programs, log)
        return f"postgresql://postgres@{quote(str(self.directory), safe='')}/negoce"

    def stop(self) -> None:
        """Stop the server at once and remove its directory; safe to call twice."""
        if self._server and self._server.poll() is None:
            self._server.send_signal(signal.SIGQUIT)
            try:
                self._server.wait(timeout=20)
            except subprocess.TimeoutExpired:
                self._server.kill()
        self._server = None
        if self.directory:
            shutil.rmtree(self.directory, ignore_errors=True)
            self.directory = None

    def _make(self, programs: Path, data: Path, prefix: list[str]) -> None:
        options = ["--username=postgres", "--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync"]
        made = subprocess.run(
            [*prefix, programs / "initdb", "-D", data, *options],
            capture_output=True,
            text=True,
            check=False,
            cwd=data.parent,
        )
        if made.returncode:
            self.stop()
            raise PostgresqlProblem(f"initdb failed: {made.stderr.strip()}")

    def _wait(self, programs: Path, log: Path) -> None:
        assert self._server is not None
        question = [programs / "pg_isready", "--quiet", "--host", self.directory, "--username", "postgres"]
        deadline = time.monotonic() + START_SECONDS
        while subprocess.run(question, check=False).returncode:
            if self._server.poll() is not None or time.monotonic() > deadline:
                said = log.read_text(errors="replace").strip()
                self.stop()
                raise PostgresqlProblem(f"PostgreSQL did not start: {said}")
            time.sleep(0.05)


def _ordinary_account() -> pwd.struct_passwd | None:
    """Who runs the server when we are root; None when we are an ordinary user already."""
    if os.geteuid() != 0:
        return None
    for name in ("postgres", "nobody"):
        try:
            return pwd.getpwnam(name)
        except KeyError:
            continue
    raise PostgresqlProblem("PostgreSQL refuses to run as root, and there is no account postgres or nobody.")


def _as_account(account: pwd.struct_passwd | None) -> list[str]:
    if account is None:
        return []
    return ["setpriv", f"--reuid={account.pw_uid}", f"--regid={account.pw_gid}", "--clear-groups", "--"]


def _dies_with_us() -> list[str]:
    """A run that is killed must not leave a server behind (Linux; elsewhere a kill leaves it)."""
    return ["setpriv", "--pdeathsig", "QUIT", "--"] if shutil.which("setpriv") else []
