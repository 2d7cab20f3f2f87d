"""The statuses that people declared and that hold on a day."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from django.db.models import QuerySet

from negoce.portfolio.enums import LifeStatus
from negoce.portfolio.models import StatusOverride
from negoce.portfolio.rules.life_changes import Declared


def in_force(today: date) -> QuerySet[StatusOverride]:
    """Those that hold: begun, not over, not taken back."""
    return StatusOverride.objects.filter(starts_on__lte=today, ends_on__gte=today, ended_at__isnull=True)


def overrides_in_force(company_ids: Sequence[int], today: date) -> Mapping[int, Declared]:
    """The one that holds for each of these companies, the last declared if there are several; one query."""
    rows = in_force(today).filter(company_id__in=company_ids).order_by("pk")
    return {
        company: Declared(LifeStatus(status), starts_on, ends_on)
        for company, status, starts_on, ends_on in rows.values_list(
            "company_id", "status", "starts_on", "ends_on"
        )
    }
