"""The page of an order: one of the past is read only, as it was recorded; one handled here is followed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET

from negoce.identity.enums import FieldGroup
from negoce.identity.rules.actor import Actor
from negoce.kit.dates import format_date
from negoce.kit.money import format_money
from negoce.orders.enums import OrderSource
from negoce.orders.models import Order, OrderLine, OrderTerms
from negoce.orders.queries.handled import terms_for_page
from negoce.orders.queries.order_page import MOST_LINES, OrderLines, order_lines, orders_for_page
from negoce.orders.queries.order_warnings import order_warnings
from negoce.orders.words import say
from negoce.ui.components.lists import fact
from negoce.ui.components.tables import FootCell, TableColumn
from negoce.ui.html import chip, link
from negoce.web.companies.record import company_url
from negoce.web.http import actor_of, load_or_404
from negoce.web.orders.figures import language, margin_words, price_words, quantity_words
from negoce.web.orders.handled_page import handled_context
from negoce.web.orders.marks import WAITING


@require_GET
def order(request: HttpRequest, public_id: str) -> HttpResponse:
    """The order, its lines and its totals; 404 for who does not see its company."""
    actor = actor_of(request)
    found = load_or_404(orders_for_page(actor), public_id)
    terms = terms_for_page(found)
    if terms is not None:
        return _handled(request, actor, terms)
    lines = order_lines(found)
    margins = actor.may_read(FieldGroup.MARGIN)
    context = {
        "title": title_of(found),
        "chip": _state(found),
        "company": found.company,
        "company_url": company_url(found.company),
        "day": format_date(found.ordered_on, language()),
        "columns": _columns(margins=margins),
        "lines": [_line(line, found.currency, margins=margins) for line in lines.lines],
        "margins": margins,
        "foot": _foot(found, lines, margins=margins),
        "beyond": found.lines_count - MOST_LINES if found.lines_count > MOST_LINES else 0,
        "differs": _difference(found, lines),
        "facts": _facts(actor, found, lines),
    }
    return render(request, "web/orders/order.html", context)


def _handled(request: HttpRequest, actor: Actor, terms: OrderTerms) -> HttpResponse:
    """The page of an order that we follow: what is agreed, delivered, promised."""
    found = terms.order
    waiting = terms.state in WAITING
    context = {
        "title": title_of(found),
        "order": found,
        "company": found.company,
        "company_url": company_url(found.company),
        "day": format_date(found.ordered_on, language()),
        "warnings": [say(each) for each in order_warnings(found.company)] if waiting else [],
        **handled_context(actor, terms),
    }
    return render(request, "web/orders/handled.html", context)


def title_of(order: Order) -> str:
    """« Commande CDE-1 », or « Retour RET-1 » for what came back."""
    title = _("Retour %(reference)s") if order.net < 0 else _("Commande %(reference)s")
    return title % {"reference": order.reference}


def _state(order: Order) -> SafeString:
    return chip(_("Annulée"), tone="bad") if order.cancelled_at is not None else SafeString("")


def _columns(*, margins: bool) -> Sequence[TableColumn]:
    columns = [
        TableColumn(_("Désignation")),
        TableColumn(_("Quantité"), numeric=True),
        TableColumn(_("Prix unitaire HT"), numeric=True),
        TableColumn(_("Montant HT"), numeric=True),
    ]
    return [*columns, TableColumn(_("Marge"), numeric=True)] if margins else columns


def _line(line: OrderLine, currency: str, *, margins: bool) -> Mapping[str, object]:
    product = line.product
    return {
        "label": line.label or (product.label if product else ""),
        "code": product.code if product else "",
        "url": reverse("catalogue:product", args=[product.public_id]) if product else "",
        "quantity": quantity_words(line.quantity),
        "price": price_words(line.unit_price, currency),
        "net": format_money(line.net, language(), currency),
        "margin": margin_words(line.net, line.cost, currency) if margins else "",
    }


def _foot(order: Order, lines: OrderLines, *, margins: bool) -> Sequence[FootCell]:
    count = ngettext("%(count)s ligne", "%(count)s lignes", order.lines_count) % {"count": order.lines_count}
    cells = [
        FootCell(count),
        FootCell(),
        FootCell(_("Total HT"), numeric=True),
        FootCell(format_money(order.net, language(), order.currency), numeric=True, strong=True),
    ]
    margin = margin_words(order.net, order.cost, order.currency)
    return [*cells, FootCell(margin, numeric=True)] if margins else cells


def _difference(order: Order, lines: OrderLines) -> str:
    """The sum of the lines, where it is not the total that was recorded; empty when they agree."""
    return "" if lines.net == order.net else format_money(lines.net, language(), order.currency)


def _facts(actor: Actor, order: Order, lines: OrderLines) -> Sequence[SafeString]:
    company = order.company
    sources = {
        OrderSource.ENTERED: _("Saisie"),
        OrderSource.IMPORTED: _("Importée d’un fichier"),
        OrderSource.DEMO: _("Démonstration"),
        OrderSource.DEMO_SYNTHETIC: _("Démonstration, historique prolongé artificiellement"),
    }
    rows = [
        fact(_("Client"), link(company_url(company), company.name)),
        fact(_("Référence"), order.reference),
        fact(_("Commandée le"), format_date(order.ordered_on, language())),
    ]
    if order.cancelled_at is not None:
        day = timezone.localtime(order.cancelled_at).date()
        rows.append(fact(_("Annulée le"), format_date(day, language())))
    rows.append(fact(_("Montant HT"), format_money(order.net, language(), order.currency)))
    if actor.may_read(FieldGroup.MARGIN):
        cost = format_money(order.cost, language(), order.currency) if order.cost is not None else ""
        rows += [
            fact(_("Coût HT"), cost),
            fact(_("Marge"), margin_words(order.net, order.cost, order.currency)),
        ]
    rows.append(fact(_("Origine"), sources[OrderSource(order.source)]))
    return rows
