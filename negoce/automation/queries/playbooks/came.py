"""Which companies ordered or answered since a playbook began with them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.db.models import Exists, OuterRef, Q

from negoce.automation.enums import RunEnd
from negoce.companies.enums import ActivityState, Direction, MeetingAnswer
from negoce.companies.models import Activity
from negoce.orders.models import Order

_ANSWERS = (MeetingAnswer.ACCEPTED.value, MeetingAnswer.REFUSED.value)


def came(today: date) -> Mapping[RunEnd, Q]:
    """The conditions on runs whose playbook stops at an order, or at an answer, that came up to `today`.

    The order by which a company entered its status is none since.
    """
    ordered = Order.objects.filter(
        company=OuterRef("company"), cancelled_at__isnull=True, net__gt=0,
        ordered_on__gte=OuterRef("started_on"), ordered_on__gt=OuterRef("entered_on"), ordered_on__lte=today,
    )  # fmt: skip
    answered = Activity.objects.filter(
        Q(direction=Direction.INCOMING.value) | Q(meeting_answer__in=_ANSWERS),
        company=OuterRef("company"), deleted_at__isnull=True, state=ActivityState.DONE.value,
        starts_at__date__gte=OuterRef("started_on"), starts_at__date__lte=today,
    )  # fmt: skip
    return {
        RunEnd.ORDERED: Q(Exists(ordered), playbook__stops_on_order=True),
        RunEnd.ANSWERED: Q(Exists(answered), playbook__stops_on_answer=True),
    }
