"""With which companies a playbook is to begin."""

from __future__ import annotations

from datetime import date

from django.db.models import Exists, F, OuterRef, QuerySet

from negoce.automation.models import Playbook, PlaybookRun
from negoce.portfolio.models import CustomerLife


def candidates(playbook: Playbook, takes_from: date | None) -> QuerySet[CustomerLife]:
    """The lives of the companies in its status for which it has not begun since they entered it.

    Those that are worth most come first. With `takes_from`, only who entered on that day or later.
    """
    begun = PlaybookRun.objects.filter(
        playbook=playbook, company=OuterRef("company"), entered_on=OuterRef("status_since")
    )
    rows = CustomerLife.objects.filter(status=playbook.status, company__deleted_at__isnull=True)
    if takes_from is not None:
        rows = rows.filter(status_since__gte=takes_from)
    return rows.filter(~Exists(begun)).order_by(F("value_36_months").desc(nulls_last=True), "company_id")


def would_take(playbook: Playbook) -> int:
    """How many companies it would take today if it took all those in its status."""
    return candidates(playbook, None).count()
