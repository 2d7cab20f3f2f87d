"""What the page of a company reads of its life cycle."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from django.db.models import Q

from negoce.companies.enums import MeetingAnswer
from negoce.companies.models import Activity, Company
from negoce.portfolio.models import CustomerLife, StatusChange, StatusOverride
from negoce.portfolio.queries.overrides import in_force

_FACTS_READ = 200


def life_of(company: Company) -> CustomerLife | None:
    """Its row; None for a company that was entered a moment ago."""
    return CustomerLife.objects.filter(company=company).first()


def changes_of(company: Company, most: int) -> Sequence[StatusChange]:
    """Its changes of status, latest first."""
    rows = StatusChange.objects.filter(company=company).select_related("author")
    return list(rows.order_by("-happened_on", "-pk")[:most])


def overrides_of(company: Company) -> Sequence[StatusOverride]:
    """What people declared, latest first."""
    return list(StatusOverride.objects.filter(company=company).select_related("author").order_by("-pk")[:50])


def override_of(company: Company, today: date) -> StatusOverride | None:
    """What is declared and in force."""
    return in_force(today).filter(company=company).select_related("author").order_by("-pk").first()


def fact_activities(company: Company) -> Mapping[str, Activity]:
    """The last exchange behind each fact of the life cycle, by the name of the fact; one query."""
    rows = (
        Activity.objects.filter(company=company, state="done", deleted_at__isnull=True)
        .filter(
            ~Q(need_recorded="")
            | ~Q(meeting_answer="")
            | Q(quote_wanted=True)
            | Q(buying_intent=True)
            | Q(departure_declared=True)
        )
        .order_by("-starts_at", "-pk")[:_FACTS_READ]
    )
    found: dict[str, Activity] = {}
    for row in rows:
        for name, holds in (
            ("need_on", bool(row.need_recorded)),
            ("meeting_accepted_on", row.meeting_answer == MeetingAnswer.ACCEPTED.value),
            ("meeting_refused_on", row.meeting_answer == MeetingAnswer.REFUSED.value),
            ("quote_wanted_on", row.quote_wanted),
            ("buying_intent_on", row.buying_intent),
            ("departure_on", row.departure_declared),
        ):
            if holds:
                found.setdefault(name, row)
    return found
