"""What orders show on the page of a company."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import get_language
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from negoce.kit.dates import format_date
from negoce.kit.money import format_money, format_money_round
from negoce.orders.models import Order
from negoce.orders.queries.last_orders import last_orders
from negoce.ui.components.tables import TableColumn
from negoce.web.companies.panel_types import Panel
from negoce.web.companies.record import CompanyRecord

_SHOWN = 5


def _last_orders(record: CompanyRecord) -> Mapping[str, object] | None:
    found = last_orders(record.company, _SHOWN)
    if not found.orders:
        return None
    language = (get_language() or "fr")[:2]
    meta = ""
    if found.sales is not None:
        amount = format_money_round(found.sales.net_12_months, language)
        meta = _now("%(amount)s sur 12 mois") % {"amount": amount}
    return {
        "meta": meta,
        "columns": (
            TableColumn(_now("Référence")),
            TableColumn(_now("Date")),
            TableColumn(_now("Lignes"), numeric=True),
            TableColumn(_now("Montant HT"), numeric=True),
        ),
        "lines": [_line(order, language) for order in found.orders],
    }


def _line(order: Order, language: str) -> Mapping[str, object]:
    return {
        "reference": order.reference,
        "day": format_date(order.ordered_on, language),
        "count": order.lines_count,
        "net": format_money(order.net, language, order.currency),
        "cancelled": order.cancelled_at is not None,
    }


LAST_ORDERS = Panel(
    "orders", _("Dernières commandes"), "web/orders/_last_orders.html", _last_orders, queries_max=1
)
