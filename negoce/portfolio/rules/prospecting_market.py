"""Should one prospect? What the market tells through our own records and what the house declares of it (P1). Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from decimal import Decimal
from typing import Any

from negoce.kit.numbers import percent_of
from negoce.portfolio.rules.prospecting_signals import Signal, SignalKind

_SHOWN = 8


@dataclass(frozen=True, slots=True)
class SignalThresholds:
    """From when a signal holds: percent points and counts, as a team may set them."""

    signal_falls_by: Decimal = Decimal(10)
    signal_falling_share: Decimal = Decimal(50)
    signal_wallet_share: Decimal = Decimal(50)
    signal_flat_within: Decimal = Decimal(5)
    signal_flat_revenue: Decimal = Decimal(20)
    signal_competitors: Decimal = Decimal(3)
    signal_practices: Decimal = Decimal(3)
    signal_new_reach: Decimal = Decimal(10)


@dataclass(slots=True)
class CompanySignals:
    """What is known of one company: cents of three years, the latest first, and what was declared of it."""

    owner: int | None = None
    territory: int | None = None
    cents: tuple[int, int, int] = (0, 0, 0)
    purchases_cents: int | None = None
    competitor_now: bool = False
    competitor_before: bool = False
    competitors: frozenset[int] = frozenset()
    practice_changed: bool = False
    practice_changed_before: bool = False
    bought_new: bool = False


def thresholds_of(values: Mapping[str, Decimal]) -> SignalThresholds:
    """The thresholds with what a team set; other keys are left aside."""
    known = {field.name for field in fields(SignalThresholds)}
    return SignalThresholds(**{key: value for key, value in values.items() if key in known})


def fold_signals(
    rows: Iterable[tuple[int, CompanySignals]], thresholds: SignalThresholds, new_products: Sequence[str]
) -> dict[str, Any]:
    """The figures of a set of companies, as they are stored; each with the companies that weigh most in it."""
    members = list(rows)
    falls, past_falls = _falling(members, thresholds, 0), _falling(members, thresholds, 1)
    flat = [(key, each) for key, each in members if _is_flat(each, thresholds)]
    active = [(key, each) for key, each in members if each.cents[0] > 0]
    return {
        "revenue": [sum(each.cents[year] for _key, each in members) for year in range(3)],
        "active": len(active),
        "downturn": {
            **falls,
            "past_customers": past_falls["customers"],
            "past_falling": past_falls["falling"],
        },
        "flat": {
            "customers": len(flat),
            "cents": sum(each.cents[0] for _key, each in flat),
            "known": sum(bool(each.purchases_cents) for _key, each in active),
            "largest": _largest(flat),
        },
        "competitors": {
            "now": sum(each.competitor_now for _key, each in members),
            "before": sum(each.competitor_before for _key, each in members),
            "named": _named(members),
            "largest": _largest([(key, each) for key, each in members if each.competitor_now]),
        },
        "practices": {
            "now": sum(each.practice_changed for _key, each in members),
            "before": sum(each.practice_changed_before for _key, each in members),
            "largest": _largest([(key, each) for key, each in members if each.practice_changed]),
        },
        "products": {
            "codes": list(new_products),
            "reached": sum(each.bought_new for _key, each in active),
            "largest": _largest([(key, each) for key, each in active if not each.bought_new])
            if new_products
            else [],
        },
    }


def market_signals(
    content: Mapping[str, Any], declared: Collection[str], thresholds: SignalThresholds
) -> Sequence[Signal]:
    """The five signals of the market, in order; `declared` are the topics that a declaration in force speaks of.

    One that our records cannot tell yet is None in its figures: only a declaration makes it hold.
    """
    down, flat, rivals = content["downturn"], content["flat"], content["competitors"]
    habits, products = content["practices"], content["products"]
    falling = _percent(down["falling"], down["customers"])
    past = _percent(down["past_falling"], down["past_customers"])
    flat_part = _percent(flat["cents"], content["revenue"][0])
    reach = _percent(products["reached"], content["active"]) if products["codes"] else None
    return (
        Signal(
            SignalKind.DOWNTURN,
            "downturn" in declared or (falling is not None and falling >= thresholds.signal_falling_share),
            _known(percent=falling, before=past, falling=down["falling"], customers=down["customers"],
                   most=thresholds.signal_falling_share, by=thresholds.signal_falls_by),
        ),
        Signal(
            SignalKind.FLAT_SHARE,
            flat_part is not None and flat["customers"] > 0 and flat_part >= thresholds.signal_flat_revenue,
            _known(percent=flat_part, customers=flat["customers"], known=flat.get("known", 0),
                   most=thresholds.signal_flat_revenue, wallet=thresholds.signal_wallet_share,
                   within=thresholds.signal_flat_within),
        ),
        Signal(
            SignalKind.COMPETITORS,
            "competitors" in declared
            or (rivals["now"] >= thresholds.signal_competitors and rivals["now"] > rivals["before"]),
            _known(now=rivals["now"], before=rivals["before"], most=thresholds.signal_competitors),
        ),
        Signal(
            SignalKind.TECHNOLOGY,
            "technology" in declared
            or (habits["now"] >= thresholds.signal_practices and habits["now"] > habits["before"]),
            _known(now=habits["now"], before=habits["before"], most=thresholds.signal_practices),
        ),
        Signal(
            SignalKind.PRODUCTION,
            "production" in declared or (reach is not None and reach < thresholds.signal_new_reach),
            _known(products=len(products["codes"]), percent=reach, reached=products["reached"],
                   active=content["active"], most=thresholds.signal_new_reach),
        ),
    )  # fmt: skip


def _falling(
    members: Sequence[tuple[int, CompanySignals]], thresholds: SignalThresholds, year: int
) -> dict[str, Any]:
    """Customers of the year before this one, and those of them whose revenue fell by the threshold or more."""
    kept = 1 - thresholds.signal_falls_by / 100
    customers = [(key, each) for key, each in members if each.cents[year + 1] > 0]
    falling = [(key, each) for key, each in customers if each.cents[year] <= each.cents[year + 1] * kept]
    lost = sorted(falling, key=lambda row: (row[1].cents[year] - row[1].cents[year + 1], row[0]))
    return {
        "customers": len(customers),
        "falling": len(falling),
        "largest": [key for key, _each in lost[:_SHOWN]],
    }


def _is_flat(each: CompanySignals, thresholds: SignalThresholds) -> bool:
    """We have a large part of what it buys, and sell it neither more nor less than a year ago."""
    now, before, _past = each.cents
    if not each.purchases_cents or now <= 0 or before <= 0:
        return False
    if Decimal(now) / each.purchases_cents * 100 < thresholds.signal_wallet_share:
        return False
    return abs(Decimal(now - before)) / before * 100 <= thresholds.signal_flat_within


def _named(members: Sequence[tuple[int, CompanySignals]]) -> list[list[int]]:
    """Pairs (competitor, companies where it was noted of late), the most often met first."""
    met = Counter(rival for _key, each in members for rival in each.competitors)
    return [[rival, met[rival]] for rival in sorted(met, key=lambda rival: (-met[rival], rival))[:_SHOWN]]


def _largest(rows: Sequence[tuple[int, CompanySignals]]) -> list[int]:
    return [key for key, _each in sorted(rows, key=lambda row: (-row[1].cents[0], row[0]))[:_SHOWN]]


def _percent(part: int, whole: int) -> Decimal | None:
    return percent_of(part, whole, 1) if whole > 0 else None


def _known(**figures: Decimal | int | None) -> Mapping[str, Decimal | int]:
    return {name: value for name, value in figures.items() if value is not None}
