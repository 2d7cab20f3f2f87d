"""What the learned score lends to the customer file: a column, and what a merge works out again."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from negoce.companies.enums import ColumnKind
from negoce.companies.interfaces import Column, LinkedRecords

MODEL_SCORE_COLUMN = Column(
    "model_score", _("Score appris (%)"), ColumnKind.NUMBER, path="model_score__percent", decimals=1, width=110,
    position=227, groupable=False,
)  # fmt: skip
SCORING_LINKED = LinkedRecords(
    key="model_scores",
    label=_("Scores appris"),
    kind="company",
    links=(),
    figures=("portfolio.ModelScore.company",),
)
