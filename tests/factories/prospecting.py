"""Qualification answers and referrals, straight in the database."""

from __future__ import annotations

from datetime import date

from negoce.companies.models import Company
from negoce.prospecting.enums import Answer, ReferralOutcome
from negoce.prospecting.models import QualificationAnswer, QualificationCriterion, Referral


def make_answer(
    company: Company,
    key: str,
    answer: Answer = Answer.YES,
    on: date = date(2026, 11, 2),
    *,
    grid: str = "bant",
    **fields: object,
) -> QualificationAnswer:
    """What is known of a criterion of a known grid."""
    criterion = QualificationCriterion.objects.get(grid__key=grid, key=key)
    return QualificationAnswer.objects.create(
        company=company, criterion=criterion, answer=answer.value, answered_on=on, **fields
    )


def make_referral(referrer: Company, referred: Company, **fields: object) -> Referral:
    """One company that recommended us to another; `won_on` makes it a customer."""
    values: dict[str, object] = {"given_on": date(2026, 10, 1), **fields}
    if values.get("won_on"):
        values.setdefault("outcome", ReferralOutcome.CUSTOMER.value)
    return Referral.objects.create(referrer_company=referrer, referred_company=referred, **values)
