"""What the page of an order handled here shows: lines as agreed, deliveries, promises, head."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from negoce.catalogue.enums import LineKind, PaymentTermKind
from negoce.catalogue.product_words import unit_label
from negoce.catalogue.rules.payment_terms import PaymentTerm
from negoce.catalogue.rules.stored_amounts import read_reductions
from negoce.catalogue.term_words import early_words, payment_words, reduction_label, reduction_words
from negoce.companies.models import Address
from negoce.identity.enums import FieldGroup, Permission
from negoce.identity.rules.actor import Actor
from negoce.kit.money import format_money
from negoce.orders.enums import OrderState
from negoce.orders.models import Delivery, OrderLineTerms, OrderTerms, PromiseChange
from negoce.orders.queries.backlog import promises_of
from negoce.orders.queries.handled import HandledOrder, handled_order
from negoce.orders.words import NOTICE_WAYS, RETURN_REASONS
from negoce.ui.components.lists import fact
from negoce.ui.components.tables import TableColumn
from negoce.ui.html import link
from negoce.web.companies.record import company_url
from negoce.web.orders.figures import language, margin_words, price_words, quantity_words
from negoce.web.orders.marks import WAITING, day_words, delivery_chip, late_by, late_words, state_chip

ZERO = Decimal(0)


def handled_context(actor: Actor, terms: OrderTerms) -> Mapping[str, Any]:
    """The context of `handled.html`; five queries beyond the order."""
    found = handled_order(terms)
    promises = promises_of(terms)
    margins = actor.may_read(FieldGroup.MARGIN)
    today = timezone.localdate()
    late = late_by(terms, today)
    manages = actor.may(Permission.MANAGE_ORDERS)
    may_edit = manages or actor.may(Permission.EDIT)
    untold = next((each for each in promises if each.told_at is None), None)
    return {
        "terms": terms,
        "chip": state_chip(terms.state),
        "late": late_words(late),
        "promised": day_words(terms.promised_on),
        "columns": _columns(margins=margins),
        "margins": margins,
        "lines": [_line(line, terms.currency, margins=margins) for line in found.lines],
        "totals": _totals(terms, margins=margins),
        "deliveries": [_delivery(each, manages=manages, may_edit=may_edit) for each in found.deliveries],
        "steps": _steps(terms, found, promises),
        "untold": untold if terms.state in WAITING else None,
        "untold_day": day_words(untold.after) if untold else "",
        "facts": _facts(terms),
        "manages": manages,
        "may_invoice": actor.may(Permission.ISSUE_INVOICES) and _is_to_invoice(terms, found.lines),
        "may_edit": may_edit,
        "is_waiting": terms.state in WAITING,
        "is_partly": terms.state == OrderState.PARTLY_DELIVERED.value,
        "has_left": any(line.delivered for line in found.lines),
        "may_change_lines": manages and not found.deliveries and _may_cancel(terms, found.lines),
        "may_cancel": manages and _may_cancel(terms, found.lines),
    }


def _is_to_invoice(terms: OrderTerms, lines: Sequence[OrderLineTerms]) -> bool:
    open_lines = any(line.kind == LineKind.ITEM.value and line.invoiced != line.quantity for line in lines)
    return terms.state != OrderState.CANCELLED.value and open_lines


def _may_cancel(terms: OrderTerms, lines: Sequence[OrderLineTerms]) -> bool:
    touched = any(line.delivered or line.invoiced for line in lines)
    return terms.state == OrderState.OPEN.value and not touched and not terms.invoiced_net


def _columns(*, margins: bool) -> Sequence[TableColumn]:
    columns = [
        TableColumn(_("Désignation")),
        TableColumn(_("Commandé"), numeric=True),
        TableColumn(_("Livré"), numeric=True),
        TableColumn(_("Reste"), numeric=True),
        TableColumn(_("Facturé"), numeric=True),
        TableColumn(_("Prix HT"), numeric=True),
        TableColumn(_("Total HT"), numeric=True),
    ]
    return [*columns, TableColumn(_("Marge"), numeric=True)] if margins else columns


def _line(line: OrderLineTerms, currency: str, *, margins: bool) -> Mapping[str, object]:
    if line.kind != LineKind.ITEM.value:
        return {"kind": line.kind, "label": line.label, "description": line.description}
    left = max(line.quantity - line.delivered, ZERO) if line.quantity >= 0 else ZERO
    cost = None if line.unit_cost is None else line.quantity * line.unit_cost
    product = line.product
    return {
        "kind": line.kind,
        "label": line.label,
        "description": line.description,
        "code": line.code,
        "url": reverse("catalogue:product", args=[product.public_id]) if product else "",
        "ordered": f"{quantity_words(line.quantity)} {unit_label(line.unit) if line.unit != 'C62' else ''}".strip(),
        "delivered": quantity_words(line.delivered) if line.delivered else "",
        "over": line.delivered > line.quantity > 0,
        "left": quantity_words(left) if left else "",
        "invoiced": quantity_words(line.invoiced) if line.invoiced else "",
        "price": price_words(line.unit_price, currency),
        "reductions": reduction_words(read_reductions(line.reductions), language(), currency),
        "net": format_money(line.net, language(), currency),
        "margin": margin_words(line.net, cost, currency) if margins else "",
        "promised": day_words(line.promised_on),
    }


def _totals(terms: OrderTerms, *, margins: bool) -> Sequence[tuple[str, str, bool]]:
    """Label, amount, and whether it is the one that counts."""

    def money(amount: Decimal) -> str:
        return format_money(amount, language(), terms.currency)

    rows: list[tuple[str, str, bool]] = []
    reductions = read_reductions(terms.reductions)
    if reductions or terms.shipping:
        rows.append((_("Total des lignes HT"), money(terms.gross), False))
        off = terms.gross - terms.net_commercial + terms.cash_discount
        if off:
            words = ", ".join(reduction_label(each, language(), terms.currency) for each in reductions)
            rows.append((words, money(-off), False))
        if terms.shipping:
            rows.append((_("Port HT"), money(terms.shipping), False))
    rows += [
        (_("Total HT"), money(terms.net), True),
        (_("TVA"), money(terms.vat), False),
        (_("Total TTC"), money(terms.incl_vat), True),
    ]
    if margins and terms.order.cost is not None:
        rows.append((_("Marge"), margin_words(terms.net, terms.order.cost, terms.currency), False))
    return rows


def _delivery(delivery: Delivery, *, manages: bool, may_edit: bool) -> Mapping[str, object]:
    lines = [f"{quantity_words(each.quantity)} × {each.line.label}" for each in delivery.lines.all()]
    reason = RETURN_REASONS.get(delivery.return_reason, "")
    standing = delivery.cancelled_at is None
    carrier = " · ".join(each for each in (delivery.carrier, delivery.tracking) if each)
    return {
        "number": delivery.number,
        "chip": delivery_chip(delivery),
        "shipped": day_words(delivery.shipped_on),
        "arrived": day_words(delivery.delivered_on),
        "is_late": bool(
            standing
            and delivery.promised_on
            and not delivery.return_reason
            and (delivery.delivered_on or delivery.shipped_on or delivery.promised_on) > delivery.promised_on
        ),
        "promised": day_words(delivery.promised_on),
        "carrier": carrier,
        "reason": reason or delivery.cancel_reason,
        "note": delivery.note,
        "lines": lines,
        "note_url": reverse("orders:delivery_note", args=[delivery.public_id]),
        "dispatch_url": reverse("orders:delivery_dispatched", args=[delivery.public_id])
        if may_edit and standing and not delivery.return_reason
        else "",
        "arrive_url": reverse("orders:delivery_arrive", args=[delivery.public_id])
        if manages and standing and not delivery.return_reason and delivery.delivered_on is None
        else "",
        "cancel_url": reverse("orders:delivery_cancel", args=[delivery.public_id])
        if manages and standing and not any(each.invoiced for each in delivery.lines.all())
        else "",
    }


def _steps(
    terms: OrderTerms, found: HandledOrder, promises: Sequence[PromiseChange]
) -> Sequence[Mapping[str, object]]:
    """What happened, the newest first: the days of a sale, not the keystrokes (the journal has these)."""
    steps: list[tuple[date, int, Mapping[str, object]]] = []

    def add(day: date, rank: int, title: str, text: str = "", tone: str = "") -> None:
        steps.append((day, rank, {"title": title, "text": text, "tone": tone, "when": day_words(day)}))

    add(terms.order.ordered_on, 0, _("Commande passée"), terms.buyer_reference)
    for change in promises:
        day = timezone.localtime(change.changed_at).date()
        title = _("Nouvelle date : %(day)s") % {"day": day_words(change.after)}
        told = ""
        if change.told_at is not None:
            told = _("Client prévenu %(how)s le %(day)s") % {
                "how": NOTICE_WAYS[change.told_how],
                "day": day_words(timezone.localtime(change.told_at).date()),
            }
        add(day, 1, title, " · ".join(each for each in (change.reason, told) if each), "warn")
    for delivery in found.deliveries:
        if delivery.cancelled_at is None:
            title = _("Retour %(number)s") if delivery.return_reason else _("Livraison %(number)s")
            day = delivery.shipped_on or terms.order.ordered_on
            tone = "warn" if delivery.return_reason else "good"
            count = len(delivery.lines.all())
            words = ngettext("%(count)s ligne", "%(count)s lignes", count) % {"count": count}
            add(day, 2, title % {"number": delivery.number}, words, tone)
    if terms.order.cancelled_at is not None:
        day = timezone.localtime(terms.order.cancelled_at).date()
        add(day, 3, _("Commande annulée"), terms.closing_reason, "bad")
    elif terms.state == OrderState.CLOSED.value:
        add(timezone.localtime(terms.updated_at).date(), 3, _("Reste soldé"), terms.closing_reason)
    steps.sort(key=lambda each: each[:2], reverse=True)
    return [step for _day, _rank, step in steps]


def _facts(terms: OrderTerms) -> Sequence[SafeString]:
    order = terms.order
    term = PaymentTerm(PaymentTermKind(terms.term_kind), terms.term_days)
    early = early_words(terms.early, language=language()) if terms.early else terms.early_payment
    quote = terms.quote_version.quote if terms.quote_version is not None else None
    values: list[tuple[object, object]] = [
        (_("Client"), link(company_url(order.company), order.company.name)),
        (_("Commandée le"), day_words(order.ordered_on)),
        (_("Promise pour le"), day_words(terms.promised_on)),
        (_("Livrée le"), day_words(terms.delivered_on)),
        (_("N° de commande du client"), terms.buyer_reference),
        (_("N° d’engagement"), terms.commitment_number),
        (_("Code service"), terms.service_code),
        (_("D’après le devis"), _quote_link(quote.number, quote.public_id) if quote else ""),
        (_("Interlocuteur"), terms.contact.full_name if terms.contact else ""),
        (_("Suivie par"), terms.owner.full_name if terms.owner else ""),
        (_("Règlement"), payment_words(term, with_order=terms.payment_with_order)),
        (_("Escompte"), "" if terms.payment_with_order else early),
        (_("Livrer à"), address_words(terms.delivery_address)),
        (_("Facturer à"), address_words(terms.billing_address)),
        (_("Note"), terms.note),
    ]
    return [fact(label, value) for label, value in values if value]


def _quote_link(number: str, public_id: str) -> object:
    from negoce.web.shell.navigation import page_url

    if not page_url("lists:quotes"):
        return number
    return link(reverse("quotes:quote", args=[public_id]), number)


def address_words(address: Address | None) -> str:
    """An address on one line."""
    if address is None:
        return ""
    town = f"{address.postal_code} {address.city}".strip()
    return ", ".join(line for line in (address.label, address.line1, address.line2, town) if line)
