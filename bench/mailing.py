"""`make bench-mailing`: 10,000 e-mails to a local mail server with one worker, killed in the middle or not.

Everything is real: the database on disk, `negoce worker`, the mail server in a process of its own. Prints how long it
took from the launch to the last message, the processor time of the worker, and what was received; ends with 1 when a
message was received twice or is not accounted for, or when a kill left more than one in doubt.
"""

from __future__ import annotations

import argparse
import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench.databases import database_at, environment

COUNT = 10_000
_PATIENCE = 900
_FILL = """
import json, sys
import django
django.setup()
from django.core.management import call_command
call_command("migrate", verbosity=0)
from bench.mailing_filling import fill
print(json.dumps(fill(int(sys.argv[1]))))
"""
_STATES = """
import json
import django
django.setup()
from django.db.models import Count
from negoce.outbox.models import Message
from negoce.prospecting.models import Mailing
states = dict(Message.objects.order_by().values_list("state").annotate(Count("pk")))
done = Mailing.objects.get().state == "ready" and not (set(states) & {"waiting", "sending"})
print(json.dumps({"states": states, "done": done}))
"""


@dataclass(frozen=True, slots=True)
class Run:
    """One run: its database, whether workers were killed, what was found."""

    seconds: float
    processor: float
    received: Counter[str]
    states: dict[str, int]
    kills: int


def main() -> int:
    """Measure; 1 when something did not hold."""
    parser = argparse.ArgumentParser(prog="bench.mailing")
    parser.add_argument("--count", type=int, default=COUNT)
    parser.add_argument("--kills", type=int, default=0)
    parser.add_argument("--database", default="sqlite", choices=["sqlite", "postgresql"])
    options = parser.parse_args()
    with (
        tempfile.TemporaryDirectory() as directory,
        database_at(options.database, "", directory) as address,
    ):
        run = _measure(options.count, options.kills, address, Path(directory))
    twice = [key for key, count in run.received.items() if count > 1]
    doubts = run.states.get("in_doubt", 0)
    sent = run.states.get("sent", 0)
    held = not twice and sent + doubts == options.count and doubts <= run.kills
    held = held and sent <= len(run.received) <= sent + doubts
    print(
        f"{options.database}: {options.count:,} messages, {run.kills} kills: {run.seconds:.1f} s,"
        f" {run.processor:.1f} s of processor of the workers; received {len(run.received):,},"
        f" twice {len(twice)}; states {run.states}"
    )
    return 0 if held else 1


def _measure(count: int, kills: int, address: str, directory: Path) -> Run:
    received = directory / "received.txt"
    received.touch()
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    variables = {
        **environment(address, str(directory)),
        "NEGOCE_SMTP": f"smtp://127.0.0.1:{port}?from=crm@house.example",
        "NEGOCE_MAILS_A_MINUTE": "1000000",
    }
    sink = subprocess.Popen(
        [sys.executable, "-m", "bench.mail_sink", str(port), str(received)], stdout=subprocess.PIPE, text=True
    )
    try:
        assert sink.stdout is not None
        sink.stdout.readline()
        _asked(_FILL, variables, str(count))
        return _worked(count, kills, variables, received)
    finally:
        sink.kill()
        sink.wait()


def _worked(count: int, kills: int, variables: dict[str, str], received: Path) -> Run:
    """Workers until all has left, the first ones killed as the messages go."""
    before = os.times()
    start = time.monotonic()
    for number in range(kills):
        worker = _worker(variables)
        # Between two batches nothing is in the hands of a worker: killed there, it would prove little.
        _until(received, count * (number + 1) // (kills + 1) + 17)
        worker.send_signal(signal.SIGKILL)
        worker.wait()
    worker = _worker(variables)
    try:
        _until_settled(received, count, kills)
        seconds = time.monotonic() - start
        while not (told := _asked(_STATES, variables))["done"]:
            time.sleep(0.5)
            if time.monotonic() - start > _PATIENCE:
                break
            seconds = time.monotonic() - start
    finally:
        worker.terminate()
        worker.wait()
    after = os.times()
    processor = after.children_user + after.children_system - before.children_user - before.children_system
    return Run(seconds, processor, Counter(received.read_text().split()), told["states"], kills)


def _worker(variables: dict[str, str]) -> subprocess.Popen[bytes]:
    return subprocess.Popen([sys.executable, "-m", "negoce.cli.main", "worker"], env=variables)


def _until(received: Path, count: int) -> None:
    deadline = time.monotonic() + _PATIENCE
    while time.monotonic() < deadline and _lines(received) < count:
        time.sleep(0.02)


def _until_settled(received: Path, count: int, kills: int) -> None:
    """Until the last message that can come has come: some of a killed worker may never."""
    deadline = time.monotonic() + _PATIENCE
    seen, since = 0, time.monotonic()
    while time.monotonic() < deadline:
        now = _lines(received)
        if now >= count:
            return
        if now != seen:
            seen, since = now, time.monotonic()
        if kills and now >= count - kills and time.monotonic() - since > 5:
            return
        time.sleep(0.02)


def _lines(path: Path) -> int:
    with path.open("rb") as file:
        return sum(piece.count(b"\n") for piece in iter(lambda: file.read(65_536), b""))


def _asked(code: str, variables: dict[str, str], *arguments: str) -> dict[str, Any]:
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments], env=variables, check=True, stdout=subprocess.PIPE, text=True
    )
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


if __name__ == "__main__":
    raise SystemExit(main())
