"""What search finds of deals: by the words of their name, narrowed by those of their company."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.utils.translation import gettext_lazy as _

from negoce.companies.interfaces import SearchDocument, SearchHit, SearchSource
from negoce.companies.queries.search.among import among
from negoce.identity.rules.actor import Actor
from negoce.kit.money import format_money
from negoce.negotiation.enums import DealState, DealStep
from negoce.negotiation.models import Deal
from negoce.negotiation.queries.deals.visible import visible_deals
from negoce.negotiation.words.deal import label_of
from negoce.ui.words.say import reader_language


def _documents(ids: Sequence[int]) -> Iterable[SearchDocument]:
    rows = Deal.objects.filter(
        among(ids), deleted_at__isnull=True, company__deleted_at__isnull=True
    ).order_by()
    for key, name, company_id, company, owner_id, territory_id in rows.values_list(
        "id", "name", "company_id", "company__name", "company__owner_id", "company__territory_id"
    ):
        yield SearchDocument(
            object_id=key,
            title=name,
            company_id=company_id,
            context=company,
            owner_id=owner_id,
            territory_id=territory_id,
        )


def _show(actor: Actor, ids: Sequence[int]) -> Sequence[SearchHit]:
    rows = visible_deals(actor).filter(pk__in=ids).select_related("company").order_by()
    return [
        SearchHit(
            "deal",
            deal.pk,
            deal.public_id,
            deal.name,
            _subtitle(deal),
            "flag",
            company_public_id=deal.company.public_id,
            is_active=deal.state == DealState.OPEN,
        )
        for deal in rows
    ]


def _subtitle(deal: Deal) -> str:
    is_open = deal.state == DealState.OPEN
    parts = [deal.company.name, label_of(DealStep, deal.step) if is_open else label_of(DealState, deal.state)]
    if deal.amount is not None:
        parts.append(format_money(deal.amount, reader_language(), deal.currency))
    return " · ".join(parts)


def _ids() -> Iterable[int]:
    rows = Deal.objects.filter(deleted_at__isnull=True).order_by("pk")
    return rows.values_list("pk", flat=True).iterator(chunk_size=10_000)


DEALS = SearchSource(
    kind="deal",
    code=5,
    label=_("Affaires"),
    show=_show,
    page="deals:deal",
    documents=_documents,
    all_ids=_ids,
    position=25,
)
