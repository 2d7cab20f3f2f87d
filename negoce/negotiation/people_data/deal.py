"""What deals hold about a person: their role in each; shown on request, taken away with an erasure."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import QuerySet
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from negoce.companies.actions.people.erase_texts import mend_by
from negoce.companies.actions.search.index import index_records
from negoce.companies.interfaces import PersonData, PersonTable
from negoce.companies.rules.privacy.crowd import Crowd
from negoce.negotiation.enums import DealRole
from negoce.negotiation.models import Deal, DealContact
from negoce.negotiation.rules.deal_values import key_of
from negoce.negotiation.words.deal import label_of


def _export(contact_id: int) -> Sequence[PersonTable]:
    rows = DealContact.objects.filter(contact_id=contact_id).select_related("deal").order_by("id")
    lines = [(each.deal.name, label_of(DealRole, each.role)) for each in rows]
    if not lines:
        return []
    return [
        PersonTable("deal_roles", _now("Rôles dans des affaires"), (_now("Affaire"), _now("Rôle")), lines)
    ]


def _erase(crowd: Crowd) -> int:
    deals = Deal.objects.filter(company_id__in=crowd.own_companies)
    changed = mend_by(deals, "company_id", ("name", "note", "outcome_note"), crowd.around)
    index_records("deal", _renamed(deals))
    return changed + DealContact.objects.filter(contact_id__in=crowd.keys).delete()[0]


def _renamed(deals: QuerySet[Deal]) -> Sequence[int]:
    """The deals whose name changed: neither lists nor search find them under the old one any more."""
    found = []
    for deal in deals.only("name", "name_key").order_by("pk"):
        key = key_of(deal.name)
        if deal.name_key != key:
            Deal.objects.filter(pk=deal.pk).update(name_key=key)
            found.append(deal.pk)
    return found


DEAL_PEOPLE = PersonData(key="deal_roles", label=_("Rôles dans des affaires"), export=_export, erase=_erase)
