"""What orders show on the page of a company."""

from __future__ import annotations

from collections.abc import Mapping

from django.urls import reverse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from negoce.kit.dates import format_date
from negoce.kit.money import format_decimal, format_money, format_money_round
from negoce.orders.models import CustomerSales, Order
from negoce.orders.queries.last_orders import last_orders
from negoce.orders.timeline import GROUP
from negoce.ui.components.tables import TableColumn
from negoce.web.companies.panel_types import Panel
from negoce.web.companies.record import CompanyRecord

_SHOWN = 5


def _last_orders(record: CompanyRecord) -> Mapping[str, object] | None:
    found = last_orders(record.company, _SHOWN)
    if not found.orders:
        return None
    language = (get_language() or "fr")[:2]
    thread_url = reverse("activities:thread", args=["company", record.company.public_id])
    return {
        "meta": _meta(found.sales, language),
        "all_url": f"{thread_url}?kinds={GROUP}" if len(found.orders) == _SHOWN else "",
        "columns": (
            TableColumn(_now("Référence")),
            TableColumn(_now("Date")),
            TableColumn(_now("Lignes"), numeric=True),
            TableColumn(_now("Montant HT"), numeric=True),
        ),
        "lines": [_line(order, language) for order in found.orders],
    }


def _meta(sales: CustomerSales | None, language: str) -> str:
    """« 12 commandes en tout · 64 820 € sur 12 mois »."""
    if sales is None:
        return ""
    count = format_decimal(sales.orders_count, language)
    orders = ngettext("%(count)s commande en tout", "%(count)s commandes en tout", sales.orders_count) % {
        "count": count
    }
    amount = format_money_round(sales.net_12_months, language)
    recent = _now("%(amount)s sur 12 mois") % {"amount": amount}
    return f"{orders} · {recent}"


def _line(order: Order, language: str) -> Mapping[str, object]:
    return {
        "reference": order.reference,
        "url": reverse("orders:order", args=[order.public_id]),
        "day": format_date(order.ordered_on, language),
        "count": order.lines_count,
        "net": format_money(order.net, language, order.currency),
        "cancelled": order.cancelled_at is not None,
    }


LAST_ORDERS = Panel(
    "orders", _("Dernières commandes"), "web/orders/_last_orders.html", _last_orders, queries_max=1
)
