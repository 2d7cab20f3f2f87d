"""What a visit is worth: what a company brings a year, over the visits it takes, times how much it is due."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from negoce.kit.explain import Explanation
from negoce.kit.money import round_money
from negoce.portfolio.rules.service_costs import days_between

ZERO = Decimal(0)
MOST_NEED = Decimal(2)
DEAL_FACTOR, CONTRACT_FACTOR, PROMISE_FACTOR, PLANNED_FACTOR = (
    Decimal("1.25"), Decimal("1.5"), Decimal("1.2"), Decimal("0.1")
)  # fmt: skip
CONTRACT_DAYS = 60
# A part of what is still to be won, not all of it, is to be hoped for in a year.
POTENTIAL_PART = Decimal("0.1")


@dataclass(frozen=True, slots=True)
class VisitFacts:
    """What is known of a company. `year` is its margin of 12 months, estimated from `revenue` where that is given;
    `potential` what they still buy elsewhere and we could sell, `open_deals` the margin of the deals under way.
    """

    year: Decimal | None
    potential: Decimal | None
    open_deals: Decimal
    visits_a_year: Decimal
    days_since_visit: int | None
    contract_ends_in: int | None = None
    promises: int = 0
    visit_planned: bool = False
    is_dormant: bool = False
    revenue: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Interest:
    """Euros that a visit is worth: `value` a visit, times `need`. `reasons` say where both come from."""

    value: Decimal
    need: Decimal
    euros: Decimal
    reasons: tuple[Explanation, ...]


def interest(facts: VisitFacts, prospect_value: Decimal) -> Interest:
    """What a visit to a company is worth this week (S4). A visit that is planned already is hardly worth another."""
    visits = max(facts.visits_a_year, Decimal(1))
    value, reasons = _value(facts, visits, prospect_value)
    need, why = _need(facts, visits)
    return Interest(value, need, round_money(value * need), (*reasons, *why))


def _value(
    facts: VisitFacts, visits: Decimal, prospect_value: Decimal
) -> tuple[Decimal, tuple[Explanation, ...]]:
    parts: list[Explanation] = []
    year = facts.year if facts.year is not None and facts.year > 0 else ZERO
    if year and facts.revenue is not None:
        figures = {"revenue": facts.revenue, "year": year, "visits": visits}
        parts.append(Explanation("visit.year_estimated", figures))
    elif year:
        parts.append(Explanation("visit.year", {"year": year, "visits": visits}))
    if facts.potential is not None and facts.potential > 0:
        year += facts.potential * POTENTIAL_PART
        figures = {"potential": facts.potential, "part": POTENTIAL_PART * 100}
        parts.append(Explanation("visit.potential", figures))
    if facts.open_deals > 0:
        year += facts.open_deals
        parts.append(Explanation("visit.deals", {"amount": facts.open_deals}))
    if not year:
        code = "visit.no_margin" if facts.year is not None and facts.year < 0 else "visit.no_figure"
        value = ZERO if code == "visit.no_margin" else prospect_value
        return value, (Explanation(code, {"value": value}),)
    return round_money(year / visits), tuple(parts)


def _need(facts: VisitFacts, visits: Decimal) -> tuple[Decimal, tuple[Explanation, ...]]:
    due = days_between(visits)
    why: list[Explanation] = []
    if facts.days_since_visit is None:
        need = Decimal(1)
        why.append(Explanation("visit.never", {"due": due}))
    else:
        need = min(MOST_NEED, Decimal(facts.days_since_visit) / due)
        why.append(Explanation("visit.since", {"days": facts.days_since_visit, "due": due}))
    if facts.open_deals > 0:
        need *= DEAL_FACTOR
    if facts.contract_ends_in is not None and 0 <= facts.contract_ends_in <= CONTRACT_DAYS:
        need *= CONTRACT_FACTOR
        why.append(Explanation("visit.contract", {"days": facts.contract_ends_in}))
    if facts.promises:
        need *= PROMISE_FACTOR
        why.append(Explanation("visit.promises", {"count": facts.promises}))
    if facts.is_dormant:
        why.append(Explanation("visit.dormant"))
    if facts.visit_planned:
        need *= PLANNED_FACTOR
        why.append(Explanation("visit.planned"))
    return need.quantize(Decimal("0.01")), tuple(why)
