"""What the demo's quotes offer: products that the customer buys, options and variants, a discount that is too large."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from negoce.catalogue.enums import LineKind
from negoce.catalogue.models import Product
from negoce.catalogue.rules.entered_lines import TypedLine
from negoce.companies.enums import BuyerType
from negoce.companies.models import Company
from negoce.negotiation.queries.quote_entry import TypedQuote, read_entry

_QUANTITIES = (24, 24, 48, 48, 72, 144, 144, 288)
_DISCOUNTS = ("", "", "", "3", "5")
_TOO_LARGE = (20, 25, 30, 35, 40, 45, 50)
_STANDS = (
    ("Présentoir de comptoir en bois, trois niveaux, 60 cm", "145,00"),
    ("Présentoir de comptoir en métal, tournant, 40 cm", "98,00"),
)
_SETTING_UP = ("Implantation du linéaire par notre équipe, une demi-journée", "180,00")
_WRAPPINGS = (
    ("Papier cadeau et ruban, article par article", "120,00"),
    ("Pochettes en kraft imprimées à votre nom", "165,00"),
)
_TO_THE_DOOR = ("Livraison dans vos locaux, à l’étage, sur rendez-vous", "90,00")


def lines_of_products(products: Sequence[Product], chance: random.Random) -> list[TypedLine]:
    """Some of what the customer buys, by the carton; the catalogue prices it, a discount here and there."""
    chosen = chance.sample(list(products), min(len(products), chance.randint(4, 12)))
    return [
        TypedLine(
            code=product.code,
            quantity=str(chance.choice(_QUANTITIES)),
            reductions=chance.choice(_DISCOUNTS),
        )
        for product in chosen
    ]


def with_options(company: Company, lines: Sequence[TypedLine]) -> list[TypedLine]:
    """The same under a title, then what the customer may add: two variants of one thing, and a service."""
    shop = company.buyer_type == BuyerType.BUSINESS.value
    variants, service = (_STANDS, _SETTING_UP) if shop else (_WRAPPINGS, _TO_THE_DOOR)
    group, title = ("Présentoir", "Mise en place, au choix") if shop else ("Emballage", "Au choix")
    return [
        TypedLine(kind=LineKind.TITLE.value, label="Assortiment"),
        *lines,
        TypedLine(kind=LineKind.TITLE.value, label=title),
        *(
            _own(label, price, option="offered" if place else "chosen", group=group)
            for place, (label, price) in enumerate(variants)
        ),
        _own(*service, option="offered"),
    ]


def under_the_floor(company: Company, lines: Sequence[TypedLine], day: date) -> list[TypedLine]:
    """The same with the smallest round discount that goes under the margin floor."""
    for percent in _TOO_LARGE:
        found = [replace(line, reductions=str(percent)) for line in lines]
        if read_entry(company, TypedQuote(head={}, lines=found), day=day).floor.value.needs_approval:
            return found
    return list(lines)


def _own(label: str, price: str, *, option: str, group: str = "") -> TypedLine:
    return TypedLine(
        label=label,
        quantity="1",
        price=price,
        price_typed=True,
        vat="S:20",
        option=option,
        option_group=group,
    )
