"""The site under measure: started as people start it, watched through the process table."""

from __future__ import annotations

import subprocess
import sys
import time
import urllib.request
from dataclasses import dataclass

import psutil

WORKERS = 2


@dataclass(slots=True)
class Site:
    """A running server and its port."""

    process: subprocess.Popen[bytes]
    port: int
    seconds_to_first_answer: float

    def workers(self) -> list[psutil.Process]:
        """The web processes, without the one that minds them."""
        return psutil.Process(self.process.pid).children(recursive=True)

    def cpu_seconds(self) -> float:
        """CPU time that the web processes have used so far."""
        return sum(sum(worker.cpu_times()[:2]) for worker in self.workers())

    def private_megabytes(self) -> float:
        """Private memory of the largest web process."""
        return max((worker.memory_full_info().uss for worker in self.workers()), default=0) / 1e6

    def stop(self) -> None:
        """End the server."""
        self.process.terminate()
        self.process.wait(20)


def start(port: int) -> Site:
    """Start two web workers and wait for the first answer; raises RuntimeError when none comes."""
    started = time.perf_counter()
    command = [sys.executable, "-m", "negoce.cli.main", "serve", "--port", str(port), "--no-worker"]
    process = subprocess.Popen([*command, "--workers", str(WORKERS)], stdout=subprocess.DEVNULL)
    while time.perf_counter() - started < 60:
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}/account/login/", timeout=5).close()
        except OSError:
            if process.poll() is not None:
                raise RuntimeError("the server ended by itself") from None
            time.sleep(0.02)
            continue
        return Site(process, port, time.perf_counter() - started)
    process.kill()
    raise RuntimeError("the server did not answer within a minute")
