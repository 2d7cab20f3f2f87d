"""The hours at which people were reached by our own calls, over the last year."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from decimal import Decimal

from django.db.models import Count, Q
from django.utils import timezone

from negoce.prospecting.models import CallAttempt
from negoce.prospecting.rules.best_hours import BestHours, best_hours, rates_now
from negoce.prospecting.rules.call_figures import REACHED

PAST = timedelta(days=365)
_REACHED = Q(outcome__in=sorted(REACHED))


def best_call_hours(now: datetime, trade: str = "") -> BestHours:
    """By weekday and hour of the house, from the calls of all its people over 365 days; of one trade if named."""
    rows = CallAttempt.objects.filter(at__gte=now - PAST, undone_at=None)
    if trade:
        rows = rows.filter(trade=trade)
    counted = (
        rows.order_by()
        .values("weekday", "hour")
        .annotate(calls=Count("pk"), got=Count("pk", filter=_REACHED))
        .values_list("weekday", "hour", "calls", "got")
    )
    return best_hours({(weekday, hour): (calls, got) for weekday, hour, calls, got in counted})


def hour_weights(now: datetime) -> Mapping[str, Decimal]:
    """How often each trade is reached at this hour, in percent, smoothed; "" is that of all, 0 when nothing is known.

    Trades without enough calls at this hour are absent. One query.
    """
    local = timezone.localtime(now)
    rows = CallAttempt.objects.filter(
        at__gte=now - PAST, undone_at=None, weekday=local.weekday(), hour=local.hour
    )
    counted = (
        rows.order_by()
        .values("trade")
        .annotate(calls=Count("pk"), got=Count("pk", filter=_REACHED))
        .values_list("trade", "calls", "got")
    )
    return rates_now({trade: (calls, got) for trade, calls, got in counted})
