"""Open deals of the demo with who never bought: what may make up for those who leave."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from negoce.companies.enums import BuyerType
from negoce.companies.models import Company, Contact
from negoce.demo.draws import draws, weighted
from negoce.demo.moments import at, working_day
from negoce.demo.seeding.prospecting import prospects_told_of
from negoce.identity.queries.actors import actor_for
from negoce.kit.refusal import Refused
from negoce.negotiation.actions.deals.create import create_deal
from negoce.negotiation.enums import DealStep
from negoce.negotiation.models import Deal

# So many pieces of BATCH deals each.
PROSPECT_DEALS, BATCH = 14, 5
_NAMES = (
    "Première implantation", "Ouverture de compte", "Corner cadeaux", "Essai sur un linéaire", "Référencement",
    "Premier assortiment", "Vitrine de saison", "Remplacement du fournisseur actuel",
)  # fmt: skip
_OF_COUNCILS = ("Cadeaux des salariés", "Arbre de Noël")
_OF_PUBLIC_BODIES = ("Petites fournitures et décorations", "Cadeaux de la cérémonie des vœux")
_STEPS = (
    (12, DealStep.PREPARATION),
    (20, DealStep.CONTACT),
    (22, DealStep.DISCOVERY),
    (18, DealStep.PRESENTATION),
    (13, DealStep.DISCUSSION),
    (10, DealStep.NEGOTIATION),
    (5, DealStep.CONCLUSION),
)
# What a first year comes to, in hundreds of euros: most are small, some are not.
_AMOUNTS = ((60, (15, 50)), (30, (50, 140)), (10, (140, 320)))


def write_prospect_deals(today: date, place: int) -> None:
    """Write the open deals of a place, each by the person who follows the prospect."""
    first = place * BATCH
    for number, company in enumerate(prospects_told_of()[first : first + BATCH], first):
        if company.owner is not None:
            _write(company, today, number)


def _write(company: Company, today: date, number: int) -> None:
    chance = draws("prospect deal", company.import_key)
    assert company.owner is not None
    people = Contact.objects.filter(company=company, deleted_at__isnull=True, erased_at__isnull=True)
    low, high = weighted(chance, _AMOUNTS)
    begun = working_day(today - timedelta(days=chance.randint(8, 75)))
    since = min(begun + timedelta(days=chance.randint(0, 30)), today - timedelta(days=1))
    values = {
        "name": _name(company, number, today),
        "amount": Decimal(chance.randint(low, high) * 100),
        "close_on": today + timedelta(days=chance.randint(-5, 120)),
    }
    step, contacts = weighted(chance, _STEPS), list(people.order_by("pk")[:2])
    try:
        deal = create_deal(
            actor_for(company.owner), company=company, values=values, step=step.value, contacts=contacts
        )
    except Refused:
        # The company changed hands or left meanwhile: somebody else sells there.
        return
    # It was begun before the demo was made.
    Deal.objects.filter(pk=deal.pk).update(created_at=at(chance, begun), step_since=since)


def _name(company: Company, number: int, today: date) -> str:
    names: tuple[str, ...] = _NAMES
    if company.buyer_type == BuyerType.WORKS_COUNCIL.value:
        names = _OF_COUNCILS
    elif company.buyer_type == BuyerType.PUBLIC_BODY.value:
        names = _OF_PUBLIC_BODIES
    return f"{names[number % len(names)]} {today.year + (today.month >= 9)}"
