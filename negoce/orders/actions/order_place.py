"""Places an order that no quote came before: by telephone, by e-mail, on a fair."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from negoce.catalogue.rules.reductions import Reduction
from negoce.catalogue.rules.stored_amounts import stored_reductions
from negoce.companies.models import Address, Company, Contact
from negoce.companies.queries.visible import visible_contacts
from negoce.identity.enums import Permission
from negoce.identity.permissions import require
from negoce.identity.rules.actor import Actor
from negoce.jobs.events import emit
from negoce.kit.money import round_money
from negoce.kit.refusal import refuse_field
from negoce.orders.actions.order_agreed_terms import agreed_terms
from negoce.orders.actions.order_checks import (
    check_lines,
    head_texts,
    ordered_day,
    ordering_company,
    promised_day,
    tell,
)
from negoce.orders.actions.order_write import next_reference, usual_places, write_order
from negoce.orders.actions.refresh_sales import refresh_sales
from negoce.orders.enums import OrderSource
from negoce.orders.events import ORDER_PLACED
from negoce.orders.models import Order, OrderTerms
from negoce.orders.rules.agreed_lines import AgreedLine


def place_order(
    actor: Actor,
    company: Company,
    *,
    lines: Sequence[AgreedLine],
    values: Mapping[str, object] | None = None,
    reductions: Sequence[Reduction] = (),
) -> Order:
    """Place an order of these lines, under the terms that are usual for the customer unless others are given.

    `values` may give `ordered_on` (today otherwise), `promised_on`, `contact`, `billing_address`, `delivery_address`
    (records of that company), `shipping` (euros excluding VAT), the terms (`payment_with_order`, `term_kind`,
    `term_days`, `early`: an EarlyPayment, `early_payment`: words) and the texts of `rules/order_head.py`. Raises
    NotAllowed; Refused with the faulty fields, for a term over the legal ceiling, a customer in the bin, and for what
    cannot be added up.
    """
    require(actor, Permission.MANAGE_ORDERS)
    given = dict(values or {})
    check_lines(lines)
    with transaction.atomic():
        home = ordering_company(actor, company.pk)
        ordered_on = ordered_day(given)
        promised_on = promised_day(given, ordered_on)
        order = Order(
            company=home,
            reference=next_reference(ordered_on),
            ordered_on=ordered_on,
            source=OrderSource.ENTERED.value,
        )
        terms = OrderTerms(
            owner_id=actor.user_id,
            promised_on=promised_on,
            reductions=stored_reductions(reductions),
            shipping=_shipping(given),
            **head_texts(given),
            **agreed_terms(home, given),
            **checked_links(actor, home, given),
        )
        write_order(order, terms, lines)
        refresh_sales([home.pk])
        tell(actor, order, "created", {"net": (None, order.net), "ordered_on": (None, ordered_on)})
        emit(ORDER_PLACED, {"order": order.pk}, actor_id=actor.user_id)
    return order


def checked_links(actor: Actor, company: Company, given: Mapping[str, object]) -> dict[str, object]:
    """Contact and addresses, those given or the usual ones; each must be of the company. Raises Refused."""
    places = usual_places(company)
    links: dict[str, object] = {
        "billing_address": _address(company, given, "billing_address", places.billing),
        "delivery_address": _address(company, given, "delivery_address", places.delivery),
    }
    contact = given.get("contact")
    if isinstance(contact, Contact):
        if not visible_contacts(actor).filter(pk=contact.pk, company_id=company.pk).exists():
            raise refuse_field("contact", _("Choisissez quelqu’un de cette entreprise."))
        links["contact"] = contact
    return links


def _shipping(given: Mapping[str, object]) -> Decimal:
    shipping = given.get("shipping")
    if shipping is None:
        return Decimal(0)
    if not isinstance(shipping, Decimal) or shipping < 0:
        raise refuse_field("shipping", _("Le port est un montant HT, zéro ou plus."))
    return round_money(shipping)


def _address(
    company: Company, given: Mapping[str, object], name: str, usual: Address | None
) -> Address | None:
    chosen = given.get(name)
    if not isinstance(chosen, Address):
        return usual
    if chosen.company_id != company.pk:
        raise refuse_field(name, _("Choisissez une adresse de cette entreprise."))
    return chosen
