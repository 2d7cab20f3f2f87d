"""Runs the web server and the worker side by side, and stops both together."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Sequence
from contextlib import suppress

STOP_SECONDS = 10.0


class CannotListen(Exception):
    """The address is taken or not ours."""


def web_command(host: str, port: int, workers: int) -> list[str]:
    """The command line of the web server."""
    return [
        sys.executable,
        "-m",
        "granian",
        "--interface",
        "wsgi",
        "--host",
        host,
        "--port",
        str(port),
        "--workers",
        str(workers),
        "--blocking-threads",
        "4",
        "--log-level",
        "warning",
        "--workers-kill-timeout",
        "5",
        "negoce.config.wsgi:application",
    ]


def worker_command() -> list[str]:
    """The command line of the worker that runs jobs."""
    return [sys.executable, "-m", "negoce.cli.main", "worker"]


def require_free_port(host: str, port: int) -> None:
    """Check that nobody listens there yet; raises CannotListen."""
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as problem:
            raise CannotListen(f"{host}:{port}: {problem.strerror}") from problem


def start(commands: Sequence[Sequence[str]]) -> list[subprocess.Popen[bytes]]:
    """Start each command in a session of its own: Ctrl-C reaches us, and we stop them in order."""
    return [subprocess.Popen(command, start_new_session=True) for command in commands]


def wait_until_answering(url: str, *, seconds: float, running: Sequence[subprocess.Popen[bytes]]) -> bool:
    """Ask `url` until anything answers; False when time ran out or a process ended."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if any(process.poll() is not None for process in running):
            return False
        try:
            urllib.request.urlopen(url, timeout=2).close()
        except urllib.error.HTTPError:
            return True
        except OSError:
            time.sleep(0.1)
            continue
        return True
    return False


def run_until_stopped(processes: Sequence[subprocess.Popen[bytes]]) -> int:
    """Wait for Ctrl-C, a termination signal, or the end of any process; stop all; return the exit code."""
    stop_asked: list[int] = []
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda received, _frame: stop_asked.append(received))
    while not stop_asked and all(process.poll() is None for process in processes):
        time.sleep(0.2)
    stop(processes)
    if stop_asked:
        return 0
    return next((process.returncode or 1 for process in processes if process.returncode), 1)


def stop(processes: Sequence[subprocess.Popen[bytes]]) -> None:
    """Ask each to end, then end those that did not, with all their children."""
    for process in processes:
        if process.poll() is None:
            process.terminate()
    deadline = time.monotonic() + STOP_SECONDS
    for process in processes:
        try:
            process.wait(max(0.1, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()
