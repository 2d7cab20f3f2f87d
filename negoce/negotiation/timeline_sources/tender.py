"""Tenders on the threads of the customer file: questions asked of the buyer, and how each ended."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time
from typing import Any

from django.db.models import F, IntegerField, Q, QuerySet, Value
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from negoce.companies.interfaces import TimelineItem, TimelinePosition, TimelineRequest, TimelineSource
from negoce.negotiation.enums import OutcomeReason, TenderStage
from negoce.negotiation.models import TenderQuestion, TenderResult
from negoce.negotiation.queries.tenders.visible import visible_tenders
from negoce.negotiation.rules.tender_days import ENDS
from negoce.negotiation.words.deal import label_of
from negoce.negotiation.words.tender import STAGES

GROUP = "tenders"
TEMPLATE = "web/activities/_item_plain.html"
_TONES = {TenderStage.WON.value: "good", TenderStage.LOST.value: "bad"}
_ENDED = [stage.value for stage in ENDS]
# Of a question: its words and its answer; of a result: what the buyer says of it and the reason.
_READ = ("kind", "day", "place", "name", "page_id", "stage", "told", "more")
_QUESTION, _RESULT = 0, 1


def _read(request: TimelineRequest) -> Sequence[TimelineItem]:
    """Questions and results stand at the beginning of their day; both are read in one query."""
    if request.company_id is None or (request.groups and GROUP not in request.groups):
        return []
    tenders = visible_tenders(request.actor).filter(company_id=request.company_id)
    questions = TenderQuestion.objects.filter(tender__in=tenders)
    results = TenderResult.objects.filter(tender__in=tenders, tender__stage__in=_ENDED)
    if request.search:
        words = request.search
        questions = questions.filter(Q(question__icontains=words) | Q(answer__icontains=words))
        results = results.filter(Q(tender__name__icontains=words) | Q(words__icontains=words))
    asked = _placed(questions, request, _QUESTION, day="asked_on", told="question", more="answer")
    ended = _placed(results, request, _RESULT, day="known_on", told="words", more="reason")
    rows = asked.union(ended, all=True).order_by("-day", "-place")[: request.limit]
    return [_item(*row) for row in rows]


def _placed(
    rows: QuerySet[Any], request: TimelineRequest, kind: int, *, day: str, told: str, more: str
) -> QuerySet[Any, Any]:
    """Rows of either kind with the same columns; `place` tells those of one day apart."""
    found = rows.order_by().annotate(
        kind=Value(kind, IntegerField()),
        day=F(day),
        place=F("pk") * 2 + kind,
        name=F("tender__name"),
        page_id=F("tender__public_id"),
        stage=F("tender__stage"),
        told=F(told),
        more=F(more),
    )
    if request.after is not None:
        last = timezone.localtime(request.after.at, timezone.get_default_timezone()).date()
        found = found.filter(Q(day__lt=last) | Q(day=last, place__lt=request.after.key))
    return found.values_list(*_READ)


def _item(
    kind: int, day: date, place: int, name: str, page_id: str, stage: str, told: str, more: str
) -> TimelineItem:
    at = timezone.make_aware(datetime.combine(day, time()), timezone.get_default_timezone())
    shown = {"page": "tenders:tender", "public_id": page_id}
    if kind == _QUESTION:
        shown |= {
            "title": _now("Question à l’acheteur : %(name)s") % {"name": name},
            "rest": "" if more else _now("sans réponse"),
            "tone": "",
            "text": f"{told}\n→ {more}" if more else told,
        }
    else:
        shown |= {
            "title": _now("Appel d’offres, %(state)s : %(name)s") % {"name": name, "state": STAGES[stage]},
            "rest": label_of(OutcomeReason, more) if more else "",
            "tone": _TONES.get(stage, ""),
            "text": told,
        }
    return TimelineItem(at, TimelinePosition(at, place), TEMPLATE, shown)


def _present(request: TimelineRequest) -> Sequence[str]:
    if request.company_id is None:
        return []
    asked = TenderQuestion.objects.filter(tender__company_id=request.company_id)
    ended = TenderResult.objects.filter(tender__company_id=request.company_id, tender__stage__in=_ENDED)
    return [GROUP] if asked.exists() or ended.exists() else []


TENDERS = TimelineSource(key="tenders", groups={GROUP: _("Appels d’offres")}, read=_read, present=_present)
