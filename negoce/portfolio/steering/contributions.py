"""What steering lends to the customer file: a column, and what follows a merge."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from negoce.companies.interfaces import LinkedRecords, MergeLink
from negoce.portfolio.actions.attitude_refresh import refresh_attitudes
from negoce.portfolio.queries.attitude_columns import ATTITUDE_COLUMNS
from negoce.portfolio.queries.profit_columns import PROFIT_COLUMNS


def _attitudes(company_ids: Sequence[int]) -> None:
    refresh_attitudes(company_ids, today=timezone.localdate())


STEERING_COLUMNS = (*ATTITUDE_COLUMNS, *PROFIT_COLUMNS)
STEERING_LINKED = (
    LinkedRecords(
        key="testimonials",
        label=_("Témoignages"),
        kind="company",
        links=(MergeLink("portfolio.Testimonial", "company"),),
        figures=("portfolio.AttitudeEvidence.company",),
        refresh=_attitudes,
    ),
    LinkedRecords(
        key="profits",
        label=_("Rentabilité"),
        kind="company",
        links=(),
        figures=("portfolio.CustomerProfit.company",),
    ),
)
