"""What the sections of a tender read: its decisions, its questions, its alarms, its result."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import F

from negoce.negotiation.models import (
    Tender,
    TenderAlarm,
    TenderDecision,
    TenderQuestion,
    TenderRank,
    TenderResult,
)


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


def result_of(tender: Tender) -> TenderResult | None:
    """What was told of its end; one query."""
    return TenderResult.objects.filter(tender=tender).select_related("told_by").first()


def ranks_of(tender: Tender) -> Sequence[TenderRank]:
    """What is known of the offers, the best first; one query."""
    rows = TenderRank.objects.filter(tender=tender).select_related("competitor")
    return list(rows.order_by(F("rank").asc(nulls_last=True), "id"))
