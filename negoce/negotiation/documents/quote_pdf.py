"""A version of a quote as a document to print."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Literal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

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
from negoce.catalogue.documents.sale_pdf import sale_pdf
from negoce.catalogue.documents.seller_identity import seller_identity
from negoce.catalogue.enums import LineKind
from negoce.catalogue.rules.sale_lines import SaleAmounts
from negoce.catalogue.rules.stored_amounts import read_reductions
from negoce.catalogue.term_words import early_words, payment_words, reduction_label, reduction_words
from negoce.companies.enums import AddressKind
from negoce.companies.models import Address, Company
from negoce.negotiation.documents.financing_annex import financing_annex
from negoce.negotiation.enums import QuoteState
from negoce.negotiation.models import Quote, QuoteLine, QuoteVersion
from negoce.negotiation.queries.quote_floor import QuoteFloor, sale_lines_of
from negoce.negotiation.queries.quote_head import stored_head
from negoce.parameters.models import Seller
from negoce.parameters.queries.seller import seller

_DRAFTS = (QuoteState.DRAFT, QuoteState.APPROVAL)


def quote_pdf(
    quote: Quote, version: QuoteVersion, lines: Sequence[QuoteLine], floor: QuoteFloor, *, today: date
) -> bytes:
    """The PDF of a version. A draft, and a margin under the floor that nobody allowed, bear a watermark.

    Raises CannotPrint.
    """
    return sale_pdf(quote_document(quote, version, lines, floor, today=today))


def quote_document(
    quote: Quote, version: QuoteVersion, lines: Sequence[QuoteLine], floor: QuoteFloor, *, today: date
) -> SaleDocument:
    """The same as a value; three queries: the seller, the addresses of the company, how it may be paid."""
    us = seller()
    language: Literal["fr", "en"] = "en" if version.language == "en" else "fr"
    addresses = list(Address.objects.filter(company_id=quote.company_id).order_by("id"))
    amounts = version.add_up(sale_lines_of(lines)).value
    reductions = read_reductions(version.reductions)
    with override(language):
        labels = tuple(reduction_label(each, language, version.currency) for each in reductions)
        return SaleDocument(
            kind=SaleKind.QUOTE,
            number=quote.number,
            made_on=version.issued_on or today,
            seller=seller_identity(us),
            buyer=_buyer(quote, addresses),
            delivery=_delivery(quote.company, addresses),
            lines=tuple(_lines(lines, amounts, language, version.currency)),
            amounts=PrintedAmounts(amounts.document, labels),
            subject=quote.title,
            introduction=version.introduction,
            facts=tuple(_facts(quote, version, today)),
            payment=_payment(version, us),
            mentions=tuple(_mentions(version, us)),
            acceptance=not _watermark(version, floor),
            watermark=_watermark(version, floor),
            annex=financing_annex(quote, version, language),
            language=language,
            currency=version.currency,
        )


def _watermark(version: QuoteVersion, floor: QuoteFloor) -> str:
    if version.state in _DRAFTS:
        return _("PROJET")
    return "" if floor.is_allowed else _("NON VALIDÉ")


def _buyer(quote: Quote, addresses: Sequence[Address]) -> Party:
    company = quote.company
    chosen = _address(addresses, AddressKind.BILLING) or _address(addresses, AddressKind.HEAD_OFFICE)
    place = _place(chosen) if chosen else (f"{company.postal_code} {company.city}".strip(),)
    return Party(
        company.name,
        place,
        contact=quote.contact.full_name if quote.contact else "",
        identifiers=(("SIREN", company.siren),) if company.siren else (),
    )


def _delivery(company: Company, addresses: Sequence[Address]) -> Party | None:
    chosen = _address(addresses, AddressKind.DELIVERY)
    return Party(company.name, _place(chosen)) if chosen else None


def _address(addresses: Sequence[Address], kind: AddressKind) -> Address | None:
    return next((each for each in addresses if each.kind == kind), None)


def _place(address: Address) -> tuple[str, ...]:
    town = f"{address.postal_code} {address.city}".strip()
    country = "" if address.country == "FR" else address.country
    return tuple(line for line in (address.line1, address.line2, town, country) if line)


def _lines(
    lines: Sequence[QuoteLine], amounts: SaleAmounts, language: str, currency: str
) -> list[PrintedLine]:
    return [
        PrintedLine(
            kind=LineKind(line.kind),
            label=line.label,
            code=line.code,
            description=line.description,
            quantity=line.quantity,
            unit=line.unit if line.kind == LineKind.ITEM else "",
            unit_price=line.unit_price,
            reductions=reduction_words(read_reductions(line.reductions), language, currency),
            net=net,
            vat_rate=line.vat_rate if line.kind == LineKind.ITEM else None,
            is_option=line.is_option,
            is_chosen=line.is_chosen,
            option_group=line.option_group,
        )
        for line, net in zip(lines, amounts.line_nets, strict=True)
    ]


def _facts(quote: Quote, version: QuoteVersion, today: date) -> list[Fact]:
    facts = [Fact(FactLabel.ISSUED_ON, version.issued_on or today)]
    if version.valid_until:
        facts.append(Fact(FactLabel.VALID_UNTIL, version.valid_until))
    if version.version > 1:
        facts.append(Fact(FactLabel.VERSION, str(version.version)))
    if version.buyer_reference:
        facts.append(Fact(_("Votre référence"), version.buyer_reference))
    if version.delivery_on:
        facts.append(Fact(FactLabel.DELIVERY_ON, version.delivery_on))
    elif version.delivery_days is not None:
        words = ngettext("%(count)s jour", "%(count)s jours", version.delivery_days)
        facts.append(Fact(FactLabel.DELIVERY_TIME, words % {"count": version.delivery_days}))
    if quote.owner:
        facts.append(Fact(FactLabel.FOLLOWED_BY, quote.owner.full_name))
    return facts


def _payment(version: QuoteVersion, us: Seller) -> Payment:
    with_order = version.payment_with_order
    return Payment(
        terms=payment_words(stored_head(version).term, with_order=with_order),
        early_payment=early_words(
            version.early,
            language=version.language,
            words="" if with_order else version.early_payment,
            deducted=with_order and bool(version.cash_discount),
        ),
        late_payment=_late(us),
    )


def _late(us: Seller) -> str:
    if us.late_rate is None:
        return _(
            "En cas de retard : taux de refinancement de la BCE majoré de 10 points, et indemnité forfaitaire"
            " de 40 € pour frais de recouvrement (C. com. art. L441-10 et D441-5)."
        )
    return _(
        "En cas de retard : %(rate)s %% par an, et indemnité forfaitaire de 40 € pour frais de recouvrement"
        " (C. com. art. L441-10 et D441-5)."
    ) % {"rate": f"{us.late_rate.normalize():f}".replace(".", ",")}


def _mentions(version: QuoteVersion, us: Seller) -> list[str]:
    found = [version.conditions] if version.conditions else []
    if us.is_vat_exempt:
        found.append(_("TVA non applicable, article 293 B du CGI."))
    return found
