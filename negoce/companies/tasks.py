"""The jobs of the customer file: shallow, they fetch by key and call an action."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from negoce.companies.actions.bulk_change import run_bulk_change
from negoce.companies.actions.bulk_tasks import TASK, run_bulk_tasks
from negoce.companies.actions.custom_field_delete import clear_custom_field, reindex_slot
from negoce.companies.actions.duplicates_find import find_duplicates as search_duplicates
from negoce.companies.actions.imports.answer_many import run_answers
from negoce.companies.actions.imports.discard import forget_files, remove_draft
from negoce.companies.actions.imports.run import run_import
from negoce.companies.actions.imports.undo import run_undo
from negoce.companies.actions.merges.purge import purge_merges
from negoce.companies.actions.people.asker import asker_of
from negoce.companies.actions.register_complete import complete_companies
from negoce.companies.actions.register_lookup import run_lookup
from negoce.companies.actions.retention_erase import erase_due as erase_who_is_due
from negoce.companies.actions.retention_erase import erase_overdue
from negoce.companies.actions.retention_propose import propose_retention as find_who_is_due
from negoce.companies.actions.search.tidy import tidy_search as merge_search
from negoce.companies.enums import ImportAnswer, ImportState
from negoce.companies.models import BulkChange, ImportImage, ImportRowIssue, ImportRun, RegisterLookup
from negoce.companies.queries.imports.source import forget_prepared
from negoce.identity.enums import Origin, Permission
from negoce.identity.models import User
from negoce.identity.permissions import require
from negoce.identity.queries.actors import actor_for
from negoce.identity.rules.actor import Actor, system_actor
from negoce.jobs.running import RunningJob
from negoce.kit.refusal import Refused

IMAGES_KEPT_DAYS = 90
DRAFTS_KEPT_DAYS = 30
_BATCH = 2_000


def import_file(job: RunningJob) -> dict[str, int]:
    """Bring in the file of an import, or what is left of it."""
    run = ImportRun.objects.select_related("file").filter(pk=job.arguments["run"]).first()
    if run is None or run.job_id not in (None, job.id):
        # It was taken up again by a later job, or its draft was thrown away.
        return {}
    try:
        done = run_import(_actor(job), run, progress=job.progress, hold=job.hold)
    except (ImportRun.DoesNotExist, OSError):
        if ImportRun.objects.filter(pk=job.arguments["run"]).exists():
            raise
        # The draft that it tried was thrown away meanwhile, with its file.
        forget_prepared(run)
        return {}
    return {
        name: getattr(done, f"{name}_count")
        for name in ("created", "updated", "unchanged", "skipped", "refused", "incomplete")
    }


def undo_import(job: RunningJob) -> dict[str, int]:
    """Take an import back, or what is left of it."""
    run = ImportRun.objects.select_related("file").get(pk=job.arguments["run"])
    done = run_undo(_actor(job), run, progress=job.progress, hold=job.hold)
    return {"undone": done.undone_count, "kept": done.kept_count}


def answer_import(job: RunningJob) -> dict[str, int]:
    """Give one answer to every row of an import that waits for a person's word."""
    run = ImportRun.objects.select_related("file").get(pk=job.arguments["run"])
    answer = ImportAnswer(job.arguments["answer"])
    return {"answered": run_answers(_actor(job), run, answer=answer, progress=job.progress, hold=job.hold)}


def custom_field_clear(job: RunningJob) -> dict[str, int]:
    """Remove the values of a custom field that was deleted."""
    return {"removed": clear_custom_field(job.arguments["field"], job.progress)}


def custom_field_reindex(job: RunningJob) -> dict[str, int]:
    """Let search know, or forget, the texts of a custom field."""
    return {"indexed": reindex_slot(job.arguments["kind"], job.arguments["slot"], job.progress)}


