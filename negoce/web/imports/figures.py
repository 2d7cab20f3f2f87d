"""The counts of an import, in words that add up to the rows that were read."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from negoce.companies.models import ImportRun

Figure = tuple[Any, int, str]


def figures_of(run: ImportRun) -> Sequence[Figure]:
    """Words, rows and tone of each end that some rows came to; together they are the rows read."""
    created, updated, skipped, refused = (
        run.created_count,
        run.updated_count,
        run.skipped_count,
        run.refused_count,
    )
    figures = (
        (ngettext("nouvelle fiche", "nouvelles fiches", created), created, "good"),
        (ngettext("mise à jour", "mises à jour", updated), updated, "info"),
        (_("déjà à jour"), run.unchanged_count, ""),
        (ngettext("laissée telle quelle", "laissées telles quelles", skipped), skipped, ""),
        (_("à décider"), run.asked_count, "info"),
        (ngettext("refusée", "refusées", refused), refused, "bad"),
    )
    return [figure for figure in figures if figure[1]]
