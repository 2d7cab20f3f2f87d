"""What a prospecting plan brought: stages reached, by which channel, in which week, at what cost. Pure."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from negoce.companies.enums import ActivityKind, OriginChannel
from negoce.kit.numbers import percent_of
from negoce.kit.worked import CannotWork
from negoce.portfolio.rules.unit_cost import unit_cost
from negoce.prospecting.rules.channel_cost import Acquisition, acquisition

STAGES = ("contacted", "leads", "meetings", "quotes", "customers")
# The steps of R-P6; leads stand beside them.
_CHAIN = (("contacted", "meetings"), ("meetings", "quotes"), ("quotes", "customers"))
_CENT = Decimal("0.01")
_YEAR = 365
# A shorter time says nothing of what a customer brings in a year.
LEAST_DAYS = 30
# The channel that a way of reaching somebody belongs to, where the company's origin is none of the plan's.
_CHANNEL_OF = {
    ActivityKind.CALL.value: OriginChannel.PHONE.value,
    ActivityKind.EMAIL.value: OriginChannel.EMAIL.value,
    ActivityKind.LETTER.value: OriginChannel.LETTER.value,
    ActivityKind.VISIT.value: OriginChannel.DOOR_TO_DOOR.value,
    ActivityKind.MESSAGE.value: OriginChannel.SOCIAL_NETWORK.value,
}


@dataclass(slots=True)
class TargetFacts:
    """What became of one company since the plan started: the first day of each stage, None when not reached."""

    origin: str = ""
    first_kind: str = ""
    contacts: int = 0
    days: dict[str, date] = field(default_factory=dict)
    orders: int = 0
    revenue_cents: int = 0
    margin_cents: int | None = None


def channel_of(facts: TargetFacts, channels: Collection[str]) -> str:
    """The plan's channel that a target came by: its origin, else how it was first reached; empty for neither."""
    if facts.origin in channels:
        return facts.origin
    found = _CHANNEL_OF.get(facts.first_kind, "")
    return found if found in channels else ""


def plan_content(
    targets: Sequence[TargetFacts], channels: Collection[str], start: date, end: date
) -> dict[str, object]:
    """The counts of a plan, as they are stored: at each stage, the companies of which it was noted.

    `passed` gives, step by step of the chain, those of a stage who reached the next one, and all of that stage.
    Weeks begin on Monday; a stage counts in the week when it was first reached.
    """
    stages, by_channel = Counter[str](), defaultdict[str, Counter[str]](Counter)
    weeks = {each: Counter[str]() for each in _weeks(start, end)}
    for facts in targets:
        channel = by_channel[channel_of(facts, channels)] if facts.days else Counter[str]()
        for stage, day in facts.days.items():
            stages[stage] += 1
            channel[stage] += 1
            weeks[monday(max(day, start))][stage] += 1
        if facts.orders:
            channel["revenue_cents"] += facts.revenue_cents
    known = [each.margin_cents for each in targets if each.margin_cents is not None]
    return {
        "stages": [stages[each] for each in STAGES],
        "passed": [
            [sum(entered in each.days and onward in each.days for each in targets), stages[entered]]
            for entered, onward in _CHAIN
        ],
        "days": (end - start).days + 1,
        "contacts": sum(each.contacts for each in targets),
        "orders": sum(each.orders for each in targets),
        "revenue_cents": sum(each.revenue_cents for each in targets),
        "margin_cents": sum(known) if known or not any(each.orders for each in targets) else None,
        "channels": {key: dict(found) for key, found in sorted(by_channel.items())},
        "weeks": [[day.isoformat(), *(found[each] for each in STAGES)] for day, found in weeks.items()],
    }


@dataclass(frozen=True, slots=True)
class PlanCosts:
    """Euros for each contact made, lead, meeting and customer; `return_on_cost` in percent points. None: unknown.

    `attributed` divides the same costs by the customers of the channels that were paid for. `basis` says what the
    payback rests on: the margin `earned` so far, the one `expected`, `paid` once it is paid back, or nothing;
    `yearly` is that margin of one customer over a year.
    """

    spent: Decimal
    contact: Decimal | None
    lead: Decimal | None
    meeting: Decimal | None
    customer: Acquisition | None
    attributed: Acquisition | None
    basis: str
    yearly: Decimal | None
    return_on_cost: Decimal | None


def plan_costs(
    costs: Sequence[tuple[str, Decimal]],
    content: Mapping[str, Any],
    channels: Collection[str],
    *,
    yearly_margin: Decimal | None,
) -> PlanCosts:
    """What each step cost so far; the cost of a customer and its payback follow R-P5.

    `costs` are pairs (channel, euros), an empty channel being all those of the plan. The return is (margin of the
    orders won − spent) ÷ spent. The margin of a year is the one earned once a plan has run `LEAST_DAYS`, else the
    one expected.
    """
    amounts = [amount for _channel, amount in costs]
    spent = sum(amounts, Decimal(0))
    stages = dict(zip(STAGES, content["stages"], strict=True))
    margin = content["margin_cents"]
    gained = Decimal(str(margin)) / 100 if margin is not None and spent else None
    basis, yearly = _basis(spent, gained, stages["customers"], content.get("days", 0), yearly_margin)
    paid = {channel for channel, _amount in costs if channel}
    if any(not channel for channel, _amount in costs):
        paid |= set(channels)
    brought = sum(found.get("customers", 0) for key, found in content["channels"].items() if key in paid)
    return PlanCosts(
        spent=spent,
        contact=unit_cost(spent or None, content["contacts"]),
        lead=unit_cost(spent or None, stages["leads"]),
        meeting=unit_cost(spent or None, stages["meetings"]),
        customer=_acquired(amounts, stages["customers"], yearly),
        attributed=_acquired(amounts, brought, None),
        basis=basis,
        yearly=yearly,
        return_on_cost=None if gained is None else percent_of(gained - spent, spent),
    )


def _basis(
    spent: Decimal, gained: Decimal | None, customers: int, days: int, expected: Decimal | None
) -> tuple[str, Decimal | None]:
    """What the payback of a customer rests on, and the margin of a year that it gives."""
    if not spent or not customers:
        return "", None
    if gained is not None and gained >= spent:
        return "paid", None
    if gained is not None and days >= LEAST_DAYS:
        yearly = (gained / customers * _YEAR / days).quantize(_CENT, ROUND_HALF_UP)
        return ("earned", yearly) if yearly > 0 else ("", None)
    return ("expected", expected) if expected else ("", None)


def _acquired(
    amounts: Sequence[Decimal], customers: int, yearly_margin: Decimal | None
) -> Acquisition | None:
    try:
        return acquisition(amounts, customers, yearly_margin=yearly_margin).value
    except CannotWork:
        return None


def monday(day: date) -> date:
    """The first day of its week."""
    return day - timedelta(days=day.weekday())


def _weeks(start: date, end: date) -> Sequence[date]:
    first = monday(start)
    return [
        first + timedelta(days=7 * each) for each in range((monday(max(end, start)) - first).days // 7 + 1)
    ]
