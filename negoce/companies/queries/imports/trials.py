"""The trial of a draft: a run over its whole file that keeps nothing."""

from __future__ import annotations

from negoce.companies.enums import ImportState
from negoce.companies.models import ImportRun

# What a trial takes over from its draft; when one of these differs, the trial speaks of another import.
TRIED = (
    "target",
    "sheet",
    "encoding",
    "separator",
    "mend",
    "header_row",
    "columns",
    "mapping",
    "duplicates",
    "owner_id",
    "relation",
    "origin_channel",
    "edits",
)


def trial_of(run: ImportRun) -> ImportRun | None:
    """The latest trial of a draft, at work or ended; None when there is none."""
    states = (ImportState.STARTED.value, ImportState.DONE.value)
    trials = ImportRun.objects.filter(trial_of=run, state__in=states).select_related("job")
    return trials.order_by("-pk").first()


def is_current(trial: ImportRun, run: ImportRun) -> bool:
    """Whether a trial tried what the draft says now."""
    return all(getattr(trial, name) == getattr(run, name) for name in TRIED)
