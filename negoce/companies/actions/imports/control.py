"""Pauses an import, lets it go on, or ends it where it is: a worker notices between two batches."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from negoce.companies.actions.imports.start import TASK
from negoce.companies.actions.imports.undo import TASK as UNDO_TASK
from negoce.companies.enums import ImportState
from negoce.companies.models import ImportRun
from negoce.companies.queries.imports.runs import visible_imports
from negoce.identity.actions.journal import Entry, record
from negoce.identity.enums import Permission
from negoce.identity.permissions import NotAllowed, require
from negoce.identity.rules.actor import Actor
from negoce.jobs.control import ask_cancel
from negoce.jobs.enums import ENDED, JobQueue, JobState
from negoce.jobs.models import Job
from negoce.jobs.queue import enqueue
from negoce.kit.refusal import Refused


def pause_import(actor: Actor, run: ImportRun) -> ImportRun:
    """Stop an import for the moment; what is in stays in. Raises NotAllowed, and Refused when it does not
    run.
    """
    _require(actor, run)
    if not _move(run, [ImportState.STARTED], ImportState.PAUSED):
        raise Refused(_("Cet import n’est pas en cours : il n’y a rien à mettre en pause."))
    run.refresh_from_db()
    return run


def resume_import(actor: Actor, run: ImportRun) -> ImportRun:
    """Let an import, or its undo, go on where it stands: after a pause, or when its job was lost.

    Raises NotAllowed, and Refused when there is nothing to take up.
    """
    _require(actor, run)
    run.refresh_from_db()
    lost = run.job is None or run.job.state in (*ENDED, JobState.PAUSED)
    undoing = run.state == ImportState.UNDOING.value and lost
    with transaction.atomic():
        taken = undoing or _move(run, [ImportState.PAUSED], ImportState.STARTED)
        if not taken and not (run.state == ImportState.STARTED.value and lost):
            raise Refused(_("Cet import n’est pas en pause : il n’y a rien à reprendre."))
        # A new job each time: the one before may still hold its last batch, which it then cannot write.
        task = UNDO_TASK if undoing else TASK
        job = enqueue(task, {"run": run.pk}, actor_id=actor.user_id, queue=JobQueue.LONG)
        Job.objects.filter(pk=job.pk).update(done_units=run.done_rows, total_units=run.total_rows)
        mine = ImportRun.objects.filter(pk=run.pk, job_id=run.job_id)  # type: ignore[misc]
        if not mine.update(job=job):
            raise Refused(_("Cet import a déjà été repris."))
    run.refresh_from_db()
    return run


def cancel_import(actor: Actor, run: ImportRun) -> ImportRun:
    """End an import where it is: what is in stays in, and can be undone. One journal entry.

    Raises NotAllowed, and Refused when it does not run.
    """
    _require(actor, run)
    with transaction.atomic():
        if not _move(run, [ImportState.STARTED, ImportState.PAUSED], ImportState.CANCELLED):
            raise Refused(_("Cet import n’est pas en cours : il n’y a rien à arrêter."))
        run.refresh_from_db()
        names = ("created_count", "updated_count", "unchanged_count", "skipped_count", "refused_count")
        record(
            actor,
            Entry(
                verb="import_cancelled",
                subject_kind="import",
                subject_id=run.pk,
                subject_name=run.file.name,
                changes={name: (None, getattr(run, name)) for name in names if getattr(run, name)},
                batch=run.public_id,
            ),
        )
        if run.job is not None:
            ask_cancel(run.job)
    return run


def _require(actor: Actor, run: ImportRun) -> None:
    require(actor, Permission.IMPORT)
    if not visible_imports(actor).filter(pk=run.pk).exists():
        raise NotAllowed(_("Cet import n’est pas le vôtre. Rien n’a été changé."))


def _move(run: ImportRun, states: Sequence[ImportState], to: ImportState) -> bool:
    mine = ImportRun.objects.filter(pk=run.pk, state__in=[state.value for state in states])
    ended = {"finished_at": timezone.now()} if to is ImportState.CANCELLED else {}
    return bool(mine.update(state=to.value, **ended))
