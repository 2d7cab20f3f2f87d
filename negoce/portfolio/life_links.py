"""Statuses follow a merge and its undo: changes and declared statuses move, rows are worked out again at once."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from negoce.companies.interfaces import LinkedRecords, MergeLink
from negoce.portfolio.actions.life_refresh import refresh_life

LIFE_LINKED = (
    LinkedRecords(
        key="statuses",
        label=_("Changements de statut"),
        kind="company",
        links=(
            MergeLink("portfolio.StatusChange", "company", twins=("before", "after", "happened_on", "cause")),
            MergeLink("portfolio.StatusOverride", "company"),
        ),
        figures=("portfolio.CustomerLife.company",),
        refresh=refresh_life,
        worked_out=("portfolio.statuschange",),
    ),
)
