"""What a merge of companies takes along of tours and of the hours at which they receive."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from negoce.companies.interfaces import LinkedRecords, MergeLink

VISIT_LINKED = (
    LinkedRecords(
        key="visit_stops",
        label=_("Visites de tournées"),
        kind="company",
        links=(MergeLink("portfolio.VisitStop", "company", twins=("tour",)),),
    ),
    LinkedRecords(
        key="visit_hours",
        label=_("Horaires de visite"),
        kind="company",
        links=(MergeLink("portfolio.VisitHours", "company", twins=("kind",)),),
    ),
)
