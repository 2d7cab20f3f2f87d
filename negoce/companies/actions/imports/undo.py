"""Takes a whole import back, updates included; what people did since is kept and said (F10).

Images are put back last first, a part in each transaction: whoever takes the undo up after a crash goes on where
the last commit left it.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from typing import Any

from django.db import transaction
from django.db.models import F, QuerySet, Sum, Value
from django.db.models.functions import Greatest, Replace
from django.utils import timezone
from django.utils.translation import gettext as _

from negoce.companies.actions.imports.pace import (
    BATCH_SECONDS,
    bulk_commits,
    let_others_write,
    next_size,
    write_alone,
)
from negoce.companies.actions.imports.restore import UndoBatch
from negoce.companies.enums import ImportState
from negoce.companies.models import ImportImage, ImportKept, ImportRun
from negoce.companies.queries.imports.runs import visible_imports
from negoce.companies.queries.imports.targets import import_target, import_undoers, record_kind
from negoce.companies.queries.imports.touched import REMOVED, touched_records
from negoce.identity.actions.journal import Entry, record
from negoce.identity.enums import Permission
from negoce.identity.permissions import NotAllowed, require
from negoce.identity.rules.actor import Actor
from negoce.jobs.enums import JobQueue
from negoce.jobs.queue import enqueue
from negoce.kit.refusal import Refused

TASK = "companies.undo_import"
FIRST_RECORDS, FEWEST_RECORDS = 100, 25
UNDOABLE = (ImportState.DONE.value, ImportState.CANCELLED.value)
Progress = Callable[[int, int], None]


def undo_import(actor: Actor, run: ImportRun, *, enqueued: bool = True) -> ImportRun:
    """Hand the undo of an import that has ended to a worker.

    Raises NotAllowed, and Refused when it still runs, is undone already, or is too old to be undone.
    """
    require(actor, Permission.IMPORT)
    if not visible_imports(actor).filter(pk=run.pk).exists():
        raise NotAllowed(_("Cet import n’est pas le vôtre. Rien n’a été changé."))
    run.refresh_from_db()
    _require_images(run)
    # Counted before anything is put back: images lose what is done, and a record stands in several of them.
    wrote = sum(each.total for each in touched_records(run).values())
    with transaction.atomic():
        mine = ImportRun.objects.filter(pk=run.pk, state__in=UNDOABLE, dry_run=False)
        if not mine.update(state=ImportState.UNDOING.value, undone_count=wrote, kept_count=0):
            run.refresh_from_db()
            raise Refused(_refusal(run))
        if enqueued:
            job = enqueue(TASK, {"run": run.pk}, actor_id=actor.user_id, queue=JobQueue.LONG)
            ImportRun.objects.filter(pk=run.pk).update(job=job)
    run.refresh_from_db()
    return run


def run_undo(actor: Actor, run: ImportRun, *, progress: Progress, hold: Callable[[], None]) -> ImportRun:
    """Put back what is left of an import that is being undone.

    `hold` is called inside each transaction and undoes it by raising; `progress(done, total)` between them.
    """
    if run.state != ImportState.UNDOING.value:
        return run
    images = ImportImage.objects.filter(run=run)
    total = images.aggregate(total=Sum("count"))["total"] or 0
    done = images.filter(undone_at__isnull=False).aggregate(total=Sum("count"))["total"] or 0
    progress(done, total)
    most, settle = FIRST_RECORDS, import_target(run.target).settle
    left = images.filter(undone_at__isnull=True).order_by("-pk").values_list("pk", flat=True)
    with bulk_commits():
        while left.exists():
            with transaction.atomic():
                write_alone()
                began = time.monotonic()
                hold()
                count = _put_back_some(actor, run, left, most, until=began + BATCH_SECONDS / 2)
            most = next_size(max(count, FEWEST_RECORDS), time.monotonic() - began, FEWEST_RECORDS)
            ended = time.monotonic()
            done += count
            progress(done, total)
            let_others_write(ended)
        if settle is not None:
            settle(hold)
    _finish(actor, run)
    return run


def _put_back_some(actor: Actor, run: ImportRun, left: QuerySet[Any, int], most: int, *, until: float) -> int:
    """Put back images one after the other, at most `most` records; a slow import leaves many small ones."""
    count = 0
    while count < most and (not count or time.monotonic() < until):
        key = left.first()
        if key is None:
            break
        count += _put_back(actor, run, key, most - count)
    return count


def _put_back(actor: Actor, run: ImportRun, key: int, most: int) -> int:
    """Put back some records of an image, and take them out of it; returns how many."""
    image = ImportImage.objects.select_for_update().get(pk=key)
    part, rest = _split(image.records, most)
    removed_before = image.records.get(REMOVED, 0)
    moment = timezone.now()
    if not rest["created"] and not rest["updated"]:
        image.undone_at = moment
    image.records = part
    batch = UndoBatch(actor, run, image, moment)
    import_undoers()[image.kind](batch)
    batch.undone -= batch.kept.keys()
    # Custom fields have images of their own beside those of their records.
    of_records = record_kind(image.kind) == image.kind
    removed = len(batch.undone.intersection(batch.created)) if of_records else 0
    image.records = {**rest, REMOVED: removed_before + removed}
    image.save(update_fields=["records", "undone_at"])
    ImportKept.objects.bulk_create([batch.kept[each] for each in sorted(batch.kept)])
    return len(part["created"]) + len(part["updated"])


def _split(records: Mapping[str, Any], most: int) -> tuple[dict[str, Any], dict[str, Any]]:
    """The first records of an image, and those that are left for later."""
    created, updated = list(records.get("created", ())), list(records.get("updated", {}).items())
    left = max(0, most - len(updated))
    part = {"created": created[:left], "updated": dict(updated[:most])}
    return part, {"created": created[left:], "updated": dict(updated[most:])}


def _finish(actor: Actor, run: ImportRun) -> None:
    now = timezone.now()
    with transaction.atomic():
        # A record of which a field of its own and a custom one are kept is one record.
        record_kind = Replace("kind", Value("_custom"), Value(""))
        kept_rows = ImportKept.objects.filter(run=run).order_by().annotate(record_kind=record_kind)
        kept = kept_rows.values("record_kind", "object_id").distinct().count()
        mine = ImportRun.objects.filter(pk=run.pk, state=ImportState.UNDOING.value)
        if mine.update(
            state=ImportState.UNDONE.value,
            kept_count=kept,
            undone_count=Greatest(F("undone_count") - kept, 0),
        ):
            run.refresh_from_db()
            counts = {"undone_count": run.undone_count, "kept_count": kept}
            record(
                actor,
                Entry(
                    verb="import_undone",
                    subject_kind="import",
                    subject_id=run.pk,
                    subject_name=run.file.name,
                    changes={name: (None, count) for name, count in counts.items() if count},
                    batch=run.public_id,
                ),
                at=now,
            )
    run.refresh_from_db()


def _require_images(run: ImportRun) -> None:
    """Raises Refused when what records were before is not kept any more."""
    wrote = run.created_count or run.updated_count
    if run.state in UNDOABLE and wrote and not ImportImage.objects.filter(run=run).exists():
        raise Refused(
            _("Cet import a plus de 90 jours : ce qu’il a remplacé n’est plus gardé. Rien n’a été changé.")
        )


def _refusal(run: ImportRun) -> str:
    if run.dry_run:
        return _("Cet import était un essai : il n’a rien écrit, il n’y a rien à annuler.")
    if run.state == ImportState.UNDOING.value:
        return _("L’annulation de cet import est déjà en cours.")
    if run.state == ImportState.UNDONE.value:
        return _("Cet import est déjà annulé. Rien n’a été changé.")
    return _("Cet import n’est pas terminé. Arrêtez-le d’abord, puis annulez-le.")
