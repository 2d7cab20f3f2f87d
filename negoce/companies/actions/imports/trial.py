"""Tries a whole file without keeping anything: the counts and the reasons, before the import (F10)."""

from __future__ import annotations

from django.db import transaction

from negoce.companies.actions.imports.create import require_draft
from negoce.companies.actions.imports.drop_trials import drop_trials
from negoce.companies.actions.imports.start import require_needs, start_import
from negoce.companies.models import ImportRun
from negoce.companies.queries.imports.trials import TRIED
from negoce.identity.enums import Permission
from negoce.identity.permissions import require
from negoce.identity.rules.actor import Actor


def try_import(actor: Actor, run: ImportRun, *, enqueued: bool = True) -> ImportRun:
    """Run a draft over its whole file and keep only what is to be said; returns the trial.

    Raises NotAllowed, and Refused when a needed column is missing or the import has begun.
    """
    require(actor, Permission.IMPORT)
    require_draft(run)
    require_needs(run)
    with transaction.atomic():
        drop_trials(run)
        trial = ImportRun(
            trial_of=run,
            dry_run=True,
            file=run.file,
            created_by_id=run.created_by_id,
            **{name: getattr(run, name) for name in TRIED},
        )
        trial.save()
        return start_import(actor, trial, enqueued=enqueued)
