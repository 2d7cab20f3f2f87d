"""What influence maps hold about a person: shown on request, taken away with an erasure (domain 5.7)."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from negoce.companies.actions.people.erase_texts import mend_by
from negoce.companies.interfaces import PersonData, PersonTable
from negoce.companies.rules.privacy.crowd import Crowd
from negoce.negotiation.enums import DealRole
from negoce.negotiation.models import InfluenceAttitude, InfluenceEdge, InfluencePerson
from negoce.negotiation.words.deal import label_of
from negoce.negotiation.words.influence import attitude_label, strength_label
from negoce.ui.words.say import short_day


def _export(contact_id: int) -> Sequence[PersonTable]:
    rows = InfluencePerson.objects.filter(contact_id=contact_id).select_related("deal").order_by("pk")
    places = [
        (each.deal.name, ", ".join(label_of(DealRole, role) for role in each.roles), str(each.weight))
        for each in rows
    ]
    if not places:
        return []
    heard = InfluenceAttitude.objects.filter(person__contact_id=contact_id).select_related("person__deal")
    attitudes = [
        (each.person.deal.name, short_day(each.said_on), attitude_label(each.attitude), each.words_heard)
        for each in heard.order_by("said_on", "pk")
    ]
    # Whom they sway is told without a name: the others are people too.
    edges = InfluenceEdge.objects.filter(source__contact_id=contact_id).select_related("source__deal")
    sways = [(each.source.deal.name, strength_label(each.strength)) for each in edges.order_by("pk")]
    deal = _now("Affaire")
    found = [
        PersonTable(
            "influence", _now("Place dans la décision"), (deal, _now("Rôles"), _now("Poids")), places
        ),
        PersonTable(
            "influence_attitudes",
            _now("Attitudes entendues"),
            (deal, _now("Entretien du"), _now("Attitude"), _now("Mots entendus")),
            attitudes,
        ),
        PersonTable("influence_edges", _now("Influence sur d’autres"), (deal, _now("Force")), sways),
    ]
    return [table for table in found if table.rows]


def _erase(crowd: Crowd) -> int:
    companies = crowd.own_companies
    labels = InfluencePerson.objects.filter(deal__company_id__in=companies)
    words = InfluenceAttitude.objects.filter(person__deal__company_id__in=companies)
    changed = mend_by(labels, "deal__company_id", ("label",), crowd.around)
    changed += mend_by(words, "person__deal__company_id", ("words_heard",), crowd.around)
    theirs = InfluencePerson.objects.filter(contact_id__in=crowd.keys)
    count = theirs.count()
    theirs.delete()
    return changed + count


INFLUENCE_PEOPLE = PersonData(
    key="influence", label=_("Place et attitude dans des décisions"), export=_export, erase=_erase
)
