"""Two partnerships of the demo: one whose end is near, one that begins; some past deals were worked with them."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from negoce.companies.models import Company
from negoce.demo.draws import draws
from negoce.negotiation.enums import DealState
from negoce.negotiation.models import Deal, Partnership, PartnershipObjective, SharedDeal

# Name, kind, days since it began, days to its end (None: without one), yearly cost, what each brings.
_STORIES = (
    (
        "Cadeaux et emballages", "vertical", 300, 60, 2400,
        "Ils recommandent nos produits à leurs clients ; nous formons leurs vendeurs deux fois par an.",
    ),
    (
        "Salons communs de la région", "horizontal", 90, None, 1200,
        "Un stand pour deux, les frais et les cartes de visite partagés.",
    ),
)  # fmt: skip
_OBJECTIVES = (
    ("revenue", "Vendre chez leurs clients", "", 40_000, None),
    ("awareness", "Salons tenus ensemble", "salons", 4, 3),
    ("cost", "Frais de stand économisés", "€", 3_000, 1_150),
)
# How many of each partnership, by how they ended.
_SHARED = ((DealState.WON, 4), (DealState.LOST, 2), (DealState.OPEN, 2))


def write_partnerships(today: date, _place: int) -> None:
    """Write both, with objectives and shared deals; those who follow the partner follow the partnership."""
    partners = Company.objects.filter(deals__isnull=True, deleted_at__isnull=True, owner__isnull=False)
    partners = partners.exclude(legal_form__startswith="7")  # public law: they have suppliers, not partners
    known = Deal.objects.filter(deleted_at__isnull=True, amount__isnull=False).order_by("-pk")
    deals = [deal for state, count in _SHARED for deal in known.filter(state=state.value)[: 2 * count]]
    for place, (company, story) in enumerate(zip(partners.order_by("pk"), _STORIES, strict=False)):
        name, kind, since, left, cost, note = story
        row = Partnership.objects.create(
            name=name,
            company=company,
            kind=kind,
            owner_id=company.owner_id,
            begins_on=today - timedelta(days=since),
            ends_on=None if left is None else today + timedelta(days=left),
            yearly_cost=cost,
            note=note,
        )
        PartnershipObjective.objects.bulk_create(
            PartnershipObjective(
                partnership=row, aim=aim, words=words, unit=unit, target=target, measured=measured,
                measured_on=today - timedelta(days=20) if measured is not None else None,
            )
            for aim, words, unit, target, measured in _OBJECTIVES
        )  # fmt: skip
        SharedDeal.objects.bulk_create(_shared(row, deal) for deal in deals[place::2])


def _shared(row: Partnership, deal: Deal) -> SharedDeal:
    chance = draws("shared", deal.public_id)
    return SharedDeal(
        deal=deal,
        partnership=row,
        brought_by=chance.choice(("partner", "partner", "us")),
        partner_share=Decimal(chance.choice((5, 8, 10, 15))),
    )
