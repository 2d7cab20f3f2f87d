"""Money received, what it settles, credits, cancellations: no cent is lost, nothing is paid twice."""

from __future__ import annotations

from datetime import date
from decimal import Decimal as D

import pytest

from negoce.billing.actions.payments.account import take
from negoce.billing.actions.payments.cancel import cancel_payment
from negoce.billing.actions.payments.record import record_payment
from negoce.billing.actions.payments.settle import settle, undo_settlement, use_credit
from negoce.billing.models import Payment, Receivable, Settlement
from negoce.companies.models import Company
from negoce.identity.enums import Role
from negoce.identity.models import JournalEntry
from negoce.identity.permissions import NotAllowed
from negoce.identity.rules.actor import Actor
from negoce.kit.refusal import Refused
from tests.factories.accounts import make_receivable
from tests.factories.companies import make_company
from tests.factories.identity import make_actor

pytestmark = pytest.mark.django_db
VALUES = {"received_on": "15/11/2026", "amount": "100,00", "method": "transfer", "reference": "VIR 1"}


@pytest.fixture
def company() -> Company:
    return make_company()


@pytest.fixture
def actor() -> Actor:
    return make_actor()


def standing(row: Receivable | Payment) -> tuple[D, bool, date | None] | D:
    row.refresh_from_db()
    if isinstance(row, Payment):
        return row.matched
    return row.settled, row.is_open, row.settled_on


def test_a_payment_settles_in_part_then_in_full(actor: Actor, company: Company) -> None:
    invoice = make_receivable(company, "150.30")
    first = record_payment(actor, company, values=VALUES, shares={invoice.pk: D("100.00")})
    assert standing(invoice) == (D("100.00"), True, None)
    second = record_payment(actor, company, values={**VALUES, "amount": "80", "received_on": "20/11/2026"})
    settle(actor, second, shares={invoice.pk: D("50.30")})
    assert standing(invoice) == (D("150.30"), False, date(2026, 11, 20))
    assert (standing(first), standing(second)) == (D("100.00"), D("50.30"))
    assert JournalEntry.objects.filter(subject_kind="payment", company_key=company.pk).count() == 3


def test_ten_dimes_close_a_euro(company: Company) -> None:
    """0.1 ten times is not 1 in binary: the sum is worked out in decimals."""
    invoice = make_receivable(company, "1.00")
    for _turn in range(10):
        take(invoice.pk, D("0.10"), date(2026, 11, 15))
    assert standing(invoice) == (D("1.00"), False, date(2026, 11, 15))


@pytest.mark.parametrize("share", ["100.01", "-5", "0"])
def test_a_share_that_makes_no_sense_writes_nothing(actor: Actor, company: Company, share: str) -> None:
    invoice = make_receivable(company, "500")
    with pytest.raises(Refused):
        record_payment(actor, company, values=VALUES, shares={invoice.pk: D(share)})
    assert (Payment.objects.count(), Settlement.objects.count()) == (0, 0)
    assert standing(invoice) == (D(0), True, None)


def test_more_than_what_is_left_is_refused(actor: Actor, company: Company) -> None:
    invoice = make_receivable(company, "40")
    with pytest.raises(Refused, match=r"il reste.40"):
        record_payment(actor, company, values=VALUES, shares={invoice.pk: D("100.00")})
    assert Payment.objects.count() == 0


def test_an_invoice_of_another_customer_is_refused(actor: Actor, company: Company) -> None:
    foreign = make_receivable(make_company(), "100")
    with pytest.raises(Refused, match="pas de ce client"):
        record_payment(actor, company, values=VALUES, shares={foreign.pk: D("100.00")})


def test_another_currency_is_refused(actor: Actor, company: Company) -> None:
    foreign = make_receivable(company, "100", currency="USD")
    with pytest.raises(Refused, match="USD"):
        record_payment(actor, company, values=VALUES, shares={foreign.pk: D("100.00")})


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"amount": "0"}, "amount"),
        ({"amount": "1,123"}, "amount"),
        ({"amount": "beaucoup"}, "amount"),
        ({"amount": "9999999999999"}, "amount"),
        ({"method": "troc"}, "method"),
        ({"method": ""}, "method"),
        ({"received_on": "30/02/2026"}, "received_on"),
        ({"received_on": ""}, "received_on"),
        ({"received_on": "01/12/2027"}, "received_on"),
    ],
)
def test_a_value_that_makes_no_sense(
    actor: Actor, company: Company, values: dict[str, str], field: str
) -> None:
    with pytest.raises(Refused) as refusal:
        record_payment(actor, company, values={**VALUES, **values})
    assert list(refusal.value.fields) == [field]
    assert Payment.objects.count() == 0


def test_a_credit_note_settles_an_invoice(actor: Actor, company: Company) -> None:
    invoice, credit = make_receivable(company, "100"), make_receivable(company, "-60")
    use_credit(actor, credit, shares={invoice.pk: D("60")})
    assert standing(invoice)[0] == D("60.00")
    assert standing(credit)[:2] == (D("-60.00"), False)
    undo_settlement(actor, Settlement.objects.get())
    assert (standing(invoice)[0], standing(credit)[0]) == (D(0), D(0))


def test_money_paid_back_closes_a_credit_note(actor: Actor, company: Company) -> None:
    credit = make_receivable(company, "-60")
    record_payment(actor, company, values={**VALUES, "amount": "-60"}, shares={credit.pk: D("-60")})
    assert standing(credit)[:2] == (D("-60.00"), False)


def test_a_rejected_transfer_gives_all_back(actor: Actor, company: Company) -> None:
    invoice = make_receivable(company, "100")
    payment = record_payment(actor, company, values=VALUES, shares={invoice.pk: D("100.00")})
    with pytest.raises(Refused):
        cancel_payment(actor, payment, reason=" ")
    cancel_payment(actor, payment, reason="Rejet de la banque")
    assert standing(invoice) == (D(0), True, None)
    with pytest.raises(NotAllowed):
        cancel_payment(actor, payment, reason="Encore")
    with pytest.raises(Refused, match="annulé"):
        settle(actor, payment, shares={invoice.pk: D("1")})


def test_an_undone_settlement_is_undone_once(actor: Actor, company: Company) -> None:
    invoice = make_receivable(company, "100")
    payment = record_payment(actor, company, values=VALUES, shares={invoice.pk: D("100.00")})
    settlement = Settlement.objects.get()
    undo_settlement(actor, settlement)
    with pytest.raises(NotAllowed):
        undo_settlement(actor, settlement)
    assert (standing(invoice), standing(payment)) == ((D(0), True, None), D(0))


def test_only_who_records_payments_may(company: Company) -> None:
    invoice = make_receivable(company, "100")
    with pytest.raises(NotAllowed):
        record_payment(make_actor(role=Role.SALESPERSON), company, values=VALUES, shares={invoice.pk: D(1)})
