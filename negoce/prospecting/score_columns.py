"""What scores lend to the customer file: a column, and what follows a merge."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from negoce.companies.enums import ColumnKind
from negoce.companies.interfaces import Column, KeptFilters, LinkedRecords
from negoce.prospecting.actions.lead_score_refresh import refresh_scores


def _again(company_ids: Sequence[int]) -> None:
    refresh_scores(company_ids, today=timezone.localdate())


SCORE_COLUMN = Column(
    "score", _("Score (règles)"), ColumnKind.NUMBER, path="lead_score__score", decimals=1, width=110, position=226,
    groupable=False,
)  # fmt: skip
SCORE_FILTERS = KeptFilters("prospecting.ScoreRule", "filter_text")
SCORE_LINKED = LinkedRecords(
    key="scores",
    label=_("Scores"),
    kind="company",
    links=(),
    figures=("prospecting.CompanyScore.company",),
    refresh=_again,
)
