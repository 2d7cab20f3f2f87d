"""A quote of nothing to nobody: how our paper looks with what the settings say."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from django.utils.translation import gettext as _

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
from negoce.catalogue.enums import LineKind, PaymentTermKind, ReductionKind, VatCategory
from negoce.catalogue.rules.early_payment import early_of
from negoce.catalogue.rules.payment_terms import PaymentTerm
from negoce.catalogue.rules.reductions import Reduction
from negoce.catalogue.rules.sale_lines import SaleLine, sale_amounts
from negoce.catalogue.rules.totals import VatGroup
from negoce.catalogue.term_words import early_words, reduction_label, reduction_words, term_words
from negoce.parameters.models import Seller

_TEN = (Reduction(ReductionKind.TRADE_DISCOUNT, percent=Decimal(10)),)
_FIVE = Reduction(ReductionKind.TRADE_DISCOUNT, percent=Decimal(5))


def sample_quote(seller: Seller, today: date) -> SaleDocument:
    """Return a sample quote in French, which must be the active language."""
    rate = Decimal(0) if seller.is_vat_exempt else Decimal(20)
    group = VatGroup(VatCategory.EXEMPT if seller.is_vat_exempt else VatCategory.STANDARD, rate)
    items = (
        (_("Étagère en chêne massif"), "ETA-120", Decimal(4), Decimal("186.50"), ()),
        (_("Lampe de bureau orientable"), "LAM-07", Decimal(12), Decimal("48.90"), _TEN),
        (_("Livraison et mise en place"), "LIV", Decimal(1), Decimal("120"), ()),
    )
    lines = [SaleLine(LineKind.ITEM, count, price, group, off) for _label, _code, count, price, off in items]
    amounts = sale_amounts(lines, reductions=(_FIVE,)).value
    term = PaymentTerm(PaymentTermKind(seller.term_kind), seller.term_days)
    return SaleDocument(
        kind=SaleKind.QUOTE,
        number="D-0000-00000",
        made_on=today,
        seller=seller_identity(seller),
        buyer=Party(_("Votre client"), (_("1 rue de l’Exemple"), "75000 Paris")),
        lines=tuple(
            PrintedLine(
                LineKind.ITEM,
                label,
                code=code,
                quantity=count,
                unit_price=price,
                reductions=reduction_words(off, "fr"),
                net=net,
                vat_rate=rate,
            )
            for (label, code, count, price, off), net in zip(items, amounts.line_nets, strict=True)
        ),
        amounts=PrintedAmounts(amounts.document, (reduction_label(_FIVE, "fr"),)),
        facts=(
            Fact(FactLabel.ISSUED_ON, today),
            Fact(FactLabel.VALID_UNTIL, today + timedelta(days=seller.quote_validity_days)),
        ),
        payment=Payment(
            term_words(term),
            early_payment=early_words(
                early_of(seller.early_percent, seller.early_days), language="fr", words=seller.early_payment
            ),
        ),
        acceptance=True,
        watermark=_("EXEMPLE"),
    )
