"""Tenders of the demo: what town halls and hospitals buy goes through one."""

from __future__ import annotations

from datetime import date, timedelta

from negoce.companies.actions.search.index import index_records
from negoce.demo.draws import draws, stable_public_id
from negoce.demo.seeding.tender_stories import write_tender_stories
from negoce.negotiation.enums import BuyerKind, CallKind, DealState, DealStep, NeedKind, TenderStage
from negoce.negotiation.models import Deal, Tender

# Legal forms of public law.
_PUBLIC = "7"
# From here a formal procedure is open or restricted; below, the buyer sets its own.
_FORMAL = 216_000
_SENT = (DealStep.NEGOTIATION.value, DealStep.CONCLUSION.value, DealStep.LEAVE_TAKING.value)


def write_tenders(today: date, _place: int) -> None:
    """Write that of each deal under way with a body of public law."""
    deals = Deal.objects.filter(
        state=DealState.OPEN.value,
        deleted_at__isnull=True,
        amount__gt=0,
        company__legal_form__startswith=_PUBLIC,
        tender__isnull=True,
    )
    rows = Tender.objects.bulk_create([_tender(deal, today) for deal in deals.order_by("pk")])
    index_records("tender", [row.pk for row in rows])
    write_tender_stories(today)


def _tender(deal: Deal, today: date) -> Tender:
    chance = draws("tender", deal.public_id)
    sent = deal.step in _SENT
    offers = today + timedelta(days=-chance.randint(4, 20) if sent else chance.randint(3, 18))
    # Longer than the law asks of any procedure.
    published = offers - timedelta(days=chance.randint(38, 45))
    # The whole need, all its years; the deal is the first.
    amount = (deal.amount or 0) * chance.choice((2, 3, 4))
    return Tender(
        public_id=stable_public_id("tender", deal.public_id),
        name=deal.name,
        name_key=deal.name_key,
        company_id=deal.company_id,
        owner_id=deal.owner_id,
        deal=deal,
        reference=f"{published.year}-{chance.randint(11, 97):02d}-F",
        buyer=BuyerKind.LOCAL.value,
        need=NeedKind.SUPPLIES.value,
        call=CallKind.OPEN.value if amount >= _FORMAL else "",
        amount=amount,
        published_on=published,
        questions_until=offers - timedelta(days=2),
        offers_until=offers,
        deadline=None if sent else offers,
        stage=(TenderStage.SUBMITTED if sent else TenderStage.CONSULTATION).value,
        revision=1,
    )
