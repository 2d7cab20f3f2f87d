"""What discoveries hold about a person: the interviews with them, what they said, the motives linked to it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext

from negoce.companies.actions.people.erase_house import mend_house_texts
from negoce.companies.actions.people.erase_texts import mend_by, mend_rows
from negoce.companies.enums import PurchaseMotive
from negoce.companies.interfaces import PersonData, PersonTable
from negoce.companies.rules.privacy.crowd import Crowd
from negoce.companies.words.choices import choice_label
from negoce.kit.dates import format_date
from negoce.negotiation.models import DiscoveryAnswer, DiscoveryInterview, DiscoverySet
from negoce.negotiation.queries.discovery.found import questions_of
from negoce.negotiation.words.discovery import answer_words, question_words
from negoce.ui.words.say import reader_language


def _export(contact_id: int) -> Sequence[PersonTable]:
    rows = DiscoveryAnswer.objects.filter(interview__contact_id=contact_id).exclude(answer="", motive="")
    lines = [
        (
            format_date(each.interview.held_on, reader_language()),
            each.interview.deal.name,
            _asked(each),
            answer_words(each.question, each.answer),
            choice_label(PurchaseMotive, each.motive) if each.motive else "",
        )
        for each in rows.select_related("interview__deal").order_by("interview__held_on", "pk")
    ]
    if not lines:
        return []
    head = (_now("Date"), _now("Affaire"), _now("Question"), _now("Réponse"), pgettext("achat", "Mobile"))
    return [PersonTable("discoveries", _now("Entretiens de découverte"), head, lines)]


def _asked(answer: DiscoveryAnswer) -> str:
    """The question as it was asked that day."""
    known = {each.key: each for each in questions_of(answer.interview)}
    return question_words(known[answer.question]) if answer.question in known else answer.question


def _house(crowd: Crowd) -> int:
    """Sets of questions are written for everybody; interviews keep them as they were."""
    redact = crowd.redact
    changed = mend_house_texts(((DiscoverySet.objects.all(), ("name",), (), ()),), ("discovery_set",), redact)
    for rows in (
        DiscoverySet.objects.exclude(questions=[]),
        DiscoveryInterview.objects.exclude(questions=[]),
    ):
        changed += mend_rows(rows, ("questions",), lambda document: _mended(document, redact))
    return changed + mend_rows(DiscoveryInterview.objects.exclude(set_name=""), ("set_name",), redact)


def _mended(document: Any, redact: Callable[[str], str]) -> Any:
    return [{**each, "words": redact(each["words"]), "help": redact(each["help"])} for each in document]


def _erase(crowd: Crowd) -> int:
    """What the company needs stays, without the name; what was linked to the person goes."""
    answers = DiscoveryAnswer.objects.filter(interview__deal__company_id__in=crowd.own_companies)
    changed = mend_by(answers, "interview__deal__company_id", ("answer",), crowd.around)
    theirs = DiscoveryInterview.objects.filter(contact_id__in=crowd.keys)
    heard = DiscoveryAnswer.objects.filter(interview__in=theirs).exclude(motive="")
    return changed + heard.update(motive="") + theirs.update(contact=None)


DISCOVERY_PEOPLE = PersonData(
    key="discoveries", label=_("Entretiens de découverte"), export=_export, erase=_erase, house=_house
)
