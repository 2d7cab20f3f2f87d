"""Forgets what was tried for an import that begins, or that is tried again."""

from __future__ import annotations

from functools import partial

from django.db import transaction

from negoce.companies.enums import ImportState
from negoce.companies.models import ImportRun
from negoce.companies.queries.imports.source import forget_prepared
from negoce.jobs.control import ask_cancel


def drop_trials(run: ImportRun) -> None:
    """Forget the trials of a draft, in the caller's transaction; one at work is told to stop."""
    for trial in ImportRun.objects.filter(trial_of=run).select_related("file", "job").order_by("pk"):
        mine = ImportRun.objects.filter(pk=trial.pk)
        if mine.filter(state=ImportState.STARTED.value).update(state=ImportState.CANCELLED.value):
            if trial.job is not None:
                ask_cancel(trial.job)
        else:
            trial.delete()
        transaction.on_commit(partial(forget_prepared, trial))
