"""Reviews of meetings are forgotten after two years: they serve to progress, not to keep a file on somebody."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from negoce.kit.dates import add_months
from negoce.negotiation.models import Debrief

KEPT_MONTHS = 24


def forget_debriefs(today: date, batch: int) -> int:
    """Delete at most `batch` reviews of meetings older than what is kept; returns how many."""
    with transaction.atomic():
        old = Debrief.objects.filter(met_on__lt=add_months(today, -KEPT_MONTHS)).order_by("met_on", "pk")
        keys = list(old.values_list("pk", flat=True)[:batch])
        Debrief.objects.filter(pk__in=keys).delete()
    return len(keys)
