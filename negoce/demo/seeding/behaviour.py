"""What the demo's people know of how their customers buy: each entry dated and sourced."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from negoce.companies.actions.declared_fact import declare_fact
from negoce.companies.enums import BuyerType, BuyingPractice, DeclaredKind, FactSource
from negoce.companies.models import Company
from negoce.demo.competitors import COMPETITORS
from negoce.demo.draws import draws
from negoce.demo.featured import FEATURED
from negoce.demo.seeding.best_customers import best_customers
from negoce.identity.queries.actors import actor_for
from negoce.kit.refusal import Refused
from negoce.parameters.enums import ParameterKey
from negoce.parameters.models import Parameter

BEHAVIOUR = 48
_PROCESSES = {
    BuyerType.BUSINESS.value: (
        "L’acheteuse présélectionne deux fournisseurs, le directeur de magasin tranche ; réponse sous dix jours.",
        "Le gérant décide seul, toujours après avoir vu les échantillons en rayon.",
        "Budget fixé en septembre pour l’année ; au-delà de 5 000 € HT, accord de la direction financière.",
        "Commandes groupées deux fois par an, puis réassort au fil de l’eau par le chef de rayon.",
    ),
    BuyerType.WORKS_COUNCIL.value: (
        "Le secrétaire propose, la commission vote en réunion plénière ; compter six semaines.",
    ),
    BuyerType.PUBLIC_BODY.value: (
        "Trois devis au-dessous du seuil de publicité ; le service achats note le prix et le délai.",
    ),
}
_PRACTICES = {
    BuyerType.BUSINESS.value: (
        BuyingPractice.MUTUAL,
        BuyingPractice.QUOTES,
        BuyingPractice.REFERENCING,
        BuyingPractice.CATALOGUE,
    ),
    BuyerType.WORKS_COUNCIL.value: (BuyingPractice.QUOTES,),
    BuyerType.PUBLIC_BODY.value: (BuyingPractice.TENDER, BuyingPractice.QUOTES),
}
_SAID = (FactSource.INTERVIEW, FactSource.INTERVIEW, FactSource.DOCUMENT, FactSource.THIRD_PARTY)
_VISIT_COST = Decimal(140)


def write_behaviour(today: date, place: int) -> None:
    """Write what is known of the customer of a place: first those of the pictures, then the largest."""
    if place == 0:
        _visit_cost(today)
    company = _known(place)
    if company is None or company.owner is None:
        return
    actor, chance = actor_for(company.owner), draws("behaviour", place)
    buyer = company.buyer_type if company.buyer_type in _PROCESSES else BuyerType.BUSINESS.value
    sales = getattr(company, "sales", None)
    entries: list[dict[str, object]] = [
        {"kind": DeclaredKind.PROCESS.value, "text": chance.choice(_PROCESSES[buyer])},
        {"kind": DeclaredKind.NEGOTIATION.value, "practice": chance.choice(_PRACTICES[buyer]).value},
        {
            "kind": DeclaredKind.COMPETITOR.value,
            "competitor": chance.choice(COMPETITORS),
            "share": Decimal(chance.randint(3, 9) * 5),
        },
    ]
    if sales is not None and sales.net_12_months > 0:
        whole = int(sales.net_12_months) * chance.randint(16, 45) // 10_000 * 1_000
        purchases = {"amount": Decimal(max(whole, 1_000)), "share": Decimal(chance.randint(12, 18) * 5)}
        entries.append({"kind": DeclaredKind.PURCHASES.value, **purchases})
    # Nobody knows everything of everyone.
    for entry in entries[: chance.randint(2, len(entries)) if place >= len(FEATURED) else None]:
        known_on = today - timedelta(days=chance.randint(6, 320))
        try:
            values = {**entry, "known_on": known_on, "source": chance.choice(_SAID).value}
            declare_fact(actor, company, values=values)
        except Refused:
            # Its owner changed hands meanwhile and no longer sees it: what a person did stays.
            continue


def _known(place: int) -> Company | None:
    """The customer of a place, with what it bought."""
    if place < len(FEATURED):
        companies = Company.objects.filter(is_fictional=True, owner__isnull=False, deleted_at__isnull=True)
        named = companies.filter(name=FEATURED[place].name).select_related("owner", "sales")
        return named.order_by("pk").first()
    best = best_customers().exclude(name__in=[each.name for each in FEATURED])
    at = place - len(FEATURED)
    return best.select_related("owner", "sales")[at : at + 1].first()


def _visit_cost(today: date) -> None:
    """What a visit costs, unless somebody has said so."""
    if Parameter.objects.filter(key=ParameterKey.VISIT_COST.value).exists():
        return
    Parameter.objects.create(
        key=ParameterKey.VISIT_COST.value,
        starts_on=date(today.year - 2, 1, 1),
        value=_VISIT_COST,
        source="Calcul du contrôle de gestion : salaire, véhicule et repas, par visite faite",
        is_confirmed=True,
    )
