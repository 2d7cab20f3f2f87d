"""What each customer is likely to do next: arrays in, arrays out, without scikit-learn."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace

import numpy as np

from negoce.portfolio.foresight.blending import Means, compromise, shares
from negoce.portfolio.foresight.features import features
from negoce.portfolio.foresight.fitted import BLEND, BOOSTING, Fitted
from negoce.portfolio.foresight.histories import Histories
from negoce.portfolio.foresight.next_order import next_orders
from negoce.portfolio.foresight.summary import Floats, Ints, Summary

_QUARTERS, _QUARTER = 12, 365.25 / 4
# No customer orders more than once a day.
_MOST_A_DAY = 1.0
_LEAST_ALIVE = 1e-6


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


@dataclass(frozen=True, slots=True)
class Levels:
    """Worked out over all customers: orders for a unit of what tells them apart, share of each tail of the intervals.

    `stay` keeps the total once the silent are brought down; `means` measure the parts of the blend, if it is the model.
    """

    scale: float
    tail: float
    stay: float = 1.0
    means: Means | None = None


# Of no customer nothing is learned: a tenth on each side, as intervals say of themselves.
_NOBODY = Levels(scale=0.0, tail=0.1)


def predict(
    known: Histories,
    today: int,
    fitted: Fitted,
    *,
    yearly_discount: float = 0.1,
    levels: Levels | None = None,
) -> Foresight:
    """What follows `today`, the first day that is not known, for customers with one purchase at least before it.

    `yearly_discount` is the rate of R-F4. `levels` are those of all customers, where `known` holds some of them only.
    Every figure is finite: what a model cannot say becomes 0.
    """
    return predict_with_levels(known, today, fitted, yearly_discount=yearly_discount, levels=levels)[0]


def predict_with_levels(
    known: Histories,
    today: int,
    fitted: Fitted,
    *,
    yearly_discount: float = 0.1,
    levels: Levels | None = None,
) -> tuple[Foresight, Levels]:
    """The same, and the levels that foreseeing some of these customers alone takes from all."""
    if not known.size:
        nothing, no_day = np.zeros(0), np.zeros(0, dtype=np.int64)
        empty = Foresight(known.customers, *[nothing] * 9, *[no_day] * 3)  # type: ignore[arg-type]
        return empty, levels or _NOBODY
    summary = known.summary(today)
    mean, used = _mean_orders(known, summary, today, fitted, levels)
    lasting = _Lasting(summary, today, fitted)
    law = fitted.counting
    before, year = mean, mean * lasting.times(365)
    alive = _alive(known, today, fitted, year)
    # The law of counts may give a chance of an order above that of being a customer at all: it is brought down to it.
    kept = np.minimum(alive / law.p_order(year), 1.0)
    mean = mean * np.minimum(alive / law.p_order(mean), 1.0)
    # The total stays: what is taken from the silent was said of all together.
    used = levels or replace(used, stay=_ratio(before, mean))
    mean = mean * used.stay
    low, high = law.interval(mean, tail=used.tail)
    worth = np.bincount(known.owner, weights=known.worth, minlength=known.size) / known.counts
    each = fitted.money.expected(known.counts.astype(np.float64), worth)
    following, soonest, latest = next_orders(known, today, mean / 90, alive)
    found = Foresight(
        customers=known.customers,
        p_alive=alive,
        p_order_90=np.minimum(law.p_order(mean), alive),
        expected_30=mean * lasting.times(30),
        expected_90=compromise(mean, law.median(mean)),
        expected_90_low=low,
        expected_90_high=high,
        expected_365=np.maximum(year * kept, mean),
        mean_90=mean,
        value=each * before * lasting.discounted(yearly_discount) * kept,
        next_order=following,
        next_order_from=soonest,
        next_order_until=latest,
    )
    return _finite(found), used


def _ratio(before: Floats, after: Floats) -> float:
    return float(before.sum() / after.sum()) if after.sum() > 0 else 1.0


def _alive(known: Histories, today: int, fitted: Fitted, year: Floats) -> Floats:
    """Probability of being a customer; of a fit that does not tell it, that of an order within the year."""
    there = fitted.still_there
    alive = fitted.counting.p_order(year) if there is None else there.p_alive(known, today)
    return np.clip(np.nan_to_num(alive), _LEAST_ALIVE, 1.0)


def _mean_orders(
    known: Histories, summary: Summary, today: int, fitted: Fitted, levels: Levels | None
) -> tuple[Floats, Levels]:
    """Orders expected in the 90 days from `today`: who orders more than whom, times how much all do."""
    told = fitted.probability.expected(summary, 90.0)
    total = float(told.sum()) * fitted.season.ratio(today, 90) * fitted.level.factor
    learned, means = fitted.learned, levels.means if levels else None
    if fitted.kind == BLEND and learned is not None:
        rows = features(known, today)
        told, means = shares(learned.regression.predict(rows), learned.trees.predict(rows), told, means)
    elif fitted.kind == BOOSTING and learned is not None:
        told = learned.trees.predict(features(known, today))
    if levels is None:
        scale = total / float(told.sum()) if told.sum() > 0 else 0.0
    else:
        scale = levels.scale
    mean = np.clip(np.nan_to_num(told * scale), 0, 90 * _MOST_A_DAY)
    return mean, levels or Levels(scale, fitted.counting.tail(mean), means=means)


def expected_mean(known: Histories, summary: Summary, today: int, fitted: Fitted) -> Floats:
    """Orders expected in the 90 days from `today`: their total from the probability model and the season."""
    return _mean_orders(known, summary, today, fitted, None)[0]


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
