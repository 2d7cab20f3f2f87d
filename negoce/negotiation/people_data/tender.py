"""What tenders say of people: nothing is held under a person; texts that name one lose the name with them."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from negoce.companies.actions.people.erase_texts import mend_by
from negoce.companies.actions.search.index import index_records
from negoce.companies.interfaces import PersonData, PersonTable
from negoce.companies.rules.privacy.crowd import Crowd
from negoce.negotiation.models import Tender, TenderDecision, TenderQuestion, TenderResult
from negoce.negotiation.rules.deal_values import key_of


def _export(_contact_id: int) -> Sequence[PersonTable]:
    """A consultation is that of its buyer: nothing of it is held about a person."""
    return ()


def _erase(crowd: Crowd) -> int:
    tenders = Tender.objects.filter(company_id__in=crowd.own_companies)
    changed = mend_by(tenders, "company_id", ("name", "own_rules"), crowd.around)
    index_records("tender", _renamed(tenders))
    for model, names in (
        (TenderDecision, ("reason",)),
        (TenderQuestion, ("question", "answer")),
        (TenderResult, ("words", "lessons")),
    ):
        rows = model.objects.filter(tender__company_id__in=crowd.own_companies)
        changed += mend_by(rows, "tender__company_id", names, crowd.around)
    return changed


def _renamed(tenders: QuerySet[Tender]) -> Sequence[int]:
    """Those whose subject changed: neither lists nor search find them under the old one any more."""
    found = []
    for tender in tenders.only("name", "name_key").order_by("pk"):
        key = key_of(tender.name)
        if tender.name_key != key:
            Tender.objects.filter(pk=tender.pk).update(name_key=key)
            found.append(tender.pk)
    return found


TENDER_PEOPLE = PersonData(key="tenders", label=_("Appels d’offres"), export=_export, erase=_erase)
