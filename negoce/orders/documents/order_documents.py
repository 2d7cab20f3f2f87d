"""The confirmation of an order and the note that goes with a delivery, as documents to print."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Literal

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from negoce.catalogue.documents.sale_document import (
    Fact,
    FactLabel,
    Party,
    Payment,
    PrintedAmounts,
    PrintedLine,
    SaleDocument,
    SaleKind,
)
from negoce.catalogue.documents.seller_identity import seller_identity
from negoce.catalogue.enums import LineKind, PaymentTermKind
from negoce.catalogue.rules.payment_terms import PaymentTerm
from negoce.catalogue.rules.stored_amounts import read_reductions
from negoce.catalogue.term_words import early_words, payment_words, reduction_label, reduction_words
from negoce.companies.models import Address, Company
from negoce.orders.models import Delivery, DeliveryLine, OrderLineTerms, OrderTerms
from negoce.parameters.queries.seller import seller

Language = Literal["fr", "en"]


def language_of(terms: OrderTerms) -> Language:
    """The language of the quote that it comes from, else that of the person who ordered; French unless English."""
    told = terms.quote_version or terms.contact
    return "en" if told is not None and told.language == "en" else "fr"


def order_confirmation(terms: OrderTerms) -> SaleDocument:
    """The confirmation of an order as it is agreed now; two queries beyond the terms with their links."""
    order, us, language = terms.order, seller(), language_of(terms)
    lines = list(OrderLineTerms.objects.filter(order=terms).order_by("position", "id"))
    amounts = terms.add_up([line.as_sale_line() for line in lines]).value
    with override(language):
        reductions = tuple(
            reduction_label(each, language, terms.currency) for each in read_reductions(terms.reductions)
        )
        return SaleDocument(
            kind=SaleKind.ORDER_CONFIRMATION,
            number=order.reference,
            made_on=order.ordered_on,
            seller=seller_identity(us),
            buyer=_buyer(terms),
            delivery=_place(order.company, terms.delivery_address),
            lines=tuple(
                _line(line, net, language) for line, net in zip(lines, amounts.line_nets, strict=True)
            ),
            amounts=PrintedAmounts(amounts.document, reductions),
            facts=tuple(_order_facts(terms)),
            payment=_payment(terms, language),
            watermark=_("ANNULÉE") if order.cancelled_at is not None else "",
            language=language,
            currency=terms.currency,
        )


def delivery_note(delivery: Delivery) -> SaleDocument:
    """The note of a delivery, without prices: what was ordered, what is here, what is left after it."""
    terms, us, language = delivery.order, seller(), language_of(delivery.order)
    lines = list(delivery.lines.select_related("line").order_by("line__position", "line__id"))
    gone = _gone_by(delivery)
    made_on = delivery.shipped_on or delivery.delivered_on or timezone.localtime(delivery.created_at).date()
    with override(language):
        return SaleDocument(
            kind=SaleKind.DELIVERY_NOTE,
            number=delivery.number,
            title=_("Bon de retour") if delivery.return_reason else "",
            made_on=made_on,
            seller=seller_identity(us),
            buyer=_buyer(terms),
            delivery=_place(terms.order.company, terms.delivery_address),
            lines=tuple(_delivered(each.line, each.quantity, gone[each.line_id]) for each in lines),
            acceptance=not delivery.return_reason,
            facts=tuple(_delivery_facts(delivery)),
            mentions=(delivery.note,) if delivery.note else (),
            watermark=_("ANNULÉ") if delivery.cancelled_at is not None else "",
            language=language,
        )


def _payment(terms: OrderTerms, language: Language) -> Payment:
    with_order = terms.payment_with_order
    term = PaymentTerm(PaymentTermKind(terms.term_kind), terms.term_days)
    return Payment(
        terms=payment_words(term, with_order=with_order),
        early_payment=early_words(
            terms.early,
            language=language,
            words="" if with_order else terms.early_payment,
            deducted=with_order and bool(terms.cash_discount),
        ),
    )


def _line(line: OrderLineTerms, net: Decimal, language: Language) -> PrintedLine:
    item = line.kind == LineKind.ITEM.value
    return PrintedLine(
        kind=LineKind(line.kind),
        label=line.label,
        code=line.code,
        description=line.description,
        quantity=line.quantity,
        unit=line.unit if item else "",
        unit_price=line.unit_price,
        reductions=reduction_words(read_reductions(line.reductions), language),
        net=net,
        vat_rate=line.vat_rate if item else None,
    )


def _gone_by(delivery: Delivery) -> dict[int, Decimal]:
    """What of each line had left with this delivery and those before it: the note of yesterday stays what it was."""
    rows = DeliveryLine.objects.filter(
        Q(delivery__cancelled_at__isnull=True) | Q(delivery=delivery),
        delivery__order=delivery.order_id,
        delivery_id__lte=delivery.pk,
    )
    gone: dict[int, Decimal] = {}
    for key, quantity in rows.values_list("line_id", "quantity"):
        gone[key] = gone.get(key, Decimal(0)) + quantity
    return gone


def _delivered(line: OrderLineTerms, quantity: Decimal, gone: Decimal) -> PrintedLine:
    return PrintedLine(
        kind=LineKind.ITEM,
        label=line.label,
        code=line.code,
        description=line.description,
        quantity=quantity,
        unit=line.unit,
        ordered=line.quantity,
        remaining=max(line.quantity - gone, Decimal(0)),
    )


def _order_facts(terms: OrderTerms) -> Sequence[Fact]:
    facts = [Fact(FactLabel.ORDERED_ON, terms.order.ordered_on), *_references(terms)]
    if terms.promised_on is not None:
        facts.append(Fact(FactLabel.DELIVERY_ON, terms.promised_on))
    if terms.quote_version is not None:
        facts.append(Fact(FactLabel.QUOTE, terms.quote_version.quote.number))
    if terms.owner is not None:
        facts.append(Fact(FactLabel.FOLLOWED_BY, terms.owner.full_name))
    return facts


def _delivery_facts(delivery: Delivery) -> Sequence[Fact]:
    terms = delivery.order
    facts = [Fact(FactLabel.ORDER, terms.order.reference), *_references(terms)]
    if delivery.shipped_on is not None:
        facts.append(Fact(FactLabel.SHIPPED_ON, delivery.shipped_on))
    if delivery.carrier:
        facts.append(Fact(_("Transporteur"), delivery.carrier))
    if delivery.tracking:
        facts.append(Fact(_("Suivi"), delivery.tracking))
    return facts


def _references(terms: OrderTerms) -> Sequence[Fact]:
    known = (
        (FactLabel.BUYER_ORDER, terms.buyer_reference),
        (FactLabel.COMMITMENT, terms.commitment_number),
        (FactLabel.SERVICE_CODE, terms.service_code),
    )
    return [Fact(label, value) for label, value in known if value]


def _buyer(terms: OrderTerms) -> Party:
    company = terms.order.company
    place = _lines_of(terms.billing_address) or (f"{company.postal_code} {company.city}".strip(),)
    return Party(
        company.name,
        place,
        contact=terms.contact.full_name if terms.contact is not None else "",
        identifiers=(("SIREN", company.siren),) if company.siren else (),
    )


def _place(company: Company, address: Address | None) -> Party | None:
    lines = _lines_of(address)
    return Party(company.name, lines) if lines else None


def _lines_of(address: Address | None) -> tuple[str, ...]:
    if address is None:
        return ()
    town = f"{address.postal_code} {address.city}".strip()
    country = "" if address.country == "FR" else address.country
    return tuple(line for line in (address.line1, address.line2, town, country) if line)
