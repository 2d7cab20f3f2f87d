"""« Découverte » on the page of a deal: what was answered, and the motives that dominate."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext

from negoce.companies.enums import PurchaseMotive
from negoce.companies.words.choices import choice_label
from negoce.identity.enums import FieldGroup
from negoce.kit.dates import format_date
from negoce.negotiation.queries.discovery.found import Discovered, discovered
from negoce.negotiation.rules.motives import MotiveTally
from negoce.negotiation.words.discovery import answer_words, question_words
from negoce.ui.components.tables import TableColumn
from negoce.ui.words.say import reader_language
from negoce.web.deals.panel_types import DealPanel, DealRecord
from negoce.web.discovery.words import interview_url, progress_words

_SHOWN = 6


def _read(record: DealRecord) -> Mapping[str, object] | None:
    found = discovered(record.actor, record.deal)
    new = reverse("discovery:new", args=[record.deal.public_id]) if record.may_edit else ""
    if found is None:
        return {"found": False, "new_url": new, "meta": ""} if new else None
    reads = record.actor.may_read(FieldGroup.OBSERVATIONS)
    columns = [TableColumn(_now("Question")), TableColumn(_now("Réponse"))]
    lines = _lines(found, reads=reads)
    return {
        "found": True,
        "new_url": new,
        "meta": " · ".join([progress_words(found.progress), *_dominant(found.motives)]),
        "columns": [*columns, TableColumn(pgettext("achat", "Mobile"))] if reads else columns,
        "reads": reads,
        "lines": lines[:_SHOWN],
        "is_cut": len(lines) > _SHOWN,
        "why": _why(found.motives),
        "interviews": [
            {
                "url": interview_url(each, record.deal),
                "when": format_date(each.held_on, reader_language()),
                "with": person.full_name if (person := found.people.get(each.contact_id or 0)) else "",
            }
            for each in found.interviews
        ],
    }


def _lines(found: Discovered, *, reads: bool) -> Sequence[Mapping[str, str]]:
    """Answers with a motive first, for who reads them; within, the order of the talk."""
    talk = [each.key for each in found.questions]
    known = [key for key in (*talk, *found.asked_once) if key in found.answers]
    order = list(dict.fromkeys(known))
    if reads:
        order.sort(key=lambda key: not found.answers[key].motive)
    return [
        {
            "question": question_words(found.asked_once[key]),
            "answer": answer_words(key, found.answers[key].answer),
            "motive": _motive(found.answers[key].motive) if reads else "",
        }
        for key in order
    ]


def _motive(value: str) -> str:
    return choice_label(PurchaseMotive, value) if value else ""


def _dominant(motives: MotiveTally) -> Sequence[str]:
    """« Sécurité, Argent dominants »."""
    if not motives.dominant:
        return []
    names = ", ".join(_motive(each.value) for each in motives.dominant)
    if len(motives.dominant) == 1:
        return [_now("%(motive)s domine") % {"motive": names}]
    return [_now("%(motives)s dominants") % {"motives": names}]


def _why(motives: MotiveTally) -> str:
    """How often each was heard, and what makes one dominate."""
    if not motives.heard:
        return ""
    heard = ", ".join(f"{_motive(motive.value)}\u00a0{times}" for motive, times in motives.heard)
    words = _now(
        "Mobiles entendus : %(heard)s. Un mobile domine s’il revient au moins moitié aussi souvent que le premier ; "
        "deux au plus, aucun des ex æquo en trop."
    )
    return words % {"heard": heard}


DISCOVERY = DealPanel("discovery", _("Découverte"), "web/discovery/_panel.html", _read, queries_max=3)
