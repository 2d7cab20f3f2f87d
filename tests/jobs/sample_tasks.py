"""Tasks and receivers that the tests of jobs run, in this process and in workers of their own."""

from __future__ import annotations

import os
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils import timezone

from negoce.jobs.models import ScheduleRun
from negoce.jobs.running import RunningJob
from negoce.kit.refusal import Refused

tasks = {
    name: f"tests.jobs.sample_tasks.{name}" for name in ("echo", "fails", "refuses", "steps", "writes_log")
}
calls: list[Mapping[str, Any]] = []
received: list[Mapping[str, Any]] = []


def echo(job: RunningJob) -> dict[str, Any]:
    calls.append(job.arguments)
    return {"heard": job.arguments.get("words")}


def fails(job: RunningJob) -> None:
    calls.append(job.arguments)
    raise RuntimeError("broken on purpose")


def refuses(job: RunningJob) -> None:
    calls.append(job.arguments)
    raise Refused("Fichier illisible")


def steps(job: RunningJob) -> dict[str, int]:
    """Count to `upto`, one row a step in a transaction that the lease guards; goes on where it stands."""
    upto = int(job.arguments["upto"])
    name = str(job.arguments["name"])
    while (done := ScheduleRun.objects.filter(name__startswith=f"{name}-").count()) < upto:
        with transaction.atomic():
            job.hold()
            ScheduleRun.objects.create(name=f"{name}-{done}", due_at=job.created_at)
        job.progress(done + 1, upto, force=bool(job.arguments.get("force")))
        time.sleep(float(job.arguments.get("pause", 0)))
    return {"steps": upto}


def writes_log(job: RunningJob) -> None:
    """Write when the job starts and ends, with the process that runs it."""
    log = Path(job.arguments["log"])
    for word in ("start", "end"):
        with log.open("a") as file:
            file.write(f"{job.id} {word} {os.getpid()} {time.monotonic()}\n")
        time.sleep(0.05 if word == "start" else 0)


def hear(payload: Mapping[str, Any]) -> None:
    received.append(payload)


def keep(payload: Mapping[str, Any]) -> None:
    ScheduleRun.objects.get_or_create(name=payload["name"], defaults={"due_at": timezone.now()})
