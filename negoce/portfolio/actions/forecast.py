"""Works out each night what should be ordered in the coming months, and keeps it as it was said (S3)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal

from django.db import transaction
from django.db.models import Q

from negoce.kit.dates import add_months, end_of_month
from negoce.portfolio.actions.forecast_outlook import HOUSE, Outlook, Weighed, month_rows, outlook
from negoce.portfolio.actions.target_changes import forget_target_changes
from negoce.portfolio.models import ForecastDeal, ForecastSnapshot, StepOdds
from negoce.portfolio.queries.forecast_customers import Purchases, purchases_between
from negoce.portfolio.queries.forecast_deals import closed_stories
from negoce.portfolio.rules.forecast_months import forecast_months
from negoce.portfolio.rules.step_odds import StepOdd, step_odds

# A year to learn from, for each of the months of the last year that the page shows.
REBUILT_MONTHS = 18
# Of a forecast that was worked out later, so many months are kept.
REBUILT_AHEAD = 3
DAILY_DAYS = 40


def refresh_forecast(*, today: date) -> int:
    """Learn the odds, rebuild what is missing of the past, draw the coming twelve months; returns rows written.

    The past comes first, the oldest month before the others: each forecast learns from what those before it missed.
    """
    first = today.replace(day=1)
    missing = [month for month in _months_before(first) if not _was_said(month)]
    bought = purchases_between(min(missing, default=today) - timedelta(days=1), today)
    written = sum(_rebuild(bought, month, today) for month in missing)
    odds = step_odds(closed_stories(today))
    _keep_odds(odds, today)
    known = outlook(bought, today, today, odds)
    written += _keep(known, forecast_months(today), is_rebuilt=False)
    _keep_deals(known.deals, today)
    _purge(today)
    forget_target_changes(today=today)
    return written


def _months_before(first: date) -> list[date]:
    return [add_months(first, -back) for back in range(REBUILT_MONTHS - 1, -1, -1)]


def _was_said(month: date) -> bool:
    """Whether a forecast of the month was made shortly before it, or rebuilt as they are rebuilt now."""
    said = ForecastSnapshot.objects.filter(
        Q(is_rebuilt=False) | Q(parts__has_key="correction"),
        scope=HOUSE,
        month=month,
        as_of__gte=month - timedelta(days=15),
        as_of__lt=month,
    )
    return said.exists()


def _rebuild(bought: Purchases, month: date, today: date) -> int:
    """The forecast of a month as it would have been said on the eve; none where nobody had ordered yet."""
    eve = month - timedelta(days=1)
    known = outlook(bought, eve, today, step_odds(closed_stories(eve)))
    if not known.customers and not known.deals:
        return 0
    months = [each for each in forecast_months(eve)[1 : 1 + REBUILT_AHEAD] if each <= today]
    return _keep(known, months, is_rebuilt=True)


def _keep(known: Outlook, months: Sequence[date], *, is_rebuilt: bool) -> int:
    rows = [row for month in months for row in month_rows(known, month, is_rebuilt=is_rebuilt)]
    with transaction.atomic():
        ForecastSnapshot.objects.filter(as_of=known.as_of).delete()
        ForecastSnapshot.objects.bulk_create(rows, batch_size=500)
    return len(rows)


def _keep_deals(deals: Sequence[Weighed], today: date) -> None:
    """Which deals the forecast counts, and how: those of the last one alone."""
    rows = [
        ForecastDeal(
            deal_id=each.deal.key,
            person_id=each.deal.owner,
            month=each.month,
            amount=Decimal(f"{each.deal.amount:.2f}"),
            already=Decimal(f"{each.beyond.already:.2f}"),
            probability=each.probability,
            as_of=today,
        )
        for each in deals
    ]
    with transaction.atomic():
        ForecastDeal.objects.all().delete()
        ForecastDeal.objects.bulk_create(rows, batch_size=500)


def _keep_odds(odds: Mapping[str, StepOdd], today: date) -> None:
    with transaction.atomic():
        StepOdds.objects.all().delete()
        StepOdds.objects.bulk_create(
            StepOdds(
                step=odd.step,
                probability=odd.probability,
                won=odd.won,
                closed=odd.closed,
                prior=odd.prior,
                days=odd.days,
                as_of=today,
            )
            for odd in odds.values()
        )


def _purge(today: date) -> None:
    """Of days long past only the last of each month stays: the one that is compared with what happened."""
    old = ForecastSnapshot.objects.filter(as_of__lt=today - timedelta(days=DAILY_DAYS), scope=HOUSE)
    days = sorted(set(old.order_by().values_list("as_of", flat=True)))
    last = {end_of_month(day): day for day in days}
    gone = [day for day in days if day not in last.values()]
    for start in range(0, len(gone), 50):
        ForecastSnapshot.objects.filter(as_of__in=gone[start : start + 50]).delete()
