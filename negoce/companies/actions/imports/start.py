"""Starts an import: what it reads is fixed from here on, and a job takes it in charge."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from negoce.companies.actions.imports.create import require_draft, signature_of
from negoce.companies.actions.imports.drop_trials import drop_trials
from negoce.companies.enums import DuplicateMode, ImportState
from negoce.companies.models import ImportMapping, ImportRun
from negoce.companies.queries.imports.followers import import_followers
from negoce.companies.queries.imports.mappings import fitting_mappings, mapping_in_use
from negoce.companies.queries.imports.source import mapping_of
from negoce.companies.queries.imports.targets import import_target, missing_needs
from negoce.identity.enums import Permission
from negoce.identity.permissions import require
from negoce.identity.rules.actor import Actor
from negoce.jobs.enums import JobQueue
from negoce.jobs.queue import enqueue
from negoce.kit.refusal import Refused

TASK = "companies.import"


def start_import(actor: Actor, run: ImportRun, *, enqueued: bool = True) -> ImportRun:
    """Fix what the import reads and hand it to a worker; the columns are remembered for the next such file.

    Raises NotAllowed, and Refused when a needed column is missing or the import has begun.
    """
    require_import_rights(actor, run)
    require_draft(run)
    require_needs(run)
    for follower in import_followers(run.target):
        follower.check(run)
    with transaction.atomic():
        mine = ImportRun.objects.filter(pk=run.pk, state=ImportState.DRAFT.value)
        if not mine.update(state=ImportState.STARTED.value, started_at=timezone.now()):
            require_draft(ImportRun.objects.get(pk=run.pk))
        _remember_mapping(actor, run)
        drop_trials(run)
        if enqueued:
            job = enqueue(TASK, {"run": run.pk}, actor_id=actor.user_id, queue=JobQueue.LONG)
            ImportRun.objects.filter(pk=run.pk).update(job=job)
    run.refresh_from_db()
    return run


def require_import_rights(actor: Actor, run: ImportRun) -> None:
    """Raises NotAllowed unless the actor may do by hand what the import does: create, and edit unless it skips."""
    require(actor, Permission.IMPORT)
    require(actor, Permission.CREATE)
    if run.duplicates != DuplicateMode.SKIP.value:
        require(actor, Permission.EDIT)


def require_needs(run: ImportRun) -> None:
    """Raises Refused naming the columns without which nothing can be imported."""
    target = import_target(run.target)
    labels = {field.key: str(field.label) for field in target.fields}
    missing = [
        _(" ou ").join(f"« {labels[key]} »" for key in needs)
        for needs in missing_needs(target, mapping_of(run))
    ]
    if missing:
        raise Refused(
            _("Aucune colonne ne donne %(fields)s. Choisissez-la, ou corrigez la ligne d’en-tête.")
            % {"fields": ", ".join(missing)}
        )


def _remember_mapping(actor: Actor, run: ImportRun) -> None:
    columns = {run.columns[int(at)]: told for at, told in run.mapping.items()}
    now = timezone.now()
    ImportMapping.objects.update_or_create(
        signature=signature_of(run.columns),
        created_by_id=run.created_by_id,
        name="",
        defaults={"target": run.target, "columns": columns, "used_at": now},
    )
    followed = mapping_in_use(run, fitting_mappings(actor, run))
    if followed is not None:
        ImportMapping.objects.filter(pk=followed.pk).update(used_at=now)
