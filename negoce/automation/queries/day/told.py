"""What is still to be told: the review of a meeting just held, why a deal was won or lost."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from negoce.automation.enums import DayKind
from negoce.automation.queries.day.asked import Asked, Candidate, midnight
from negoce.automation.rules.day_stake import Amounts
from negoce.catalogue.queries.own_currency import CURRENCY
from negoce.companies.enums import ActivityKind, ActivityState
from negoce.companies.queries.visible import visible_activities
from negoce.companies.rules.activity_values import INTERVIEW_KINDS
from negoce.identity.enums import Permission
from negoce.negotiation.enums import DealState
from negoce.negotiation.models import Debrief
from negoce.negotiation.queries.deals.visible import visible_deals

# After that nobody remembers how a meeting went.
REVIEW_DAYS = 14
# A whole file of old deals asks for nothing.
OUTCOME_DAYS = 90
# The latest only: telling is not what a day is made of.
_MOST = 10
_FACE_TO_FACE = tuple(sorted(INTERVIEW_KINDS - {ActivityKind.CALL}))
_MEETING = (
    *("public_id", "subject", "starts_at", "company_id"),
    *("deal_link__deal__name", "deal_link__deal__amount", "deal_link__deal__currency"),
)
_DEAL = ("public_id", "name", "company_id", "state", "closed_on", "amount", "currency")


def meetings_to_review(asked: Asked) -> Sequence[Candidate]:
    """The person's own meetings of 14 days without a review, calls where they were about a deal; one query."""
    if not asked.actor.may(Permission.EDIT):
        return []
    told = Debrief.objects.filter(activity_id=OuterRef("pk"), author_id=asked.person_id)
    rows = visible_activities(asked.actor).filter(
        Q(kind__in=_FACE_TO_FACE) | Q(kind=ActivityKind.CALL.value, deal_link__isnull=False),
        ~Exists(told),
        owner_id=asked.person_id,
        state=ActivityState.DONE.value,
        starts_at__gte=midnight(asked.today - timedelta(days=REVIEW_DAYS)),
        starts_at__lt=midnight(asked.today + timedelta(days=1)),
    )
    return [_meeting(row) for row in rows.order_by("-starts_at", "-pk").values(*_MEETING)[:_MOST]]


def outcomes_to_explain(asked: Asked) -> Sequence[Candidate]:
    """Deals closed for less than 90 days of which nobody said why, as a file or a program brings them; one query."""
    if not asked.actor.may(Permission.EDIT):
        return []
    rows = visible_deals(asked.actor).filter(
        asked.mine(),
        state__in=(DealState.WON.value, DealState.LOST.value),
        outcome_reason="",
        closed_on__gte=asked.today - timedelta(days=OUTCOME_DAYS),
        closed_on__lte=asked.today,
    )
    return [_outcome(row, asked.today) for row in rows.order_by("-closed_on", "-pk").values(*_DEAL)[:_MOST]]


def _meeting(row: Mapping[str, Any]) -> Candidate:
    held = timezone.localtime(row["starts_at"]).date()
    deal = row["deal_link__deal__name"]
    amount = _euros(row["deal_link__deal__amount"], row["deal_link__deal__currency"])
    figures: dict[str, object] = {"subject": row["subject"], "on": held}
    if deal:
        figures["deal"] = deal
    return Candidate(
        DayKind.REVIEW,
        key=row["public_id"],
        fact=held.isoformat(),
        company_id=row["company_id"],
        target=row["public_id"],
        gesture="review",
        code="day.review_deal" if deal else "day.review",
        figures=figures,
        due_on=held,
        amounts=Amounts(revenue=amount),
        by_year=amount is None and row["company_id"] is not None,
    )


def _outcome(row: Mapping[str, Any], today: date) -> Candidate:
    amount = _euros(row["amount"], row["currency"])
    return Candidate(
        DayKind.OUTCOME,
        key=row["public_id"],
        fact=f"{row['state']}:{row['closed_on'].isoformat()}",
        company_id=row["company_id"],
        target=row["public_id"],
        gesture="explain",
        code=f"day.outcome_{row['state']}",
        figures={"name": row["name"], "days": (today - row["closed_on"]).days},
        due_on=row["closed_on"],
        amounts=Amounts(revenue=amount),
        by_year=amount is None,
    )


def _euros(amount: Any, currency: str | None) -> Any:
    return amount if currency == CURRENCY else None
