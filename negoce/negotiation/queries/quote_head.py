"""The head of a stored version, as the rules read it."""

from __future__ import annotations

from negoce.catalogue.enums import PaymentTermKind, TermSector
from negoce.catalogue.rules.payment_terms import PaymentTerm
from negoce.catalogue.rules.stored_amounts import read_reductions
from negoce.negotiation.models import QuoteVersion
from negoce.negotiation.rules.quote_head import QuoteHead


def stored_head(version: QuoteVersion) -> QuoteHead:
    """What `read_head` gave when the version was saved; the title is the quote's and is left out."""
    return QuoteHead(
        buyer_reference=version.buyer_reference,
        introduction=version.introduction,
        conditions=version.conditions,
        early_payment=version.early_payment,
        valid_until=version.valid_until,
        delivery_days=version.delivery_days,
        delivery_on=version.delivery_on,
        term=PaymentTerm(PaymentTermKind(version.term_kind), version.term_days),
        sector=TermSector(version.term_sector),
        payment_with_order=version.payment_with_order,
        early=version.early,
        shipping=version.shipping,
        shipping_vat=version.shipping_vat_rate,
        reductions=read_reductions(version.reductions),
    )
