"""What sales aids hold about a person: what they were handed; shown on request, taken away with an erasure."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from negoce.companies.actions.people.erase_house import mend_house_texts
from negoce.companies.actions.people.erase_texts import mend_by
from negoce.companies.interfaces import PersonData, PersonTable
from negoce.companies.rules.privacy.crowd import Crowd
from negoce.kit.dates import format_date
from negoce.negotiation.models import AidHandout, AidMove, AidPlace, SalesAid
from negoce.ui.words.say import reader_language


def _export(contact_id: int) -> Sequence[PersonTable]:
    rows = AidHandout.objects.filter(contact_id=contact_id).select_related("aid")
    lines = [
        (
            format_date(each.handed_on, reader_language()),
            each.aid.name,
            str(each.quantity),
            format_date(each.due_on, reader_language()) if each.due_on is not None else "",
            each.note,
        )
        for each in rows.order_by("handed_on", "pk")
    ]
    if not lines:
        return []
    head = (_now("Date"), _now("Aide de vente"), _now("Pièces"), _now("À récupérer le"), _now("Note"))
    return [PersonTable("sales_aids", _now("Aides de vente remises"), head, lines)]


def _erase(crowd: Crowd) -> int:
    """The pieces stay counted at the customer's; whom they were handed to goes."""
    changed = AidHandout.objects.filter(contact_id__in=crowd.keys).order_by().update(contact=None)
    handouts = AidHandout.objects.filter(company_id__in=crowd.own_companies)
    moves = AidMove.objects.filter(handout__company_id__in=crowd.own_companies)
    changed += mend_by(handouts, "company_id", ("note",), crowd.around)
    return changed + mend_by(moves, "handout__company_id", ("note",), crowd.around)


def _house(crowd: Crowd) -> int:
    places = (
        (SalesAid.objects.all(), ("name", "description"), (), ()),
        (AidPlace.objects.all(), ("name",), (), ()),
        (AidMove.objects.filter(handout__isnull=True), ("note",), (), ()),
    )
    return mend_house_texts(places, ("sales_aid",), crowd.redact)


AID_PEOPLE = PersonData(
    key="sales_aids", label=_("Aides de vente remises"), export=_export, erase=_erase, house=_house
)
