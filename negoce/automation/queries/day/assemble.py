"""Puts a day together: what the sources propose, without what was answered, one action a company, in order."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from negoce.automation.models import DayAction, DayAnswer
from negoce.automation.queries.day.activities import activities_due
from negoce.automation.queries.day.after_sale import contracts_ending, deliveries_late, money_owed
from negoce.automation.queries.day.asked import Asked, Candidate
from negoce.automation.queries.day.customers import expected_orders, hot_prospects, welcomes
from negoce.automation.queries.day.deals import deals_waiting, deciders_not_met
from negoce.automation.queries.day.offers import approvals_waiting, messages_stopped, quotes_waiting
from negoce.automation.queries.day.past_year import usual_revenue
from negoce.automation.queries.day.recall import recalls
from negoce.automation.queries.day.refusals import refusals_of
from negoce.automation.queries.day.scored import scored_leads
from negoce.automation.queries.day.settings import current_settings
from negoce.automation.queries.day.told import meetings_to_review, outcomes_to_explain
from negoce.automation.rules.day_answers import Given, hidden_keys
from negoce.automation.rules.day_figures import pack
from negoce.automation.rules.day_kinds import goes_first, urgency
from negoce.automation.rules.day_merge import Merged, merge_by_company
from negoce.automation.rules.day_rank import half_score, learned_factor, rank
from negoce.automation.rules.day_settings import DaySettings
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
    scored_leads,
    quotes_waiting,
    deals_waiting,
    deciders_not_met,
    contracts_ending,
    deliveries_late,
    money_owed,
    approvals_waiting,
    messages_stopped,
    meetings_to_review,
    outcomes_to_explain,
)
MOST_ACTIONS = 100
MOST_OTHERS = 8


@dataclass(frozen=True, slots=True)
class Weighed:
    """A candidate with what it is worth to the person."""

    candidate: Candidate
    amounts: Amounts
    chance: float
    learned: float
    refusals: int
    value: float
    goes_first: bool

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


def plan_day(asked: Asked, settings: DaySettings | None = None) -> Sequence[DayAction]:
    """The actions of a person's day in order, not stored; as many queries whatever there is to do.

    With `settings` the day as it would be under them, else under those in force.
    """
    settings = current_settings() if settings is None else settings
    found = [each for source in SOURCES for each in source(asked) if settings.weight(each.kind.value) > 0]
    facts = {(each.kind.value, each.key): each.fact for each in found}
    hidden = hidden_keys(_answers(asked, facts), facts, asked.today)
    open_ones = [each for each in found if (each.kind.value, each.key) not in hidden]
    weigh = Weighing(
        asked,
        settings,
        years=_years(open_ones),
        refusals=refusals_of(asked.person_id, settings),
        half=half_score(usual_revenue(asked.person_id)),
    )
    merged = merge_by_company([weigh(each) for each in open_ones])[:MOST_ACTIONS]
    return [_row(each, place, asked) for place, each in enumerate(merged)]


def _answers(asked: Asked, facts: Mapping[tuple[str, str], str]) -> list[Given]:
    rows = DayAnswer.objects.filter(person_id=asked.person_id, key__in={key for _kind, key in facts})
    columns = ("kind", "key", "answer", "fact", "until")
    return [Given(*row) for row in rows.order_by("pk").values_list(*columns)]


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


@dataclass(frozen=True, slots=True)
class Weighing:
    """What every candidate of a day is weighed with."""

    asked: Asked
    settings: DaySettings
    years: Mapping[int, Amounts]
    refusals: Mapping[str, Sequence[date]]
    half: float

    def __call__(self, each: Candidate) -> Weighed:
        """The candidate with what it is worth to the person."""
        kind, today, settings = each.kind.value, self.asked.today, self.settings
        amounts = self.years.get(each.company_id or 0, Amounts()) if each.by_year else each.amounts
        refused = self.refusals.get(kind, ())
        learned = learned_factor(refused, today, each=settings.refusal, half_life=settings.refusal_days)
        usual, own = settings.chance(kind), each.probability
        chance = usual if own is None else max(own, usual) if each.at_least_usual else own
        stake = stake_of(amounts, reads_margin=self.asked.actor.may_read(FieldGroup.MARGIN))
        ranked = rank(
            stake=stake.counted,
            probability=chance,
            urgency=settings.pressing(urgency(kind, each.due_on, today)),
            learned=learned,
            weight=settings.weight(kind),
            half=self.half,
        )
        return Weighed(
            each, amounts, chance, learned, len(refused), ranked.value, goes_first(kind, each.due_on, today)
        )


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
        probability=first.chance,
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
