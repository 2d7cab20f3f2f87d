"""Accounts forget the name of a person who is erased; the amounts stay."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from negoce.billing.contributions import person_data
from negoce.billing.models import Payment, Receivable, Reminder
from tests.factories.accounts import make_receivable
from tests.factories.companies import make_company, make_contact

pytestmark = pytest.mark.django_db


def test_disputes_calls_and_references_forget_the_name() -> None:
    person = make_contact()
    for company in (person.company, make_company()):
        make_receivable(company, "10", dispute_reason="Vu avec Mme Martin")
        Reminder.objects.create(
            company=company,
            step=1,
            way="call",
            made_on=date(2026, 11, 2),
            amount=10,
            note="Mme Martin paiera",
        )
        Payment.objects.create(
            company=company, received_on=date(2026, 11, 3), amount=Decimal(5), method="transfer",
            reference="VIR Mme Martin",
        )  # fmt: skip
    (people,) = person_data
    assert people.erase(person.pk, lambda text: text.replace("Mme Martin", "…")) == 3
    told = Receivable.objects.order_by("pk").values_list("dispute_reason", flat=True)
    assert list(told) == ["Vu avec …", "Vu avec Mme Martin"]
    assert Reminder.objects.get(company=person.company).note == "… paiera"
    payment = Payment.objects.get(company=person.company)
    assert (payment.reference, payment.amount) == ("VIR …", 5)
