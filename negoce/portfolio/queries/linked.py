"""Snapshots of a company go with a merge: those of the survivor are worked out anew at night."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from negoce.companies.interfaces import LinkedRecords

LINKED = (
    LinkedRecords(
        key="ranks",
        label=_("Rangs"),
        kind="company",
        links=(),
        figures=("portfolio.CustomerRank.company", "portfolio.PastStatus.company"),
    ),
)
