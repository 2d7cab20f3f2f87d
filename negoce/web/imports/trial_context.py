"""What the whole file would become, as its trial says."""

from __future__ import annotations

from typing import Any

from negoce.companies.enums import ImportState
from negoce.companies.models import ImportRun
from negoce.companies.queries.imports.trials import is_current, trial_of
from negoce.web.imports.figures import figures_of


def trial_context(run: ImportRun) -> dict[str, Any]:
    """The trial of a draft, if it still speaks of what the draft says now."""
    trial = trial_of(run)
    return {
        "trial": trial,
        "trial_running": trial is not None and trial.state == ImportState.STARTED.value,
        "trial_current": trial is not None and is_current(trial, run),
        "trial_figures": figures_of(trial) if trial is not None else (),
    }
