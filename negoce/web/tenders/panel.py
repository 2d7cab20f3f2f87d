"""« Appel d’offres » on the page of a deal: its days, its procedure, and the way to the price that wins."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from negoce.kit.dates import format_date
from negoce.kit.explain import Explanation, Finding
from negoce.kit.money import format_money
from negoce.negotiation.enums import TenderStage
from negoce.negotiation.models import Tender
from negoce.negotiation.queries.tenders.of_deal import TenderJudged, judged, tender_of
from negoce.negotiation.tender_words import (
    BUYER_KINDS,
    CALL_KINDS,
    NEED_KINDS,
    PROCEDURES,
    PUBLICITIES,
    STAGES,
    TENDER_MESSAGES,
    say,
)
from negoce.ui.words.say import reader_language
from negoce.ui.words.say import say as say_with
from negoce.web.deals.panel_types import PREPARATION, DealPanel, DealRecord

SOON = 7


@dataclass(frozen=True, slots=True)
class Day:
    """A day of a tender, how far it is, and whether to worry."""

    label: str
    said: str
    left: str
    tone: str


def _read(record: DealRecord) -> Mapping[str, object] | None:
    tender = tender_of(record.deal)
    change_url = reverse("tenders:change", args=[record.deal.public_id]) if record.may_edit else ""
    if tender is None:
        return {"tender": None, "change_url": change_url if record.is_open else ""}
    today = timezone.localdate()
    found = judged(tender, today)
    return {
        "tender": tender,
        "change_url": change_url,
        "stage": STAGES[tender.stage],
        "buyer": BUYER_KINDS[tender.buyer],
        "need": NEED_KINDS[tender.need],
        "call": CALL_KINDS.get(tender.call, ""),
        "amount": ""
        if tender.amount is None
        else format_money(tender.amount, reader_language(), record.deal.currency),
        "days": _days(tender, today),
        "procedure": PROCEDURES[found.procedure.value.procedure] if found.procedure else "",
        "publicity": PUBLICITIES[found.procedure.value.publicity] if found.procedure else "",
        "refusal": say(found.refusal) if found.refusal else "",
        "warnings": [say(each) for each in _findings(found)],
        "steps": _steps(found),
        "winning_url": f"{reverse('calculators:calculator', args=['winning-price'])}",
        "procedure_url": _procedure_url(tender, today),
    }


def _days(tender: Tender, today: date) -> list[Day]:
    """Past days are facts; those to come count down while the tender is under way."""
    found = []
    if tender.published_on is not None:
        said = format_date(tender.published_on, reader_language())
        found.append(Day(_now("Avis publié le"), said, "", ""))
    running = tender.stage in (TenderStage.CONSULTATION, TenderStage.APPLICATION)
    for label, day in (
        (_now("Questions jusqu’au"), tender.questions_until),
        (_now("Offres jusqu’au"), tender.offers_until),
    ):
        if day is None:
            continue
        left, tone = _left((day - today).days) if running else ("", "")
        found.append(Day(label, format_date(day, reader_language()), left, tone))
    return found


def _left(days: int) -> tuple[str, str]:
    if days < 0:
        words = ngettext("dépassé depuis %(days)s jour", "dépassé depuis %(days)s jours", -days)
        return words % {"days": -days}, "bad"
    if days == 0:
        return _now("aujourd’hui"), "warn"
    words = ngettext("dans %(days)s jour", "dans %(days)s jours", days)
    return words % {"days": days}, "warn" if days <= SOON else ""


def _findings(found: TenderJudged) -> list[Finding]:
    return [
        each for worked in (found.procedure, found.times) if worked is not None for each in worked.findings
    ]


def _steps(found: TenderJudged) -> list[tuple[str, str]]:
    """Each step in words, with the text that it rests on."""
    return [
        (say_with(Explanation(step.code, step.figures), TENDER_MESSAGES), step.source)
        for worked in (found.procedure, found.times)
        if worked is not None
        for step in worked.steps
    ]


def _procedure_url(tender: Tender, today: date) -> str:
    started = tender.published_on or today
    asked = {
        "buyer": tender.buyer,
        "need": tender.need,
        "amount": "" if tender.amount is None else f"{tender.amount.normalize():f}",
        "starts_on": f"{started:%d/%m/%Y}",
    }
    return f"{reverse('calculators:calculator', args=['tender-procedure'])}?{urlencode(asked)}"


TENDER = DealPanel(
    "tender",
    _("Appel d’offres"),
    "web/tenders/_panel.html",
    _read,
    queries_max=1,
    tab=PREPARATION,
)
