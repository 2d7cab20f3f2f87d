"""Puts a day together: what the sources propose, without what was answered, one action a company, in order."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.utils import timezone

from negoce.automation.enums import DayAnswerKind
from negoce.automation.models import DayAction, DayAnswer
from negoce.automation.queries.day.activities import activities_due
from negoce.automation.queries.day.after_sale import contracts_ending, deliveries_late, money_owed
from negoce.automation.queries.day.asked import Asked, Candidate
from negoce.automation.queries.day.customers import expected_orders, hot_prospects, welcomes
from negoce.automation.queries.day.deals import deals_waiting, deciders_not_met
from negoce.automation.queries.day.offers import approvals_waiting, messages_stopped, quotes_waiting
from negoce.automation.queries.day.past_year import usual_revenue
from negoce.automation.queries.day.recall import recalls
from negoce.automation.rules.day_answers import Given, hidden_keys
from negoce.automation.rules.day_figures import pack
from negoce.automation.rules.day_kinds import urgency
from negoce.automation.rules.day_merge import Merged, merge_by_company
from negoce.automation.rules.day_rank import REFUSAL_HALF_LIFE, half_score, learned_factor, rank
from negoce.automation.rules.day_stake import Amounts, stake_of
from negoce.companies.models import Company
from negoce.identity.enums import FieldGroup

Source = Callable[[Asked], Sequence[Candidate]]
SOURCES: tuple[Source, ...] = (
    activities_due,
    recalls,
    expected_orders,
    welcomes,
    hot_prospects,
    quotes_waiting,
    deals_waiting,
    deciders_not_met,
    contracts_ending,
    deliveries_late,
    money_owed,
    approvals_waiting,
    messages_stopped,
)
MOST_ACTIONS = 100
MOST_OTHERS = 8
# After so long a refusal teaches nothing any more.
_REMEMBERED = timedelta(days=6 * REFUSAL_HALF_LIFE)


@dataclass(frozen=True, slots=True)
class Weighed:
    """A candidate with what it is worth to the person."""

    candidate: Candidate
    amounts: Amounts
    learned: float
    refusals: int
    value: float

    @property
    def company_id(self) -> int | None:
        """The company under which actions are merged."""
        return self.candidate.company_id

    @property
    def kind(self) -> str:
        """The kind, as text."""
        return self.candidate.kind.value

    @property
    def key(self) -> str:
        """What it is about within its kind."""
        return self.candidate.key


def plan_day(asked: Asked) -> Sequence[DayAction]:
    """The actions of a person's day in order, not stored; as many queries whatever there is to do."""
    found = [each for source in SOURCES for each in source(asked)]
    facts = {(each.kind.value, each.key): each.fact for each in found}
    hidden = hidden_keys(_answers(asked, facts), facts, asked.today)
    open_ones = [each for each in found if (each.kind.value, each.key) not in hidden]
    years = _years(open_ones)
    refusals = _refusals(asked)
    half = half_score(usual_revenue(asked.person_id))
    weighed = [_weigh(each, years, refusals, asked, half) for each in open_ones]
    merged = merge_by_company(weighed)[:MOST_ACTIONS]
    return [_row(each, place, asked) for place, each in enumerate(merged)]


def _answers(asked: Asked, facts: Mapping[tuple[str, str], str]) -> list[Given]:
    rows = DayAnswer.objects.filter(person_id=asked.person_id, key__in={key for _kind, key in facts})
    columns = ("kind", "key", "answer", "fact", "until")
    return [Given(*row) for row in rows.order_by("pk").values_list(*columns)]


def _refusals(asked: Asked) -> Mapping[str, list[date]]:
    rows = DayAnswer.objects.filter(
        person_id=asked.person_id,
        answer=DayAnswerKind.REFUSED.value,
        at__gte=timezone.now() - _REMEMBERED,
    )
    days: dict[str, list[date]] = defaultdict(list)
    for kind, at in rows.order_by("pk").values_list("kind", "at"):
        days[kind].append(timezone.localtime(at).date())
    return days


def _years(found: Sequence[Candidate]) -> Mapping[int, Amounts]:
    """What a year with each company is worth, for those whose action has no stake of its own; one query."""
    wanted = {each.company_id for each in found if each.by_year and each.company_id is not None}
    names = (
        "life__net_12_months",
        "life__margin_12_months",
        "sales__net_12_months",
        "sales__margin_12_months",
    )
    rows = Company.objects.filter(pk__in=wanted).order_by("pk").values("pk", *names)
    return {row["pk"]: _year(row) for row in rows}


def _year(row: Mapping[str, Any]) -> Amounts:
    for prefix in ("life", "sales"):
        net: Decimal | None = row[f"{prefix}__net_12_months"]
        if net:
            return Amounts(row[f"{prefix}__margin_12_months"], net)
    return Amounts()


def _weigh(
    each: Candidate,
    years: Mapping[int, Amounts],
    refusals: Mapping[str, list[date]],
    asked: Asked,
    half: float,
) -> Weighed:
    amounts = years.get(each.company_id or 0, Amounts()) if each.by_year else each.amounts
    refused = refusals.get(each.kind.value, [])
    learned = learned_factor(refused, asked.today)
    stake = stake_of(amounts, reads_margin=asked.actor.may_read(FieldGroup.MARGIN))
    pressing = urgency(each.kind, each.due_on, asked.today)
    ranked = rank(stake=stake.counted, probability=each.chance, urgency=pressing, learned=learned, half=half)
    return Weighed(each, amounts, learned, len(refused), ranked.value)


def _row(merged: Merged[Weighed], place: int, asked: Asked) -> DayAction:
    first = merged.first
    candidate = first.candidate
    return DayAction(
        person_id=asked.person_id,
        company_id=candidate.company_id,
        kind=candidate.kind.value,
        key=candidate.key,
        fact=candidate.fact,
        target=candidate.target,
        gesture=candidate.gesture,
        reason={"code": candidate.code, "figures": pack(candidate.figures)},
        others=[_other(each.candidate) for each in merged.others[:MOST_OTHERS]],
        margin=first.amounts.margin,
        revenue=first.amounts.revenue,
        owed=first.amounts.owed,
        probability=candidate.chance,
        learned=first.learned,
        refusals=first.refusals,
        due_on=candidate.due_on,
        position=place,
    )


def _other(each: Candidate) -> dict[str, object]:
    return {
        "kind": each.kind.value,
        "key": each.key,
        "fact": each.fact,
        "code": each.code,
        "figures": pack(each.figures),
    }
