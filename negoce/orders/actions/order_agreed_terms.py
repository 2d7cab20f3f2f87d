"""The terms of payment of an order that is placed: those given, else the usual ones, held to the law."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils import timezone

from negoce.catalogue.enums import PaymentTermKind
from negoce.catalogue.rules.early_payment import EarlyPayment
from negoce.catalogue.rules.payment_terms import PaymentTerm, check_term
from negoce.companies.models import Company
from negoce.kit.refusal import refuse_field
from negoce.kit.worked import CannotWork
from negoce.negotiation.words.quote import say_quote
from negoce.orders.queries.usual_terms import UsualTerms, usual_terms


def agreed_terms(company: Company, given: Mapping[str, object]) -> dict[str, object]:
    """Return the columns of the terms; what is not given is usual for this customer.

    Raises Refused for a term over the legal ceiling (R-C4 says which), counted from an invoice of today.
    """
    usual = usual_terms(company)
    with_order = given.get("payment_with_order", usual.payment_with_order) is True
    term = _term(given, usual)
    if not with_order:
        _refuse_too_late(usual, term)
    early, words = _early(given, usual)
    if with_order:
        early = None
    return {
        "term_kind": term.kind.value,
        "term_days": term.days,
        "term_sector": usual.sector.value,
        "payment_with_order": with_order,
        "early_payment": "" if early else words,
        "early_percent": early.percent if early else None,
        "early_days": early.days if early else None,
    }


def _term(given: Mapping[str, object], usual: UsualTerms) -> PaymentTerm:
    kind, days = given.get("term_kind"), given.get("term_days")
    known = {each.value: each for each in PaymentTermKind}
    return PaymentTerm(
        known.get(str(kind), usual.term.kind), days if isinstance(days, int) else usual.term.days
    )


def _early(given: Mapping[str, object], usual: UsualTerms) -> tuple[EarlyPayment | None, str]:
    """Figures or words; given as None or "" there is neither."""
    if "early" not in given and "early_payment" not in given:
        return usual.early, usual.early_words
    early = given.get("early")
    return early if isinstance(early, EarlyPayment) else None, str(given.get("early_payment") or "")[:200]


def _refuse_too_late(usual: UsualTerms, term: PaymentTerm) -> None:
    try:
        findings = check_term(usual.sector, term, invoiced_on=timezone.localdate()).findings
    except CannotWork as problem:
        findings = (problem.finding,)
    for finding in findings:
        if finding.severity == "error":
            raise refuse_field("term_days", say_quote(finding))
