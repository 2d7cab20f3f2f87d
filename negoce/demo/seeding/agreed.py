"""What the demo's best customers have agreed with us: prices of their own, and year-end rebates."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from negoce.billing.actions.rebates.agree import agree_rebate
from negoce.billing.rules.rebate_values import TypedRebate
from negoce.catalogue.actions.negotiated_price_save import agree_price
from negoce.catalogue.models import Product
from negoce.companies.enums import BuyerType, CompanyKind
from negoce.companies.models import Company
from negoce.demo.draws import draws
from negoce.demo.seeding.best_customers import best_customers
from negoce.demo.seeding.people import person
from negoce.identity.queries.actors import actor_for
from negoce.kit.money import round_money
from negoce.kit.refusal import Refused
from negoce.orders.models import CustomerProduct

AGREED, REBATES = 18, 8
_EVERY = 2
_STEP = 5_000
_OWN_LISTS = (CompanyKind.WHOLESALER.value, CompanyKind.COOPERATIVE.value)
_REASONS = (
    "Engagement annuel signé au salon",
    "Alignement sur l’offre d’un concurrent",
    "Référencement en tête de gondole",
    "Commande ferme de trois livraisons",
    "Prix maintenus jusqu’à la prochaine saison",
    "Ouverture du second magasin",
)


def write_agreed_price(today: date, place: int) -> None:
    """Write what was agreed with the customer of a place: a product at a price, then part of its family."""
    company = _buyer(_EVERY * place)
    bought = [] if company is None else _bought(company)
    if company is None or not bought:
        return
    actor, chance = actor_for(person("marc")), draws("agreed", place)
    starts_on = today - timedelta(days=chance.randint(20, 200))
    days = {
        "starts_on": starts_on,
        "ends_on": starts_on + timedelta(days=364) if place % 3 else date(today.year, 12, 31),
    }
    product = bought[0]
    price = round_money((product.price or Decimal(0)) * (100 - chance.randint(7, 13)) / 100)
    values: list[dict[str, object]] = []
    # Those who have a list of their own pay less already.
    if company.kind not in _OWN_LISTS:
        quantity = str(chance.choice((12, 24, 48)))
        values.append({"product": product.code, "price": price, "min_quantity": quantity})
    family = next((each.family for each in bought if each.family_id not in (None, product.family_id)), None)
    if (place % 2 == 0 or not values) and family is not None:
        values.append({"family": family.public_id, "discount": str(chance.choice((3, 5, 8)))})
    for each in values:
        try:
            agree_price(actor, company, values={**each, **days, "reason": chance.choice(_REASONS)})
        except Refused:
            # A person agreed on the same thing while the demo was being filled: theirs stays.
            continue


def write_rebate(today: date, place: int) -> None:
    """Write the year-end rebate of the customer of a place, its bands around what it buys in a year."""
    company = _buyer(_EVERY * place + 1)
    sales = getattr(company, "sales", None)
    if company is None or sales is None:
        return
    middle = max(_STEP, int(sales.net_12_months) * 3 // 4 // _STEP * _STEP)
    typed = TypedRebate(
        label=f"Ristourne de fin d’année {today.year}",
        starts_on=f"01/01/{today.year}",
        ends_on=f"31/12/{today.year}",
        note="Versée en janvier par avoir, une fois les factures de l’année réglées.",
        bands=((str(middle), "0" if place % 2 else "1"), (str(2 * middle), "2"), ("", "3")),
    )
    try:
        agree_rebate(actor_for(person("marc")), company, typed=typed)
    except Refused:
        return


def _buyer(place: int) -> Company | None:
    """The customer of a place by what it bought in the last twelve months, the largest first."""
    buyers = best_customers().filter(buyer_type=BuyerType.BUSINESS.value).select_related("sales")
    return buyers[place : place + 1].first()


def _bought(company: Company) -> list[Product]:
    rows = CustomerProduct.objects.filter(company=company, product__price__gt=1, product__is_active=True)
    return [row.product for row in rows.select_related("product__family").order_by("-net", "pk")[:12]]
