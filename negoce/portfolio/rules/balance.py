"""Whether incoming customers make up for those who leave: looking back, looking forward, and what is missing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_HALF_UP, Decimal

from negoce.kit.explain import Finding
from negoce.kit.money import round_money
from negoce.kit.worked import CannotWork, Step, Worked

ZERO, HUNDRED = Decimal(0), Decimal(100)


@dataclass(frozen=True, slots=True)
class Heads:
    """Customers at the start of a period, and who came and left."""

    start: int
    new: int
    reactivated: int
    lost: int


@dataclass(frozen=True, slots=True)
class Cover:
    """Euros a year; `cover` in percent points, None when nothing leaves. `end` is a number of customers."""

    incoming: Decimal
    leaving: Decimal
    cover: Decimal | None
    balanced: bool
    end: int | None = None


@dataclass(frozen=True, slots=True)
class Needed:
    """New customers that close the gap of `revenue` euros; prospects are None while the conversion is not known."""

    revenue: Decimal
    customers: int
    prospects: int | None


def backward(
    heads: Heads,
    *,
    mean_new: Decimal | None,
    mean_reactivated: Decimal | None,
    lost_revenue: Decimal,
) -> Worked[Cover]:
    """Heads at the end of a period, and how far who came makes up for the revenue of who left (R-F5).

    Means in euros a year, None where nobody came; `lost_revenue` is what the lost brought in the year before.
    Raises CannotWork for a count below zero, more lost than there were, or who came without a mean.
    """
    if min(heads.start, heads.new, heads.reactivated, heads.lost) < 0:
        raise CannotWork("balance.below_zero")
    if (heads.new and mean_new is None) or (heads.reactivated and mean_reactivated is None):
        raise CannotWork("balance.no_mean")
    end = heads.start + heads.new + heads.reactivated - heads.lost
    if end < 0:
        raise CannotWork("balance.more_lost", lost=heads.lost, start=heads.start)
    from_new, from_back = mean_new or ZERO, mean_reactivated or ZERO
    incoming = round_money(heads.new * from_new) + round_money(heads.reactivated * from_back)
    steps = (
        Step(
            "balance.heads",
            {
                "start": heads.start,
                "new": heads.new,
                "back": heads.reactivated,
                "lost": heads.lost,
                "end": end,
            },
        ),
        Step(
            "balance.incoming",
            {
                "new": heads.new,
                "each_new": from_new,
                "back": heads.reactivated,
                "each_back": from_back,
                "sum": incoming,
            },
        ),
    )
    return _cover(incoming, lost_revenue, steps, "balance.cover", end)


def forward(*, expected: Decimal, at_risk: Decimal) -> Worked[Cover]:
    """How far open prospects would make up for what customers may take away.

    Euros a year: `expected` sums each prospect's revenue × its probability, `at_risk` each customer's revenue ×
    (1 − probability still a customer); `weighted` makes both.
    """
    return _cover(expected, at_risk, (), "balance.forward", None)


def weighted(rows: Iterable[tuple[Decimal, Decimal]]) -> Decimal:
    """Sum euros × probability (0 to 1); an amount below zero counts for nothing. Raises CannotWork out of range."""
    total = ZERO
    for amount, probability in rows:
        if not 0 <= probability <= 1:
            raise CannotWork("balance.probability_out_of_range", probability=probability * HUNDRED)
        total += max(amount, ZERO) * probability
    return round_money(total)


def needed(
    *,
    lost_revenue: Decimal,
    reactivated_revenue: Decimal,
    mean_new: Decimal | None,
    conversion: Decimal | None,
) -> Worked[Needed]:
    """New customers, then prospects, that would close the gap.

    Euros a year; `conversion` in percent points of prospects who become customers, None or 0 while not known.
    Raises CannotWork when there is a gap and no mean revenue of a new customer, and for a conversion out of range.
    """
    if conversion is not None and not 0 <= conversion <= HUNDRED:
        raise CannotWork("balance.conversion_out_of_range", conversion=conversion)
    gap = max(lost_revenue - reactivated_revenue, ZERO)
    if gap == 0:
        return Worked(Needed(gap, 0, 0), (Step("balance.no_gap"),))
    if mean_new is None or mean_new <= 0:
        raise CannotWork("balance.no_mean")
    customers = _ceiling(gap / mean_new)
    steps = [Step("balance.needed", {"gap": gap, "mean": mean_new, "customers": customers})]
    if not conversion:
        return Worked(
            Needed(gap, customers, None), tuple(steps), (Finding("balance.no_conversion", "warning"),)
        )
    prospects = _ceiling(customers * HUNDRED / conversion)
    steps.append(
        Step("balance.prospects", {"customers": customers, "rate": conversion, "prospects": prospects})
    )
    return Worked(Needed(gap, customers, prospects), tuple(steps))


def _cover(
    incoming: Decimal, leaving: Decimal, steps: tuple[Step, ...], code: str, end: int | None
) -> Worked[Cover]:
    if leaving <= 0:
        value = Cover(incoming, max(leaving, ZERO), None, True, end)
        return Worked(value, steps, (Finding("balance.nothing_leaves", "info"),))
    exact = incoming * HUNDRED / leaving
    cover = exact.quantize(Decimal("0.01"), ROUND_HALF_UP)
    # By the exact figure: 99.996 % is written 100.00 % and is no balance.
    value = Cover(incoming, leaving, cover, exact >= HUNDRED, end)
    steps = (*steps, Step(code, {"incoming": incoming, "leaving": leaving, "cover": cover}))
    findings = () if value.balanced else (Finding("balance.not_balanced", "warning", {"cover": cover}),)
    return Worked(value, steps, findings)


def _ceiling(value: Decimal) -> int:
    return int(value.to_integral_value(ROUND_CEILING))
