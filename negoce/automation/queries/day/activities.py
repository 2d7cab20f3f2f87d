"""What the person promised, or planned for today or before."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from django.db.models import DateTimeField, Exists, ExpressionWrapper, F, OuterRef, Q
from django.utils import timezone

from negoce.automation.enums import DayKind
from negoce.automation.queries.day.asked import MOST_OF_A_SOURCE, Asked, Candidate, midnight
from negoce.automation.rules.day_kinds import REQUEST_FIRST_DAYS
from negoce.companies.enums import ActivityKind, ActivityState, Direction
from negoce.companies.models import Activity
from negoce.companies.queries.visible import visible_activities
from negoce.portfolio.enums import LifeStatus

_GESTURES = {
    ActivityKind.CALL: "call",
    ActivityKind.VISIT: "prepare",
    ActivityKind.VIDEO: "prepare",
}
_READ = (
    *("public_id", "kind", "subject", "starts_at", "company_id", "from_report_item__kind"),
    *("company__life__status", "company__life__p_alive", "is_request", "created_at"),
)
# A wish and the step that answers it are noted together.
_NOTED_FROM = ExpressionWrapper(F("created_at") - timedelta(seconds=10), output_field=DateTimeField())
_QUIET = frozenset({LifeStatus.DORMANT.value, LifeStatus.LOST.value})


def activities_due(asked: Asked) -> Sequence[Candidate]:
    """Promises, questions and things planned up to this day, the oldest first; one query."""
    rows = visible_activities(asked.actor).filter(
        owner_id=asked.person_id,
        state=ActivityState.PLANNED.value,
        starts_at__lt=midnight(asked.today + timedelta(days=1)),
    )
    found = rows.alias(noted_from=_NOTED_FROM).annotate(is_request=_asked()).order_by("-starts_at", "-id")
    return [_candidate(row, asked) for row in found.values(*_READ)[:MOST_OF_A_SOURCE]]


def _asked() -> Exists:
    """Whether the step was planned as somebody's wish was noted: a request by a form, a lead, a call that came in."""
    return Exists(
        Activity.objects.filter(
            ~Q(need_recorded="") | Q(quote_wanted=True),
            company_id=OuterRef("company_id"),
            state=ActivityState.DONE.value,
            direction=Direction.INCOMING.value,
            deleted_at__isnull=True,
            created_at__lte=OuterRef("created_at"),
            created_at__gte=OuterRef("noted_from"),
            # A history brought in from elsewhere asks for nothing today.
            starts_at__gte=OuterRef("noted_from") - timedelta(days=1),
        )
    )


def _candidate(row: Mapping[str, Any], asked: Asked) -> Candidate:
    due = timezone.localtime(row["starts_at"]).date()
    is_promise = row["from_report_item__kind"] is not None
    # What is planned for later than that is a step like others: nobody waits for it.
    is_soon = (due - timezone.localdate(row["created_at"])).days <= REQUEST_FIRST_DAYS
    is_request = row["is_request"] and is_soon and not is_promise
    kind = DayKind.PROMISE if is_promise else DayKind.REQUEST if is_request else DayKind.TASK
    late = (asked.today - due).days
    return Candidate(
        kind,
        key=row["public_id"],
        fact=due.isoformat(),
        company_id=row["company_id"],
        target=row["public_id"],
        gesture=_GESTURES.get(row["kind"], "open"),
        code=f"day.{row['from_report_item__kind'] or kind.value}{'_late' if late > 0 else ''}",
        figures={"subject": row["subject"], "due": due, "days": late, "activity": row["kind"]},
        due_on=due,
        probability=None if is_promise else _chance(row),
        at_least_usual=True,
        by_year=row["company_id"] is not None,
    )


def _chance(row: Mapping[str, Any]) -> float | None:
    """A step planned with a customer who went quiet stands for the call that would be proposed: its chance holds."""
    p_alive: float | None = row["company__life__p_alive"]
    return p_alive if row["company__life__status"] in _QUIET else None
