"""Runs one job that was taken, and writes what came of it."""

from __future__ import annotations

import logging
import threading
import traceback
from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from negoce.jobs.enums import JobState
from negoce.jobs.leases import leave
from negoce.jobs.models import Job
from negoce.jobs.registry import UnknownTask, find_task
from negoce.jobs.running import CancelAsked, LeaseLost, PauseAsked, RunningJob, WorkerStopping
from negoce.jobs.timing import retry_delay
from negoce.kit.refusal import Refused

logger = logging.getLogger("negoce.jobs")
LONGEST_TRACEBACK = 20_000


def execute(job: Job, *, stopping: threading.Event | None = None) -> None:
    """Run the task of a job in the language of who asked for it; nothing but a lost database escapes."""
    with translation.override(_language(job)):
        try:
            result = find_task(job.task)(RunningJob(job, stopping=stopping))
        except PauseAsked:
            leave(job, JobState.PAUSED, attempts=job.attempts - 1)
        except CancelAsked:
            leave(job, JobState.CANCELLED, finished_at=timezone.now())
        except WorkerStopping:
            leave(job, JobState.WAITING, attempts=job.attempts - 1, run_after=timezone.now())
        except LeaseLost:
            logger.warning("Job %s (%s): another worker has it, nothing more was written", job.pk, job.task)
        except Refused as refusal:
            _fail(job, refusal.message)
        except UnknownTask as problem:
            _fail(job, _("Ce travail n’existe plus dans cette version du programme."), str(problem))
        except Exception:
            _retry_or_fail(job)
        else:
            _finish(job, result or {})


def _finish(job: Job, result: Mapping[str, Any]) -> None:
    leave(job, JobState.DONE, finished_at=timezone.now(), result=dict(result), crashes=0)


def _fail(job: Job, message: str, error: str = "") -> None:
    leave(
        job,
        JobState.FAILED,
        finished_at=timezone.now(),
        message=message[:300],
        error=error[-LONGEST_TRACEBACK:],
    )


def _retry_or_fail(job: Job) -> None:
    error = traceback.format_exc()
    logger.exception("Job %s (%s): attempt %s failed", job.pk, job.task, job.attempts)
    if job.attempts >= job.max_attempts:
        said = _(
            "Une erreur imprévue a arrêté ce travail après %(count)s essais. Ce qui était fait est gardé."
        )
        _fail(job, said % {"count": job.attempts}, error)
        return
    again_at = timezone.now() + retry_delay(job.attempts)
    leave(job, JobState.WAITING, run_after=again_at, error=error[-LONGEST_TRACEBACK:])


def _language(job: Job) -> str:
    return getattr(job.actor, "language", None) or settings.LANGUAGE_CODE
