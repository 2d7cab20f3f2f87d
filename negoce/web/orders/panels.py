"""What orders show on the page of a company."""

from __future__ import annotations

from collections.abc import Mapping

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from negoce.identity.enums import Permission
from negoce.kit.dates import format_date
from negoce.kit.money import format_decimal, format_money, format_money_round
from negoce.orders.models import CustomerSales, Order, OrderTerms
from negoce.orders.queries.last_orders import last_orders
from negoce.orders.timeline import GROUP
from negoce.ui.components.tables import TableColumn
from negoce.web.companies.panel_types import DOCUMENTS, Panel
from negoce.web.companies.record import CompanyRecord
from negoce.web.orders.marks import day_words, late_by, late_words, state_chip

_SHOWN = 5
_HANDLED = 20


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


def _handled_orders(record: CompanyRecord) -> Mapping[str, object] | None:
    manages = record.actor.may(Permission.MANAGE_ORDERS)
    rows = OrderTerms.objects.filter(order__company=record.company).select_related("order").order_by("-pk")
    found = list(rows[:_HANDLED])
    if not found and not manages:
        return None
    today = timezone.localdate()
    return {
        "columns": (
            TableColumn(_now("Commande")),
            TableColumn(_now("État")),
            TableColumn(_now("Promise pour le")),
            TableColumn(_now("Montant HT"), numeric=True),
        ),
        "lines": [
            {
                "reference": terms.order.reference,
                "url": reverse("orders:order", args=[terms.order.public_id]),
                "state": state_chip(terms.state),
                "late": late_words(late_by(terms, today)),
                "promised": day_words(terms.promised_on),
                "net": format_money(terms.net, (get_language() or "fr")[:2], terms.currency),
            }
            for terms in found
        ],
        "create_url": reverse("orders:enter", args=[record.company.public_id]) if manages else "",
    }


LAST_ORDERS = Panel(
    "orders", _("Dernières commandes"), "web/orders/_last_orders.html", _last_orders, queries_max=1
)
HANDLED_ORDERS = Panel(
    "handled-orders",
    _("Commandes suivies"),
    "web/orders/_company_orders.html",
    _handled_orders,
    queries_max=1,
    tab=DOCUMENTS,
)
