"""What search finds of tenders: by the words of their subject, by their reference, narrowed by their buyer."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.utils.translation import gettext_lazy as _

from negoce.companies.interfaces import SearchDocument, SearchHit, SearchSource
from negoce.companies.queries.search.among import among
from negoce.identity.rules.actor import Actor
from negoce.negotiation.models import Tender
from negoce.negotiation.queries.tenders.visible import visible_tenders
from negoce.negotiation.rules.tender_days import STEPS
from negoce.negotiation.words.tender import STAGES
from negoce.ui.words.say import short_day


def _documents(ids: Sequence[int]) -> Iterable[SearchDocument]:
    rows = Tender.objects.filter(among(ids), company__deleted_at__isnull=True).order_by()
    for key, name, reference, company_id, company, owner_id, territory_id in rows.values_list(
        "id",
        "name",
        "reference",
        "company_id",
        "company__name",
        "company__owner_id",
        "company__territory_id",
    ):
        yield SearchDocument(
            object_id=key,
            title=name,
            company_id=company_id,
            words=reference,
            context=company,
            owner_id=owner_id,
            territory_id=territory_id,
        )


def _show(actor: Actor, ids: Sequence[int]) -> Sequence[SearchHit]:
    rows = visible_tenders(actor).filter(pk__in=ids).select_related("company").order_by()
    return [
        SearchHit(
            "tender",
            row.pk,
            row.public_id,
            row.name,
            _subtitle(row),
            "send",
            company_public_id=row.company.public_id,
            is_active=row.stage in STEPS,
        )
        for row in rows
    ]


def _subtitle(row: Tender) -> str:
    parts = [row.company.name, row.reference, str(STAGES[row.stage]), short_day(row.deadline)]
    return " · ".join(part for part in parts if part)


def _ids() -> Iterable[int]:
    return Tender.objects.order_by("pk").values_list("pk", flat=True).iterator(chunk_size=10_000)


TENDERS = SearchSource(
    kind="tender",
    code=13,
    label=_("Appels d’offres"),
    show=_show,
    page="tenders:tender",
    documents=_documents,
    all_ids=_ids,
    position=28,
)