def purge_imports(job: RunningJob) -> dict[str, int]:
    """Forget imports of more than 90 days ago: their files, and what records were before them.

    They cannot be undone any more; their counts and reasons stay, without the values of the file.
    Drafts that nobody began for 30 days go entirely.
    """
    removed, limit = 0, timezone.now() - timedelta(days=IMAGES_KEPT_DAYS)
    old = ImportImage.objects.filter(run__finished_at__lt=limit)
    while keys := list(old.order_by("pk").values_list("pk", flat=True)[:_BATCH]):
        ImportImage.objects.filter(pk__in=keys).delete()
        removed += len(keys)
        job.progress(removed)
    removed += _forget_faulty_values(job, limit)
    forgotten = timezone.now() - timedelta(days=DRAFTS_KEPT_DAYS)
    drafts = ImportRun.objects.filter(state=ImportState.DRAFT.value, trial_of=None, created_at__lt=forgotten)
    for run in drafts.select_related("file").order_by("pk"):
        files = remove_draft(run)
        forget_files(files)
        removed += bool(files)
        job.progress(removed)
    for run in ImportRun.objects.filter(created_at__lt=limit).select_related("file").order_by("pk"):
        forget_prepared(run)
        run.file.path.unlink(missing_ok=True)
    ImportRun.objects.filter(created_at__lt=limit).exclude(edits={}).update(edits={})
    return {"removed": removed}


def purge_old_merges(job: RunningJob) -> dict[str, int]:
    """Forget what it takes to undo merges of more than 90 days ago."""
    return {"purged": purge_merges(timezone.now())}


def _forget_faulty_values(job: RunningJob, limit: datetime) -> int:
    """Faulty values are people's own often enough: the reason is told without them from then on."""
    removed = 0
    old = ImportRowIssue.objects.filter(run__finished_at__lt=limit)
    told = old.exclude(value="").order_by("pk")
    while rows := list(told.only("pk", "value", "figures")[:_BATCH]):
        for row in rows:
            row.value = ""
            row.figures = {name: "…" if isinstance(each, str) else each for name, each in row.figures.items()}
        ImportRowIssue.objects.bulk_update(rows, ["value", "figures"], batch_size=_BATCH // 4)
        removed += len(rows)
        job.progress(removed)
    return removed


def tidy_search(job: RunningJob) -> dict[str, int]:
    """Rub out what the search index only marked as gone."""
    return {"steps": merge_search(job.progress)}


def _actor(job: RunningJob) -> Actor:
    """Who asked, with the rights of now; the program itself when the command line did."""
    if job.actor_id is None:
        return system_actor(origin=Origin.IMPORT)
    user = User.objects.filter(pk=job.actor_id, is_active=True).first()
    if user is None:
        raise Refused(_("La personne qui a commencé cet import ne peut plus se connecter : il s’arrête là."))
    actor = actor_for(user, origin=Origin.IMPORT)
    require(actor, Permission.IMPORT)
    return actor


def bulk_change(job: RunningJob) -> dict[str, int]:
    """Carry out a change of many records, or what is left of it."""
    change = BulkChange.objects.get(pk=job.arguments["change"])
    user = User.objects.filter(pk=job.actor_id or 0, is_active=True).first()
    if user is None:
        raise Refused(
            _("La personne qui a demandé ce changement ne peut plus se connecter : il s’arrête là.")
        )
    run = run_bulk_tasks if change.column == TASK else run_bulk_change
    done = run(actor_for(user), change, progress=lambda rows: job.progress(rows, change.matched))
    return {"changed": done.changed}


def find_duplicates(job: RunningJob) -> dict[str, int]:
    """Look for duplicate companies, then contacts: what changed since the last time, or everything."""
    everything = bool(job.arguments.get("everything"))
    return {
        kind: search_duplicates(kind, progress=job.progress, everything=everything)
        for kind in ("company", "contact")
    }


def propose_retention(job: RunningJob) -> dict[str, int]:
    """Find whose data fall due; erase by itself only what the house decided."""
    today = timezone.localdate()
    found = find_who_is_due(today, progress=job.progress)
    return {"due": found, "erased": erase_overdue(system_actor(), today, progress=job.progress)}


def erase_due(job: RunningJob) -> dict[str, int]:
    """Erase the people that somebody chose among those who are due."""
    keys = [int(key) for key in job.arguments["contacts"]]
    return {"erased": erase_who_is_due(asker_of(job.actor_id), keys, progress=job.progress)}


def register_lookup(job: RunningJob) -> dict[str, str]:
    """Ask the register of companies about one of ours."""
    lookup = RegisterLookup.objects.filter(pk=job.arguments["lookup"]).first()
    return {} if lookup is None else {"state": run_lookup(lookup).value}


def register_complete(job: RunningJob) -> dict[str, int]:
    """Fill in what is missing of many companies from the register; after a pause, of those that are left."""
    keys = [int(key) for key in job.arguments["companies"]]
    start = job.resumes_at
    return asdict(complete_companies(asker_of(job.actor_id), keys, progress=job.progress, start=start))
