"""What each customer is likely to do next: arrays in, arrays out, without scikit-learn."""

from __future__ import annotations

from dataclasses import dataclass, fields

import numpy as np

from negoce.portfolio.foresight.blending import compromise, shares
from negoce.portfolio.foresight.features import features
from negoce.portfolio.foresight.fitted import BLEND, BOOSTING, Fitted
from negoce.portfolio.foresight.geometric import Geometric
from negoce.portfolio.foresight.histories import Histories
from negoce.portfolio.foresight.next_order import next_orders
from negoce.portfolio.foresight.summary import Floats, Ints, Summary

_QUARTERS, _QUARTER = 12, 365.25 / 4
# No customer orders more than once a day.
_MOST_A_DAY = 1.0


@dataclass(frozen=True, slots=True)
class Foresight:
    """One value a customer, in the order of `customers`; counts are orders, `value` cents, days ordinals (0: none).

    `expected_90` is the one shown, between the mean and the median; `mean_90` is the mean, whose sum is the total
    to expect (`MEDIAN_SHARE` of `blending` says how far apart they are).
    """

    customers: Ints
    p_alive: Floats
    p_order_90: Floats
    expected_30: Floats
    expected_90: Floats
    expected_90_low: Floats
    expected_90_high: Floats
    expected_365: Floats
    mean_90: Floats
    value: Floats
    next_order: Ints
    next_order_from: Ints
    next_order_until: Ints


def predict(known: Histories, today: int, fitted: Fitted, *, yearly_discount: float = 0.1) -> Foresight:
    """What follows `today`, the first day that is not known, for customers with one purchase at least before it.

    `yearly_discount` is the rate of R-F4. Every figure is finite: what a model cannot say becomes 0.
    """
    if not known.size:
        nothing, no_day = np.zeros(0), np.zeros(0, dtype=np.int64)
        return Foresight(known.customers, *[nothing] * 9, *[no_day] * 3)  # type: ignore[arg-type]
    summary = known.summary(today)
    mean = expected_mean(known, summary, today, fitted)
    lasting = _Lasting(summary, today, fitted)
    law = fitted.counting
    low, high = law.interval(mean)
    year = mean * lasting.times(365)
    alive = _alive(summary, fitted, year)
    worth = np.bincount(known.owner, weights=known.worth, minlength=known.size) / known.counts
    each = fitted.money.expected(known.counts.astype(np.float64), worth)
    following, soonest, latest = next_orders(known, today, mean / 90, alive)
    found = Foresight(
        customers=known.customers,
        p_alive=np.clip(alive, 0, 1),
        p_order_90=law.p_order(mean),
        expected_30=mean * lasting.times(30),
        expected_90=compromise(mean, law.median(mean)),
        expected_90_low=low,
        expected_90_high=high,
        expected_365=year,
        mean_90=mean,
        value=each * mean * lasting.discounted(yearly_discount),
        next_order=following,
        next_order_from=soonest,
        next_order_until=latest,
    )
    return _finite(found)


def _alive(summary: Summary, fitted: Fitted, year: Floats) -> Floats:
    """The model's word, or the chance of an order within the year where it has none.

    It has none where nobody ever leaves, nor, for BG/NBD, of who bought once: it takes them all for customers.
    """
    ordering, model = fitted.counting.p_order(year), fitted.probability
    if fitted.vanishing:
        return ordering
    alive = model.p_alive(summary)
    silent = isinstance(model, Geometric) and not model.leaves_at_first
    return np.where(summary.repeats == 0, ordering, alive) if silent else alive


def expected_mean(known: Histories, summary: Summary, today: int, fitted: Fitted) -> Floats:
    """Orders expected in the 90 days from `today`: their total from the probability model and the season."""
    told = fitted.probability.expected(summary, 90.0)
    total = told.sum() * fitted.season.ratio(today, 90)
    learned = fitted.learned
    if fitted.kind == BLEND and learned is not None:
        rows = features(known, today)
        told = shares(learned.regression.predict(rows), learned.trees.predict(rows), told)
    elif fitted.kind == BOOSTING and learned is not None:
        told = learned.trees.predict(features(known, today))
    if not told.sum() > 0:
        return np.zeros(known.size)
    return np.clip(np.nan_to_num(told * (total / told.sum())), 0, 90 * _MOST_A_DAY)


def expected_within(known: Histories, today: int, fitted: Fitted, days: int) -> Floats:
    """Mean orders of each customer in the `days` from `today`."""
    summary = known.summary(today)
    mean = expected_mean(known, summary, today, fitted)
    return mean if days == 90 else mean * _Lasting(summary, today, fitted).times(days)


class _Lasting:
    """How other spans compare with 90 days: as the model says, or by the team's wear where nobody leaves in it."""

    def __init__(self, summary: Summary, today: int, fitted: Fitted) -> None:
        self._summary, self._today, self._fitted = summary, today, fitted
        self._base = self._plain(90)

    def times(self, days: int) -> Floats:
        """Orders within `days` for one order within 90."""
        season = self._fitted.season
        index = season.ratio(self._today, days) / season.ratio(self._today, 90)
        return self._plain(days) / self._base * index

    def discounted(self, yearly: float) -> Floats:
        """Orders within 36 months for one within 90 days, each quarter discounted from its middle."""
        before, total = np.zeros(self._summary.size), np.zeros(self._summary.size)
        for quarter in range(1, _QUARTERS + 1):
            until = self._plain(round(_QUARTER * quarter)) / self._base
            total += (until - before) / (1 + yearly) ** ((quarter - 0.5) / 4)
            before = until
        return total

    def _plain(self, days: int) -> Floats:
        if self._fitted.vanishing:
            kept = min(self._fitted.wear, 0.9999)
            return np.full(self._summary.size, (1 - kept ** (days / 90)) / (1 - kept))
        # Whether the customer is there today weighs the same on every span.
        return np.maximum(self._fitted.probability.while_alive(self._summary, float(max(days, 1))), 1e-9)


def _finite(found: Foresight) -> Foresight:
    for field in fields(found):
        values = getattr(found, field.name)
        if values.dtype.kind == "f":
            np.nan_to_num(values, copy=False, nan=0.0, posinf=0.0, neginf=0.0)
    return found
