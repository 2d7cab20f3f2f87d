"""What waits to be invoiced: orders one by one, deliveries of a customer together."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from negoce.billing.actions.document_draft import MOST_DELIVERIES, draft_from_deliveries
from negoce.billing.queries.to_invoice import invoiceable_deliveries
from negoce.billing.queries.waiting import CustomerDeliveries, left_net, waiting_to_invoice
from negoce.identity.enums import Permission
from negoce.identity.permissions import require
from negoce.kit.dates import format_date
from negoce.kit.money import format_money
from negoce.kit.refusal import Refused
from negoce.orders.models import OrderTerms
from negoce.ui.components.tables import TableColumn
from negoce.ui.toasts import flash
from negoce.web.companies.record import company_url
from negoce.web.contacts.deletion import go
from negoce.web.http import actor_of
from negoce.web.orders.figures import language


@require_GET
def waiting(request: HttpRequest) -> HttpResponse:
    """The page « À facturer »."""
    actor = actor_of(request)
    require(actor, Permission.ISSUE_INVOICES)
    found = waiting_to_invoice(actor)
    context = {
        "columns": (
            TableColumn(_("Commande")),
            TableColumn(_("Entreprise")),
            TableColumn(_("Commandée le")),
            TableColumn(_("Reste à facturer HT"), numeric=True),
            TableColumn(""),
        ),
        "orders": [_order(each) for each in found.orders],
        "customers": [_customer(each) for each in found.customers],
        "more": found.more,
    }
    return render(request, "web/billing/waiting.html", context)


@require_POST
def deliveries(request: HttpRequest) -> HttpResponse:
    """One invoice of the deliveries that were ticked."""
    actor = actor_of(request)
    require(actor, Permission.ISSUE_INVOICES)
    ticked = request.POST.getlist("delivery")[: MOST_DELIVERIES + 1]
    rows = list(invoiceable_deliveries(actor).filter(public_id__in=ticked).order_by("shipped_on", "pk"))
    try:
        made = draft_from_deliveries(actor, rows)
    except Refused as refused:
        flash(request, refused.message, tone="bad")
        return go(request, reverse("billing:waiting"))
    return go(request, reverse("billing:document", args=[made.public_id]))


def _order(terms: OrderTerms) -> Mapping[str, object]:
    order = terms.order
    return {
        "reference": order.reference,
        "url": reverse("orders:order", args=[order.public_id]),
        "company": order.company.name,
        "company_url": company_url(order.company),
        "day": format_date(order.ordered_on, language()),
        "left": format_money(left_net(terms), language(), terms.currency),
        "invoice_url": reverse("billing:from_order", args=[order.public_id]),
        "deposit_url": reverse("billing:deposit", args=[order.public_id]) if not terms.invoiced_net else "",
    }


def _customer(found: CustomerDeliveries) -> Mapping[str, object]:
    return {
        "name": found.company.name,
        "url": company_url(found.company),
        "deliveries": [
            {
                "key": each.public_id,
                "number": each.number,
                "order": each.order.order.reference,
                "day": _day(each.delivered_on or each.shipped_on),
            }
            for each in found.deliveries
        ],
    }


def _day(day: date | None) -> str:
    return format_date(day, language()) if day is not None else ""
