"""Tenders on the threads of the customer file: questions asked of the buyer, and how each ended."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from negoce.companies.interfaces import TimelineItem, TimelinePosition, TimelineRequest, TimelineSource
from negoce.negotiation.deal_words import label_of
from negoce.negotiation.enums import OutcomeReason, TenderStage
from negoce.negotiation.models import TenderQuestion, TenderResult
from negoce.negotiation.queries.tenders.visible import visible_tenders
from negoce.negotiation.rules.tender_days import ENDS
from negoce.negotiation.tender_words import STAGES

GROUP = "tenders"
TEMPLATE = "web/activities/_item_plain.html"
_TONES = {TenderStage.WON.value: "good", TenderStage.LOST.value: "bad"}


def _at(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time()), timezone.get_default_timezone())


def _after(rows: QuerySet[TenderQuestion], request: TimelineRequest) -> QuerySet[TenderQuestion]:
    if request.after is None:
        return rows
    day = timezone.localtime(request.after.at, timezone.get_default_timezone()).date()
    return rows.filter(asked_on__lte=day).filter(Q(asked_on__lt=day) | Q(pk__lt=request.after.key))


def _read_questions(request: TimelineRequest) -> Sequence[TimelineItem]:
    """Questions stand at the beginning of the day on which they were asked."""
    if request.company_id is None or (request.groups and GROUP not in request.groups):
        return []
    tenders = visible_tenders(request.actor).filter(company_id=request.company_id)
    rows = TenderQuestion.objects.filter(tender__in=tenders).select_related("tender")
    if request.search:
        rows = rows.filter(Q(question__icontains=request.search) | Q(answer__icontains=request.search))
    rows = _after(rows, request)
    return [_question(row) for row in rows.order_by("-asked_on", "-id")[: request.limit]]


def _question(row: TenderQuestion) -> TimelineItem:
    at = _at(row.asked_on)
    text = f"{row.question}\n→ {row.answer}" if row.answer else row.question
    context = {
        "title": _now("Question à l’acheteur : %(name)s") % {"name": row.tender.name},
        "rest": "" if row.answer else _now("sans réponse"),
        "tone": "",
        "text": text,
        "page": "tenders:tender",
        "public_id": row.tender.public_id,
    }
    return TimelineItem(at, TimelinePosition(at, row.pk), TEMPLATE, context)


def _present_questions(request: TimelineRequest) -> Sequence[str]:
    if request.company_id is None:
        return []
    return [GROUP] if TenderQuestion.objects.filter(tender__company_id=request.company_id).exists() else []


def _read_results(request: TimelineRequest) -> Sequence[TimelineItem]:
    """Results stand at the beginning of the day on which they were known."""
    if request.company_id is None or (request.groups and GROUP not in request.groups):
        return []
    ended = [stage.value for stage in ENDS]
    tenders = visible_tenders(request.actor).filter(company_id=request.company_id, stage__in=ended)
    rows = TenderResult.objects.filter(tender__in=tenders).select_related("tender")
    if request.search:
        rows = rows.filter(Q(tender__name__icontains=request.search) | Q(words__icontains=request.search))
    if request.after is not None:
        day = timezone.localtime(request.after.at, timezone.get_default_timezone()).date()
        rows = rows.filter(known_on__lte=day)
        rows = rows.filter(Q(known_on__lt=day) | Q(tender_id__lt=request.after.key))
    return [_result(row) for row in rows.order_by("-known_on", "-tender_id")[: request.limit]]


def _result(row: TenderResult) -> TimelineItem:
    at = _at(row.known_on)
    stage = row.tender.stage
    figures = {"name": row.tender.name, "state": STAGES[stage]}
    context = {
        "title": _now("Appel d’offres, %(state)s : %(name)s") % figures,
        "rest": label_of(OutcomeReason, row.reason) if row.reason else "",
        "tone": _TONES.get(stage, ""),
        "text": row.words,
        "page": "tenders:tender",
        "public_id": row.tender.public_id,
    }
    return TimelineItem(at, TimelinePosition(at, row.tender_id), TEMPLATE, context)


def _present_results(request: TimelineRequest) -> Sequence[str]:
    if request.company_id is None:
        return []
    ended = [stage.value for stage in ENDS]
    rows = TenderResult.objects.filter(tender__company_id=request.company_id, tender__stage__in=ended)
    return [GROUP] if rows.exists() else []


_GROUPS = {GROUP: _("Appels d’offres")}
QUESTIONS = TimelineSource(
    key="tender_questions", groups=_GROUPS, read=_read_questions, present=_present_questions
)
RESULTS = TimelineSource(key="tender_results", groups=_GROUPS, read=_read_results, present=_present_results)
