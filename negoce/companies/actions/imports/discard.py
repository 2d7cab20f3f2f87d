"""Throws away an import that never began: its file, its trials and what was corrected in it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from django.db import transaction
from django.utils.translation import gettext as _

from negoce.companies.actions.imports.create import require_draft
from negoce.companies.actions.imports.drop_trials import drop_trials
from negoce.companies.enums import ImportState
from negoce.companies.models import ImportRun
from negoce.companies.queries.imports.runs import visible_imports
from negoce.companies.queries.imports.source import prepared_path
from negoce.identity.actions.journal import Entry, record
from negoce.identity.enums import Permission
from negoce.identity.permissions import NotAllowed, require
from negoce.identity.rules.actor import Actor


def discard_draft(actor: Actor, run: ImportRun) -> None:
    """Throw a draft away, with its file. One journal entry.

    Raises NotAllowed, and Refused when the import has begun.
    """
    require(actor, Permission.IMPORT)
    if not visible_imports(actor).filter(pk=run.pk).exists():
        raise NotAllowed(_("Cet import n’est pas le vôtre. Rien n’a été changé."))
    key, name, batch = run.pk, run.file.name, run.public_id
    with transaction.atomic():
        files = remove_draft(run)
        if files:
            entry = Entry(
                "import_discarded", subject_kind="import", subject_id=key, subject_name=name, batch=batch
            )
            record(actor, entry)
    forget_files(files)
    left = ImportRun.objects.filter(pk=key).first()
    if left is not None:
        require_draft(left)


def remove_draft(run: ImportRun) -> Sequence[Path]:
    """Remove a draft and its trials; returns their files, none when it is no draft any more.

    The files are forgotten by the caller, once its transaction is over.
    """
    stored = run.file
    with transaction.atomic():
        # Whoever begins the import at this moment waits here, and then finds no draft.
        mine = ImportRun.objects.filter(pk=run.pk, state=ImportState.DRAFT.value, trial_of=None)
        if not mine.update(state=ImportState.CANCELLED.value):
            return ()
        trials = ImportRun.objects.filter(trial_of=run).select_related("file").order_by("pk")
        files = [stored.path, *map(prepared_path, [run, *trials])]
        drop_trials(run)
        ImportRun.objects.filter(pk=run.pk).delete()
        stored.delete()
    return files


def forget_files(files: Iterable[Path]) -> None:
    """Remove these files, as far as they are still there."""
    for each in files:
        each.unlink(missing_ok=True)
