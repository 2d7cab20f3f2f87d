"""The jobs of the customer file: shallow, they fetch by key and call an action."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from negoce.companies.actions.bulk_change import run_bulk_change
from negoce.companies.actions.import_run import run_import
from negoce.companies.models import BulkChange, ImportImage, ImportRun
from negoce.identity.enums import Origin
from negoce.identity.models import User
from negoce.identity.queries.actors import actor_for
from negoce.identity.rules.actor import Actor, system_actor
from negoce.jobs.running import RunningJob

IMAGES_KEPT_DAYS = 90
_BATCH = 2_000


def import_file(job: RunningJob) -> dict[str, int]:
    """Bring in the file of an import, or what is left of it."""
    run = ImportRun.objects.select_related("file").get(pk=job.arguments["run"])
    done = run_import(_actor(job), run, progress=job.progress, hold=job.hold)
    return {
        name: getattr(done, f"{name}_count")
        for name in ("created", "updated", "unchanged", "skipped", "refused", "incomplete")
    }


def purge_imports(job: RunningJob) -> dict[str, int]:
    """Forget what records were before imports of more than 90 days ago: those cannot be undone any more."""
    removed, limit = 0, timezone.now() - timedelta(days=IMAGES_KEPT_DAYS)
    old = ImportImage.objects.filter(run__finished_at__lt=limit)
    while keys := list(old.order_by("pk").values_list("pk", flat=True)[:_BATCH]):
        ImportImage.objects.filter(pk__in=keys).delete()
        removed += len(keys)
        job.progress(removed)
    return {"removed": removed}


def _actor(job: RunningJob) -> Actor:
    user = User.objects.filter(pk=job.actor_id or 0).first()
    return actor_for(user, origin=Origin.IMPORT) if user else system_actor(origin=Origin.IMPORT)


def bulk_change(job: RunningJob) -> dict[str, int]:
    """Carry out a change of many records, or what is left of it."""
    change = BulkChange.objects.get(pk=job.arguments["change"])
    user = User.objects.get(pk=job.actor_id)
    done = run_bulk_change(actor_for(user), change, progress=lambda rows: job.progress(rows, change.matched))
    return {"changed": done.changed}
