"""What objections hold about a person: the words heard from them; shown on request, taken away with an erasure."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from negoce.companies.actions.people.erase_house import mend_house_texts
from negoce.companies.actions.people.erase_texts import mend_by
from negoce.companies.interfaces import PersonData, PersonTable
from negoce.companies.rules.privacy.crowd import Crowd
from negoce.kit.dates import format_date
from negoce.negotiation.models import Objection, ObjectionAnswer, ObjectionHeard
from negoce.negotiation.words.objection import NATURES, SUBJECTS, named
from negoce.ui.words.say import reader_language


def _export(contact_id: int) -> Sequence[PersonTable]:
    rows = ObjectionHeard.objects.filter(contact_id=contact_id).select_related("deal", "objection")
    lines = [
        (
            format_date(each.heard_on, reader_language()),
            each.deal.name,
            each.objection.words if each.objection is not None else named(SUBJECTS, each.subject),
            each.words,
            named(NATURES, each.nature),
            each.reply,
        )
        for each in rows.order_by("heard_on", "pk")
    ]
    if not lines:
        return []
    head = (
        _now("Date"), _now("Affaire"), _now("Objection"), _now("Mots entendus"), _now("Nature"), _now("Répondu"),
    )  # fmt: skip
    return [PersonTable("objections", _now("Objections entendues"), head, lines)]


def _erase(crowd: Crowd) -> int:
    """Their words and what we thought of these go with their name; that an answer worked stays, of nobody."""
    theirs = ObjectionHeard.objects.filter(contact_id__in=crowd.keys).order_by()
    changed = theirs.update(contact=None, words="", reply="", nature="")
    others = ObjectionHeard.objects.filter(deal__company_id__in=crowd.own_companies)
    return changed + mend_by(others, "deal__company_id", ("words", "reply"), crowd.around)


def _house(crowd: Crowd) -> int:
    places = (
        (Objection.objects.all(), ("words",), (), ()),
        (ObjectionAnswer.objects.all(), ("words", "proof"), (), ()),
    )
    return mend_house_texts(places, ("objection",), crowd.redact)


OBJECTION_PEOPLE = PersonData(
    key="objections", label=_("Objections entendues"), export=_export, erase=_erase, house=_house
)
