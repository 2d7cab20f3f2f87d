"""Foresees some companies at once when their orders change, by the fit in force and last night's levels (L2)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone

from negoce.orders.models import Order
from negoce.portfolio.actions.recompute_columns import FORESIGHT
from negoce.portfolio.actions.recompute_foresight import DAYS, SAME
from negoce.portfolio.models import CustomerLife, ForesightFit
from negoce.portfolio.queries.thresholds import current_thresholds

if TYPE_CHECKING:
    from negoce.portfolio.foresight.fitted import Fitted
    from negoce.portfolio.foresight.histories import Histories
    from negoce.portfolio.foresight.predict import Foresight

_BATCH = 200
_EUROS = ("", "EUR")


def foresee_alone(company_ids: Iterable[int], *, today: date | None = None) -> int:
    """Foresee these companies again, as the night would with the same levels; returns how many rows were written.

    For jobs: it needs NumPy. Nothing without a fit, or before the first night that foresaw with it.
    """
    fit = ForesightFit.objects.filter(is_current=True).exclude(kind="").defer("content", "comparison").first()
    if fit is None or not fit.levels:
        return 0
    fitted = _fitted(fit.public_id)
    if fitted is None:
        return 0
    day = today or timezone.localdate()
    wanted, written = sorted(set(company_ids)), 0
    for start in range(0, len(wanted), _BATCH):
        written += _foresee(wanted[start : start + _BATCH], fit, fitted, day)
    return written


@lru_cache(maxsize=2)
def _fitted(public_id: str) -> Fitted | None:
    """A fit never changes once kept: it is read once a process."""
    from negoce.portfolio.foresight.fitted import Outdated, restored

    content = ForesightFit.objects.filter(public_id=public_id).values_list("content", flat=True).get()
    try:
        return restored(content)
    except Outdated:
        return None


def _foresee(keys: Sequence[int], fit: ForesightFit, fitted: Fitted, today: date) -> int:
    from negoce.portfolio.foresight.blending import Means
    from negoce.portfolio.foresight.predict import Levels, predict

    told: dict[str, Any] = dict(fit.levels)
    rate = float(told.pop("margin_rate"))
    means = told.pop("means")
    levels = Levels(**told, means=Means(**means) if means else None)
    first_unknown = today + timedelta(days=1)
    with transaction.atomic():
        rows = list(
            CustomerLife.objects.select_for_update().filter(company_id__in=keys).order_by("company_id")
        )
        found = predict(
            _histories(keys, today, rate),
            first_unknown.toordinal(),
            fitted,
            yearly_discount=float(current_thresholds().discount_percent) / 100,
            levels=levels,
        )
        place = {int(customer): at for at, customer in enumerate(found.customers)}
        changed = []
        for row in rows:
            values = _values(found, place.get(row.company_id), margins=fit.margins)
            if any(getattr(row, name) != value for name, value in values.items()):
                for name, value in values.items():
                    setattr(row, name, value)
                changed.append(row)
        CustomerLife.objects.bulk_update(changed, FORESIGHT, batch_size=_BATCH)
    return len(changed)


def _histories(keys: Sequence[int], today: date, margin_rate: float) -> Histories:
    """What these companies bought, as `customer_histories` reads it from the facts."""
    import numpy as np

    from negoce.portfolio.foresight.histories import histories_of

    rows = (
        Order.objects.filter(company_id__in=keys, cancelled_at__isnull=True, ordered_on__lte=today)
        .order_by("pk")
        .values_list("company_id", "ordered_on", "net", "cost", "currency")
    )
    customer, day, worth, bought = [], [], [], []
    for company, ordered_on, net, cost, currency in rows:
        cents = float(net) * 100 if currency in _EUROS else 0.0
        told = None if currency not in _EUROS else cost
        customer.append(company)
        day.append(ordered_on.toordinal())
        worth.append(cents * margin_rate if told is None else cents - float(told) * 100)
        bought.append(float(net))
    return histories_of(
        np.array(customer, dtype=np.int64),
        np.array(day, dtype=np.int64),
        np.array(worth, dtype=np.float64),
        net=np.array(bought, dtype=np.float64),
    )


def _values(found: Foresight, at: int | None, *, margins: bool) -> Mapping[str, object]:
    if at is None:
        return dict.fromkeys(FORESIGHT)
    values: dict[str, object] = {name: float(getattr(found, name)[at]) for name in SAME}
    for name, source in DAYS.items():
        day = int(getattr(found, source)[at])
        values[name] = date.fromordinal(day) if day else None
    cents = Decimal(round(float(found.value[at])))
    values["value_36_months"] = cents / 100 if margins else None
    return values
