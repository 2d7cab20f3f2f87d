"""The computed part of the chapter on business behaviour: what they buy, and our part of it (F5)."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from negoce.companies.queries.declared_facts import declared_facts
from negoce.kit.dates import format_date
from negoce.kit.money import format_decimal, format_money, format_money_round
from negoce.kit.worked import CannotWork
from negoce.orders.models import CustomerProduct
from negoce.portfolio.queries.company_results import sales_of
from negoce.portfolio.rules.wallet import wallet
from negoce.ui.components.tables import TableColumn
from negoce.web.companies.panel_types import BEHAVIOUR, SIDE, Panel
from negoce.web.companies.record import CompanyRecord
from negoce.web.orders.figures import language, quantity_words
from negoce.web.portfolio.sentences import sentence, sentences

_SHOWN = 10


def _bought(record: CompanyRecord) -> Mapping[str, object] | None:
    # What came back whole is not bought.
    rows = CustomerProduct.objects.filter(company=record.company, quantity__gt=0).select_related("product")
    found = list(rows.order_by("-net", "pk")[: _SHOWN + 1])
    if not found:
        return None
    return {
        "columns": (
            TableColumn(_now("Produit")),
            TableColumn(_now("Quantité"), numeric=True),
            TableColumn(_now("Dernière commande")),
            TableColumn(_now("Total HT"), numeric=True),
        ),
        "lines": [
            {
                "label": row.product.label,
                "url": reverse("catalogue:product", args=[row.product.public_id]),
                "quantity": quantity_words(row.quantity),
                "day": format_date(row.last_ordered_on, language()),
                "net": format_money(row.net, language()),
            }
            for row in found[:_SHOWN]
        ],
        "more": len(found) > _SHOWN,
        "shown": _SHOWN,
    }


def _wallet(record: CompanyRecord) -> Mapping[str, object] | None:
    purchases = declared_facts(record.company).purchases()
    sales = sales_of(record.company)
    net = sales.net_12_months if sales else Decimal(0)
    if purchases is None or purchases.amount is None:
        # Nothing is worked out of nothing: the card says what is missing once there is something to compare.
        return None if not net else {"missing": sentence("wallet.no_purchases"), "steps": ()}
    try:
        worked = wallet(sales=net, purchases=purchases.amount, accessible=purchases.share)
    except CannotWork:
        return None
    found = worked.value
    return {
        "missing": "",
        "share": f"{format_decimal(found.share, language(), 1)}\u202f%",
        "potential": "" if found.potential is None else format_money_round(found.potential, language()),
        "steps": sentences(worked.steps),
        "day": format_date(purchases.known_on, language()),
        "category": purchases.category,
    }


BOUGHT = Panel("bought", _("Ce qu’ils achètent"), "web/portfolio/_bought.html", _bought, 1, tab=BEHAVIOUR)
WALLET = Panel(
    "wallet",
    _("Notre part de leurs achats"),
    "web/portfolio/_wallet.html",
    _wallet,
    2,
    tab=BEHAVIOUR,
    column=SIDE,
)
