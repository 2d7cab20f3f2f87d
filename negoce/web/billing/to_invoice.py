"""What waits to be invoiced: orders one by one, deliveries of a customer together."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from negoce.billing.actions.draft_deliveries import MOST_DELIVERIES, draft_from_deliveries
from negoce.billing.actions.waiting_nets import delivered_nets, delivery_nets
from negoce.billing.queries.to_invoice import invoiceable_deliveries
from negoce.billing.queries.waiting import (
    CustomerDeliveries,
    by_customer,
    left_net,
    waiting_deliveries,
    waiting_orders,
)
from negoce.identity.enums import Permission
from negoce.identity.permissions import require
from negoce.kit.dates import format_date
from negoce.kit.money import format_money
from negoce.kit.refusal import Refused
from negoce.orders.enums import OrderState
from negoce.orders.models import OrderTerms
from negoce.ui.components.tables import TableColumn
from negoce.ui.html import text
from negoce.ui.toasts import flash
from negoce.web.companies.record import company_url
from negoce.web.http import actor_of, go
from negoce.web.orders.figures import language

PAGE = 25


@require_GET
def waiting(request: HttpRequest) -> HttpResponse:
    """The page « À facturer »."""
    actor = actor_of(request)
    require(actor, Permission.ISSUE_INVOICES)
    sent = Paginator(waiting_deliveries(actor), PAGE).get_page(request.GET.get("page"))
    orders = Paginator(waiting_orders(actor), PAGE).get_page(request.GET.get("orders"))
    rows, open_orders = list(sent), list(orders)
    nets, gone = delivery_nets(rows), delivered_nets(actor, open_orders)
    context = {
        "columns": (
            TableColumn(_("Commande")),
            TableColumn(_("Entreprise")),
            TableColumn(_("Commandée le")),
            TableColumn(_("Livré, à facturer HT"), numeric=True),
            TableColumn(_("Reste de la commande HT"), numeric=True),
            TableColumn(""),
        ),
        "orders": [_order(each, gone[each.pk]) for each in open_orders],
        "customers": [_customer(each, nets) for each in by_customer(rows)],
        "sent": sent,
        "ordered": orders,
    }
    return render(request, "web/billing/waiting.html", context)


@require_GET
def ticked(request: HttpRequest) -> HttpResponse:
    """What the deliveries that are ticked come to, as a fragment; those that wait no more count for nothing."""
    actor = actor_of(request)
    require(actor, Permission.ISSUE_INVOICES)
    keys = request.GET.getlist("delivery")[:MOST_DELIVERIES]
    rows = list(invoiceable_deliveries(actor).filter(public_id__in=keys).select_related("order"))
    nets = delivery_nets(rows)
    totals: dict[str, Decimal] = {}
    for each in rows:
        totals[each.order.currency] = totals.get(each.order.currency, Decimal(0)) + nets[each.pk]
    words = " + ".join(format_money(net, language(), currency) for currency, net in totals.items())
    return HttpResponse(text(_("Coché : %(total)s HT hors port") % {"total": words}) if rows else "")


@require_POST
def deliveries(request: HttpRequest) -> HttpResponse:
    """One invoice of the deliveries that were ticked; its total is said, to who runs no script too."""
    actor = actor_of(request)
    require(actor, Permission.ISSUE_INVOICES)
    ticked = request.POST.getlist("delivery")[: MOST_DELIVERIES + 1]
    rows = list(invoiceable_deliveries(actor).filter(public_id__in=ticked).order_by("shipped_on", "pk"))
    try:
        made = draft_from_deliveries(actor, rows)
    except Refused as refused:
        flash(request, refused.message, tone="bad")
        return go(request, reverse("billing:waiting"))
    said = ngettext(
        "Brouillon préparé d’une livraison : %(total)s HT.",
        "Brouillon préparé de %(count)s livraisons : %(total)s HT.",
        len(rows),
    )
    total = format_money(made.net, language(), made.currency)
    flash(request, said % {"count": len(rows), "total": total})
    return go(request, reverse("billing:document", args=[made.public_id]))


def _order(terms: OrderTerms, gone: Decimal) -> Mapping[str, object]:
    order = terms.order
    # Of an order whose rest was given up, what was delivered is all that is left.
    rest = gone if terms.state == OrderState.CLOSED.value else left_net(terms)
    return {
        "gone": format_money(gone, language(), terms.currency) if gone else "",
        "reference": order.reference,
        "url": reverse("orders:order", args=[order.public_id]),
        "company": order.company.name,
        "company_url": company_url(order.company),
        "day": format_date(order.ordered_on, language()),
        "left": format_money(rest, language(), terms.currency),
        "invoice_url": reverse("billing:from_order", args=[order.public_id]),
        "deposit_url": reverse("billing:deposit", args=[order.public_id]) if not terms.invoiced_net else "",
    }


def _customer(found: CustomerDeliveries, nets: Mapping[int, Decimal]) -> Mapping[str, object]:
    return {
        "name": found.company.name,
        "url": company_url(found.company),
        "deliveries": [
            {
                "key": each.public_id,
                "number": each.number,
                "order": each.order.order.reference,
                "net": format_money(nets[each.pk], language(), each.order.currency),
                "day": _day(each.delivered_on or each.shipped_on),
            }
            for each in found.deliveries
        ],
    }


def _day(day: date | None) -> str:
    return format_date(day, language()) if day is not None else ""
