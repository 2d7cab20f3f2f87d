"""Sets year-end rebates aside, month by month; done twice it changes nothing more."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.db import transaction
from django.utils import timezone

from negoce.billing.enums import RebateState
from negoce.billing.models import RebateAccrual, RebateAgreement
from negoce.billing.queries.rebates import monthly_purchases
from negoce.billing.rules.rebate_plan import (
    MonthAccrual,
    accruals_due,
    last_day,
    months_done,
    read_bands,
)
from negoce.identity.actions.alone import alone_with


def accrue_active(*, today: date | None = None) -> Iterator[int]:
    """Bring every active agreement to the day, each in its own transaction; yields how many months each one wrote."""
    day = today or timezone.localdate()
    active = RebateAgreement.objects.filter(
        state=RebateState.ACTIVE.value, starts_on__lt=day, company__deleted_at__isnull=True
    )
    for key in list(active.order_by("pk").values_list("pk", flat=True)):
        with transaction.atomic():
            # Closed since the list was read: nothing more is set aside.
            row = alone_with(active.filter(pk=key))
            written = accrue(row, day) if row is not None else 0
        yield written


def realign(agreement: RebateAgreement, today: date, *, from_the_start: bool = False) -> None:
    """Bring what is set aside to a period or bands that changed; the agreement's row is held by the caller.

    Months after its end are taken out, its last month is worked out again; `from_the_start`, every month is.
    """
    stored = RebateAccrual.objects.filter(agreement=agreement)
    (stored if from_the_start else stored.filter(month__gt=agreement.ends_on)).delete()
    accrue(agreement, today)


def accrue(agreement: RebateAgreement, today: date) -> int:
    """Write the months of one agreement that are over; its row is held by the caller. Returns how many changed."""
    months = months_done(agreement.starts_on, agreement.ends_on, today)
    if not months:
        return 0
    stored = {each.month: each for each in RebateAccrual.objects.filter(agreement=agreement)}
    final = last_day(months[-1], agreement.ends_on) == agreement.ends_on
    if not final and months[-1] in stored:
        return 0
    due = accruals_due(
        months,
        {month: _as_value(each) for month, each in stored.items()},
        monthly_purchases(agreement.company_id, agreement.starts_on, last_day(months[-1], agreement.ends_on)),
        read_bands(agreement.bands),
        final=final,
    )
    written = 0
    for each in due:
        row = stored.get(each.month)
        if row is not None and _as_value(row) == each:
            continue
        figures = {"purchases": each.purchases, "accrued": each.accrued, "cumulative": each.cumulative}
        RebateAccrual.objects.update_or_create(agreement=agreement, month=each.month, defaults=figures)
        written += 1
    return written


def _as_value(row: RebateAccrual) -> MonthAccrual:
    return MonthAccrual(row.month, row.purchases, row.accrued, row.cumulative)
