"""Stops a playbook where its aim is reached: the company ordered, or answered, and a person takes over (L5)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from negoce.automation.enums import RunEnd, RunState
from negoce.automation.models import Playbook, PlaybookRun
from negoce.companies.enums import ActivityState, Direction, MeetingAnswer
from negoce.companies.models import Activity
from negoce.orders.models import Order

_BATCH = 500
_ANSWERS = (MeetingAnswer.ACCEPTED.value, MeetingAnswer.REFUSED.value)


def stop_those_that_came(playbook: Playbook, today: date) -> int:
    """Stop where the company ordered or answered since it began; returns how many."""
    return _stop(PlaybookRun.objects.filter(playbook=playbook), today)


def stop_runs_of(companies: Sequence[int], today: date) -> int:
    """The same for these companies at once, in every playbook; returns how many."""
    return _stop(PlaybookRun.objects.filter(company__in=companies), today)


def _stop(runs: QuerySet[PlaybookRun], today: date) -> int:
    # The control group is measured to the end of its days, whatever it does.
    going = runs.filter(state=RunState.RUNNING.value, is_control=False)
    ordered = Order.objects.filter(
        company=OuterRef("company"), cancelled_at__isnull=True, net__gt=0,
        ordered_on__gte=OuterRef("started_on"), ordered_on__gt=OuterRef("entered_on"), ordered_on__lte=today,
    )  # fmt: skip
    answered = Activity.objects.filter(
        Q(direction=Direction.INCOMING.value) | Q(meeting_answer__in=_ANSWERS),
        company=OuterRef("company"), deleted_at__isnull=True, state=ActivityState.DONE.value,
        starts_at__date__gte=OuterRef("started_on"), starts_at__date__lte=today,
    )  # fmt: skip
    count = 0
    for end, came, asked in (
        (RunEnd.ORDERED, ordered, Q(playbook__stops_on_order=True)),
        (RunEnd.ANSWERED, answered, Q(playbook__stops_on_answer=True)),
    ):
        keys = list(going.filter(asked, Exists(came)).order_by(F("pk")).values_list("pk", flat=True))
        for start in range(0, len(keys), _BATCH):
            part = PlaybookRun.objects.filter(pk__in=keys[start : start + _BATCH])
            count += part.filter(state=RunState.RUNNING.value).update(
                state=RunState.STOPPED.value, ended_on=today, end=end.value
            )
    return count
