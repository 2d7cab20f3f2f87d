"""The screen of the list of orders."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import npgettext

from negoce.identity.enums import FieldGroup, Permission
from negoce.identity.rules.actor import Actor
from negoce.kit.dates import format_date
from negoce.kit.money import format_money
from negoce.orders.models import Order, OrderLine
from negoce.orders.queries.handled import terms_for_page
from negoce.orders.queries.order_page import order_lines, orders_for_page
from negoce.ui.html import chip, link
from negoce.web.http import load_or_404
from negoce.web.lists.screen_type import Screen
from negoce.web.orders.figures import language, margin_words, quantity_words
from negoce.web.orders.marks import TONES, day_words, state_chip

_LINES = 12


def _noun(number: int) -> str:
    return npgettext("nombre", "commande", "commandes", number)


def _peek(actor: Actor, public_id: str) -> Mapping[str, Any]:
    """An order beside its list: whose, when, how much, and its first lines."""
    order = load_or_404(orders_for_page(actor), public_id)
    company = order.company
    facts: list[tuple[object, object]] = [
        (_now("Client"), link(reverse("companies:record", args=[company.public_id]), company.name)),
        (_now("Commandée le"), format_date(order.ordered_on, language())),
        (_now("Montant HT"), format_money(order.net, language(), order.currency)),
    ]
    terms = terms_for_page(order)
    if terms is not None and terms.promised_on is not None:
        facts.append((_now("Promise pour le"), day_words(terms.promised_on)))
    if actor.may_read(FieldGroup.MARGIN) and order.cost is not None:
        facts.append((_now("Marge"), margin_words(order.net, order.cost, order.currency)))
    return {
        "title": order.reference or _now("Commande"),
        "url": reverse("orders:order", args=[order.public_id]),
        "chips": _chips(order),
        "facts": facts,
        "parts": _parts(order),
    }


def _chips(order: Order) -> SafeString:
    terms = terms_for_page(order)
    if terms is not None:
        return state_chip(terms.state)
    return chip(_now("Annulée"), tone="bad") if order.cancelled_at else SafeString("")


def _parts(order: Order) -> list[str]:
    lines = order_lines(order).lines
    words = [_line(line, order.currency) for line in lines[:_LINES]]
    return [*words, "…"] if len(lines) > _LINES else words


def _line(line: OrderLine, currency: str) -> str:
    label = line.label or (line.product.label if line.product else "")
    return f"{quantity_words(line.quantity)} × {label} · {format_money(line.net, language(), currency)}"


ORDER_SCREEN = Screen(
    noun=_noun,
    all_label=_("Toutes"),
    first_title=_("Aucune commande pour l’instant"),
    first_text=_("Importez celles de votre gestion : chaque fiche client dira ce qu’il achète."),
    none_title=_("Aucune commande ne correspond à ces filtres"),
    quick_label=_("Référence commence par…"),
    create_label=_("Nouvelle commande"),
    create_page="orders:create",
    create_permission=Permission.MANAGE_ORDERS,
    import_page="imports:list",
    quick_filters=("ordered_on", "company", "company_owner"),
    second_line=("company", "ordered_on", "state", "net"),
    tones={"state": {state: tone for state, tone in TONES.items() if tone}},
    peek=_peek,
)
