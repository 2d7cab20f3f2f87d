"""Deals that are past their day, that stand still, or whose decider nobody met."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from django.db.models import F, Max, OuterRef, Q, Subquery
from django.utils import timezone

from negoce.automation.enums import DayKind
from negoce.automation.queries.day.asked import MOST_OF_A_SOURCE, Asked, Candidate
from negoce.automation.rules.day_stake import Amounts
from negoce.companies.enums import ActivityKind, ActivityState
from negoce.companies.models import ActivityContact
from negoce.negotiation.enums import DealRole, DealState, DealStep
from negoce.negotiation.models import DealContact
from negoce.negotiation.queries.cycles.book import CycleBook, cycle_book, standing_still
from negoce.negotiation.queries.deals.visible import visible_deals
from negoce.negotiation.rules.cycles import step_of
from negoce.negotiation.rules.deal_steps import STEPS

UNMET_DAYS = 90
_MET = (ActivityKind.VISIT, ActivityKind.VIDEO, ActivityKind.CALL)
# A decider is missed once the offer takes shape.
_WITH_A_DECIDER = STEPS[STEPS.index(DealStep.DISCOVERY) : STEPS.index(DealStep.LEAVE_TAKING)]
_READ = ("public_id", "name", "company_id", "step", "step_since", "close_on", "amount", "cycle_id")


def deals_waiting(asked: Asked) -> Sequence[Candidate]:
    """Deals past the day of their conclusion, and those that stand still with nothing planned; two queries."""
    book = cycle_book()
    still = standing_still(asked.today, book)
    rows = (
        visible_deals(asked.actor)
        .filter(asked.mine(), state=DealState.OPEN.value)
        .filter(Q(close_on__lt=asked.today) | (still & asked.nothing_planned()))
        .order_by(F("amount").desc(nulls_last=True), "pk")
    )
    return [_deal(row, asked.today, book) for row in rows.values(*_READ)[:MOST_OF_A_SOURCE]]


def deciders_not_met(asked: Asked) -> Sequence[Candidate]:
    """Deciders named in deals under way whom nobody met for 90 days; one query."""
    met = (
        ActivityContact.objects.filter(
            contact_id=OuterRef("contact_id"),
            activity__state=ActivityState.DONE.value,
            activity__kind__in=[each.value for each in _MET],
            activity__deleted_at__isnull=True,
        )
        .order_by()
        .values("contact_id")
        .annotate(last=Max("activity__starts_at"))
        .values("last")
    )
    rows = (
        DealContact.objects.filter(
            asked.mine("deal__owner", "deal__company"),
            asked.nothing_planned("deal__company__"),
            deal__in=visible_deals(asked.actor)
            .filter(state=DealState.OPEN.value, step__in=[step.value for step in _WITH_A_DECIDER])
            .values("pk"),
            role=DealRole.DECIDER.value,
            contact__deleted_at__isnull=True,
            contact__erased_at__isnull=True,
        )
        .annotate(last=Subquery(met))
        .order_by(F("deal__amount").desc(nulls_last=True), "pk")
    )
    names = ("contact__public_id", "contact__first_name", "contact__last_name", "last")
    more = ("deal__public_id", "deal__name", "deal__company_id", "deal__amount", "deal__step_since")
    made = (_decider(row, asked.today) for row in rows.values(*names, *more)[: 2 * MOST_OF_A_SOURCE])
    return [each for each in made if each is not None][:MOST_OF_A_SOURCE]


def _deal(row: Mapping[str, Any], today: date, book: CycleBook) -> Candidate:
    close_on, since = row["close_on"], row["step_since"]
    is_late = close_on is not None and close_on < today
    due = (
        close_on
        if is_late
        else since + timedelta(days=step_of(book.steps_for(row["cycle_id"]), row["step"]).days)
    )
    figures: dict[str, object] = {"name": row["name"], "step": row["step"], "days": (today - since).days}
    if is_late:
        figures |= {"close": close_on, "days": (today - close_on).days}
    return Candidate(
        DayKind.DEAL_LATE if is_late else DayKind.DEAL_STILL,
        key=row["public_id"],
        fact=f"{row['step']}:{close_on or ''}",
        company_id=row["company_id"],
        target=row["public_id"],
        gesture="open",
        code="day.deal_late" if is_late else "day.deal_still",
        figures=figures,
        due_on=due,
        amounts=Amounts(revenue=row["amount"]),
        by_year=row["amount"] is None,
    )


def _decider(row: Mapping[str, Any], today: date) -> Candidate | None:
    last = timezone.localtime(row["last"]).date() if row["last"] else None
    if last is not None and (today - last).days < UNMET_DAYS:
        return None
    person = f"{row['contact__first_name']} {row['contact__last_name']}".strip()
    figures: dict[str, object] = {"person": person, "deal": row["deal__name"]}
    if last is not None:
        figures["days"] = (today - last).days
    return Candidate(
        DayKind.DECIDER,
        key=f"{row['deal__public_id']}:{row['contact__public_id']}",
        fact="" if last is None else last.isoformat(),
        company_id=row["deal__company_id"],
        target=row["contact__public_id"],
        gesture="meet",
        code="day.decider_never" if last is None else "day.decider",
        figures=figures,
        due_on=row["deal__step_since"] if last is None else last + timedelta(days=UNMET_DAYS),
        amounts=Amounts(revenue=row["deal__amount"]),
        by_year=row["deal__amount"] is None,
    )
