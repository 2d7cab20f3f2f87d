"""How a customer usually pays: as agreed on their last order here, else under our own terms."""

from __future__ import annotations

from dataclasses import dataclass

from negoce.catalogue.enums import PaymentTermKind, TermSector
from negoce.catalogue.rules.early_payment import EarlyPayment, early_of
from negoce.catalogue.rules.payment_terms import PaymentTerm
from negoce.companies.models import Company
from negoce.orders.enums import OrderState
from negoce.orders.models import Order, OrderTerms
from negoce.parameters.queries.seller import seller


@dataclass(frozen=True, slots=True)
class UsualTerms:
    """The terms to propose; `order` is the one they come from, None for those of our settings."""

    term: PaymentTerm
    sector: TermSector
    payment_with_order: bool
    early: EarlyPayment | None
    early_words: str
    order: Order | None = None


def usual_terms(company: Company) -> UsualTerms:
    """The terms to propose to a company that the caller may see; one query beside the seller's."""
    ours = seller()
    sector = TermSector(ours.term_sector)
    last = (
        OrderTerms.objects.filter(order__company=company)
        .exclude(state=OrderState.CANCELLED.value)
        .select_related("order")
        .order_by("-order__ordered_on", "-pk")
        .first()
    )
    if last is not None:
        term = PaymentTerm(PaymentTermKind(last.term_kind), last.term_days)
        return UsualTerms(term, sector, last.payment_with_order, last.early, last.early_payment, last.order)
    early = early_of(ours.early_percent, ours.early_days)
    term = PaymentTerm(PaymentTermKind(ours.term_kind), ours.term_days)
    return UsualTerms(term, sector, False, early, "" if early else ours.early_payment)
