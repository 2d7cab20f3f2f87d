"""The counts of an import, in words that add up to the rows that were read."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _

from negoce.companies.models import ImportRun

Figure = tuple[Any, int, str]


def figures_of(run: ImportRun) -> Sequence[Figure]:
    """Words, rows and tone of each end that some rows came to; together they are the rows read."""
    figures = (
        (_("nouvelles fiches"), run.created_count, "good"),
        (_("mises à jour"), run.updated_count, "info"),
        (_("déjà à jour"), run.unchanged_count, ""),
        (_("laissées telles quelles"), run.skipped_count, ""),
        (_("à décider"), run.asked_count, "info"),
        (_("refusées"), run.refused_count, "bad"),
    )
    return [figure for figure in figures if figure[1]]
