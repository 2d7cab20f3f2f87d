"""Documents of sale to print: plausible lines whose amounts the rules add up."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from negoce.catalogue.documents.sale_document import (
    Fact,
    FactLabel,
    Party,
    Payment,
    PrintedAmounts,
    PrintedLine,
    SaleDocument,
    SaleKind,
)
from negoce.catalogue.documents.seller_identity import SellerIdentity
from negoce.catalogue.enums import LineKind, VatCategory
from negoce.catalogue.rules.reductions import Reduction
from negoce.catalogue.rules.sale_lines import SaleLine, sale_amounts
from negoce.catalogue.rules.totals import VatGroup

DAY = date(2026, 11, 20)
NAMES = ("Guirlande de bois", "Coffret de thé en métal", "Bougie parfumée à la figue", "Horloge murale")


def make_seller_identity(**given: Any) -> SellerIdentity:
    """A seller whose numbers are consistent."""
    values: dict[str, Any] = {
        "name": "Négoce Maison",
        "legal_form": "SAS",
        "capital": Decimal(150_000),
        "siren": "552100554",
        "siret": "55210055400013",
        "vat_number": "FR96552100554",
        "register_town": "Grenoble",
        "street": "8 quai Perrière",
        "postal_code": "38000",
        "city": "Grenoble",
        "phone": "+33465710012",
        "email": "bonjour@negoce.example",
        "iban": "FR7630006000011234567890189",
        "bic": "AGRIFRPP",
    }
    return SellerIdentity(**values | given)


def make_sale_document(
    *,
    count: int = 2,
    rates: Sequence[str] = ("20",),
    reductions: Sequence[Reduction] = (),
    reduction_labels: tuple[str, ...] = (),
    shipping: Decimal = Decimal(0),
    deductions: tuple[tuple[str, Decimal], ...] = (),
    **given: Any,
) -> SaleDocument:
    """A quote of so many lines at these rates in turn; `given` replaces any field."""
    groups = [VatGroup(VatCategory.STANDARD, Decimal(rates[place % len(rates)])) for place in range(count)]
    priced = [
        SaleLine(LineKind.ITEM, Decimal(12 * (place % 7 + 1)), Decimal("12.34") * (place % 5 + 1), group)
        for place, group in enumerate(groups)
    ]
    added = sale_amounts(priced, reductions=reductions, shipping=shipping).value
    lines = tuple(
        PrintedLine(
            LineKind.ITEM,
            NAMES[place % len(NAMES)],
            code=f"REF-{place:04d}",
            quantity=line.quantity,
            unit="pièces",
            unit_price=line.unit_price,
            net=added.line_nets[place],
            vat_rate=groups[place].rate,
        )
        for place, line in enumerate(priced)
    )
    values: dict[str, Any] = {
        "kind": SaleKind.QUOTE,
        "number": "D-2026-00012",
        "made_on": DAY,
        "seller": make_seller_identity(),
        "buyer": Party("Quincaillerie Gardot", ("12 rue des Tanneurs", "49100 Angers"), "Mme Élise Gardot"),
        "lines": lines,
        "amounts": PrintedAmounts(added.document, reduction_labels, deductions),
        "facts": (Fact(FactLabel.ISSUED_ON, DAY), Fact(FactLabel.BUYER_ORDER, "BC 4412")),
        "payment": Payment("30 jours après la facture"),
    }
    return SaleDocument(**values | given)
