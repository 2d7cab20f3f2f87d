"""What the sections of a tender read: its decisions, its questions, its alarms."""

from __future__ import annotations

from collections.abc import Sequence

from negoce.negotiation.models import Tender, TenderAlarm, TenderDecision, TenderQuestion


def decisions_of(tender: Tender) -> Sequence[TenderDecision]:
    """Its last decisions, the one that stands first; one query."""
    return list(TenderDecision.objects.filter(tender=tender).select_related("decided_by").order_by("-id")[:5])


def questions_of(tender: Tender) -> Sequence[TenderQuestion]:
    """Its questions in the order in which they were asked; one query."""
    rows = TenderQuestion.objects.filter(tender=tender).select_related("asked_by")
    return list(rows.order_by("asked_on", "id")[:200])


def alarms_of(tender: Tender) -> Sequence[TenderAlarm]:
    """Its alarms with their tasks; one query."""
    return list(
        TenderAlarm.objects.filter(tender=tender).select_related("activity").order_by("for_day", "id")
    )
