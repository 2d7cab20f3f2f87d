"""What the matrices lend to the customer file: columns, and what follows a merge."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from negoce.companies.interfaces import LinkedRecords, MergeLink
from negoce.portfolio.actions.target_refresh import refresh_targets
from negoce.portfolio.matrices.columns import TARGET_COLUMNS


def _targets(company_ids: Sequence[int]) -> None:
    refresh_targets(company_ids, today=timezone.localdate())


company_columns = TARGET_COLUMNS
linked_records = (
    LinkedRecords(
        key="target_notes",
        label=_("Notes de potentiel et d’accessibilité"),
        kind="company",
        links=(MergeLink("prospecting.TargetNote", "company", twins=("criterion",)),),
        figures=("prospecting.TargetIndex.company",),
        refresh=_targets,
    ),
    LinkedRecords(
        key="told_reasons",
        label=_("Raisons de partir ou de rester"),
        kind="company",
        links=(MergeLink("portfolio.ToldReason", "company"),),
    ),
)
