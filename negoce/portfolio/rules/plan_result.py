"""What a prospecting plan brought: stages reached, by which channel, in which week, at what cost. Pure."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal

from negoce.companies.enums import ActivityKind, OriginChannel
from negoce.kit.worked import CannotWork
from negoce.prospecting.rules.channel_cost import Acquisition, acquisition

STAGES = ("contacted", "leads", "meetings", "quotes", "customers")
_CENT = Decimal("0.01")
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
    """The counts of a plan, as they are stored. Whoever reached a stage counts in those before it.

    Weeks begin on Monday; a stage counts in the week when it was first reached.
    """
    stages, by_channel = Counter[str](), defaultdict[str, Counter[str]](Counter)
    weeks = {each: Counter[str]() for each in _weeks(start, end)}
    for facts in targets:
        reached = _reached(facts)
        channel = by_channel[channel_of(facts, channels)] if reached else Counter[str]()
        for stage in reached:
            stages[stage] += 1
            channel[stage] += 1
            day = facts.days.get(stage)
            if day is not None:
                weeks[monday(max(day, start))][stage] += 1
        if facts.orders:
            channel["revenue_cents"] += facts.revenue_cents
    known = [each.margin_cents for each in targets if each.margin_cents is not None]
    return {
        "stages": [stages[each] for each in STAGES],
        "contacts": sum(each.contacts for each in targets),
        "orders": sum(each.orders for each in targets),
        "revenue_cents": sum(each.revenue_cents for each in targets),
        "margin_cents": sum(known) if known or not any(each.orders for each in targets) else None,
        "channels": {key: dict(found) for key, found in sorted(by_channel.items())},
        "weeks": [[day.isoformat(), *(found[each] for each in STAGES)] for day, found in weeks.items()],
    }


@dataclass(frozen=True, slots=True)
class PlanCosts:
    """Euros for each contact made, lead, meeting and customer; `return_on_cost` in percent points. None: unknown."""

    spent: Decimal
    contact: Decimal | None
    lead: Decimal | None
    meeting: Decimal | None
    customer: Acquisition | None
    return_on_cost: Decimal | None


def plan_costs(
    costs: Sequence[Decimal], content: Mapping[str, object], yearly_margin: Decimal | None
) -> PlanCosts:
    """What each step cost so far; the cost of a customer and its payback follow R-P5.

    The return is (margin of the orders won − spent) ÷ spent.
    """
    spent = sum(costs, Decimal(0))
    stages = dict(zip(STAGES, _whole(content["stages"]), strict=True))
    margin = content["margin_cents"]
    try:
        customer = acquisition(costs, stages["customers"], yearly_margin=yearly_margin).value
    except CannotWork:
        customer = None
    gained = Decimal(str(margin)) / 100 if margin is not None and spent else None
    return PlanCosts(
        spent=spent,
        contact=_each(spent, int(str(content["contacts"]))),
        lead=_each(spent, stages["leads"]),
        meeting=_each(spent, stages["meetings"]),
        customer=customer,
        return_on_cost=None if gained is None else _percent((gained - spent) / spent),
    )


def monday(day: date) -> date:
    """The first day of its week."""
    return day - timedelta(days=day.weekday())


def _reached(facts: TargetFacts) -> Sequence[str]:
    furthest = max((place for place, each in enumerate(STAGES) if each in facts.days), default=-1)
    return STAGES[: furthest + 1]


def _weeks(start: date, end: date) -> Sequence[date]:
    first = monday(start)
    return [
        first + timedelta(days=7 * each) for each in range((monday(max(end, start)) - first).days // 7 + 1)
    ]


def _each(spent: Decimal, count: int) -> Decimal | None:
    return (spent / count).quantize(_CENT, ROUND_HALF_UP) if count and spent else None


def _percent(share: Decimal) -> Decimal:
    return (100 * share).quantize(_CENT, ROUND_HALF_UP)


def _whole(values: object) -> list[int]:
    return [int(each) for each in values] if isinstance(values, list) else []
