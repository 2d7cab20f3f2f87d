"""The days of a tender in words: how far each is, what the rules say of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _now
from django.utils.translation import ngettext

from negoce.kit.dates import format_date
from negoce.kit.explain import Explanation, Finding
from negoce.negotiation.models import Tender
from negoce.negotiation.queries.tenders.of_deal import TenderJudged
from negoce.negotiation.rules.tender_days import RUNNING
from negoce.negotiation.words.tender import TENDER_MESSAGES
from negoce.ui.words.say import reader_language
from negoce.ui.words.say import say as say_with

SOON = 7


@dataclass(frozen=True, slots=True)
class Day:
    """A day of a tender, how far it is, and whether to worry."""

    label: str
    said: str
    left: str
    tone: str


def shown_days(tender: Tender, today: date) -> list[Day]:
    """Past days are facts; those to come count down while something is to be handed in."""
    running = tender.stage in RUNNING
    found = []
    for label, day, counts in (
        (_now("Avis publié le"), tender.published_on, False),
        (_now("Visite du site le"), tender.visit_on, True),
        (_now("Questions jusqu’au"), tender.questions_until, True),
        (_now("Candidatures jusqu’au"), tender.applications_until, True),
        (_now("Invitation à remettre une offre du"), tender.invited_on, False),
        (_now("Offres jusqu’au"), tender.offers_until, True),
    ):
        if day is None:
            continue
        left, tone = left_words((day - today).days) if running and counts else ("", "")
        found.append(Day(label, format_date(day, reader_language()), left, tone))
    return found


def left_words(days: int) -> tuple[str, str]:
    """How far a day is, and its tone."""
    if days < 0:
        words = ngettext("dépassé depuis %(days)s jour", "dépassé depuis %(days)s jours", -days)
        return words % {"days": -days}, "bad"
    if days == 0:
        return _now("aujourd’hui"), "warn"
    words = ngettext("dans %(days)s jour", "dans %(days)s jours", days)
    return words % {"days": days}, "warn" if days <= SOON else ""


def findings(found: TenderJudged) -> list[Finding]:
    """What the rules warn of."""
    return [
        each for worked in (found.procedure, found.times) if worked is not None for each in worked.findings
    ]


def steps(found: TenderJudged) -> list[tuple[str, str]]:
    """Each step in words, with the text that it rests on."""
    return [
        (say_with(Explanation(step.code, step.figures), TENDER_MESSAGES), step.source)
        for worked in (found.procedure, found.times)
        if worked is not None
        for step in worked.steps
    ]
