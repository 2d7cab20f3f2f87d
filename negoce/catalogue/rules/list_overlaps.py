"""Price lists that hold on the same days for the same customers: which one wins, and why."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from negoce.catalogue.rules.pricing import Validity
from negoce.kit.explain import Explanation


@dataclass(frozen=True, slots=True)
class ListSpan:
    """A list in force: for whom (empty: all), how much it weighs, when; `common` products with the one asked about."""

    name: str
    customer_kind: str
    priority: int
    validity: Validity
    common: int = 0


def overlaps(own: ListSpan, others: Iterable[ListSpan]) -> list[Explanation]:
    """Say of each list that prices the same products for the same customers on the same days which one wins.

    The order is that of `choose_price`: the customer's kind, then the highest priority, then the latest start, then the
    name. Codes end with « .won » when it is `own`.
    """
    return [_meeting(own, other) for other in others if other.common and _meet(own, other)]


def _meet(own: ListSpan, other: ListSpan) -> bool:
    same = own.customer_kind == other.customer_kind or "" in (own.customer_kind, other.customer_kind)
    first = max(own.validity.starts_on or date.min, other.validity.starts_on or date.min)
    last = min(own.validity.ends_on or date.max, other.validity.ends_on or date.max)
    return same and first <= last


def _meeting(own: ListSpan, other: ListSpan) -> Explanation:
    reason, ours, theirs = next(
        (code, mine, yours)
        for code, mine, yours in (
            ("kind", own.customer_kind == "", other.customer_kind == ""),
            ("priority", -own.priority, -other.priority),
            ("start", -_day(own), -_day(other)),
            ("name", own.name, other.name),
        )
        if mine != yours or code == "name"
    )
    won = "won" if ours < theirs else "lost"  # type: ignore[operator]  # both of one criterion, of one type
    figures = {"list": other.name, "count": other.common, "own": own.priority, "other": other.priority}
    return Explanation(f"overlap.{reason}.{won}", figures)


def _day(span: ListSpan) -> int:
    return span.validity.starts_on.toordinal() if span.validity.starts_on else 0
