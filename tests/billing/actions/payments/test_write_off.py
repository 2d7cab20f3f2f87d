"""An invoice that stays open for a few cents: closed without a credit note, within a ceiling, and back."""

from __future__ import annotations

from datetime import date
from decimal import Decimal as D

import pytest
from django.utils import timezone

from negoce.billing.actions.payments.cancel import cancel_payment
from negoce.billing.actions.payments.record import record_payment
from negoce.billing.actions.payments.settle import undo_settlement
from negoce.billing.actions.payments.write_off import take_back_difference, write_off
from negoce.billing.models import Payment, Receivable, Settlement
from negoce.billing.queries.payments.difference import written_off_in_year
from negoce.identity.enums import Role
from negoce.identity.models import JournalEntry
from negoce.identity.permissions import NotAllowed
from negoce.identity.rules.actor import Actor
from negoce.kit.refusal import Refused
from negoce.parameters.enums import ParameterKey
from negoce.parameters.models import Parameter
from tests.factories.accounts import make_receivable
from tests.factories.companies import make_company
from tests.factories.identity import make_actor

pytestmark = pytest.mark.django_db
PAID_ON = date(2026, 11, 15)


@pytest.fixture
def actor() -> Actor:
    return make_actor()


def paid(actor: Actor, amount: str, of: str = "100.00") -> tuple[Receivable, Payment]:
    """An invoice of 100 euros, of which so much was paid."""
    row = make_receivable(make_company(), of)
    values = {"received_on": "15/11/2026", "amount": amount.replace(".", ","), "method": "transfer"}
    payment = record_payment(actor, row.company, values=values, shares={row.pk: D(amount)})
    return row, payment


def standing(row: Receivable) -> tuple[D, D, bool, date | None]:
    row.refresh_from_db()
    return row.settled, row.written_off, row.is_open, row.settled_on


def test_the_rest_is_closed_on_the_day_of_the_payment(actor: Actor) -> None:
    row, payment = paid(actor, "99.70")
    made = write_off(actor, row, reason="  Frais de la   banque ")
    assert standing(row) == (D("100.00"), D("0.30"), False, PAID_ON)
    assert (made.amount, made.difference, made.payment, made.credit) == (
        D("0.30"), "Frais de la banque", None, None,
    )  # fmt: skip
    payment.refresh_from_db()
    assert payment.matched == D("99.70")
    told = JournalEntry.objects.get(verb="written_off")
    assert (told.subject_id, told.values["reason"]) == (row.pk, [None, "Frais de la banque"])
    found = written_off_in_year(actor, timezone.localdate())
    assert (found.total, found.invoices) == (D("0.30"), 1)
    with pytest.raises(Refused, match="rien à solder"):
        write_off(actor, row, reason="Encore")


def test_it_is_taken_back(actor: Actor) -> None:
    row, _payment = paid(actor, "99.70")
    undo_settlement(actor, write_off(actor, row, reason="Arrondi"))
    assert standing(row) == (D("99.70"), D("0.00"), True, None)
    write_off(actor, row, reason="Arrondi")
    take_back_difference(actor, row)
    take_back_difference(actor, row)
    assert standing(row) == (D("99.70"), D("0.00"), True, None)
    assert JournalEntry.objects.filter(verb="undone", subject_kind="receivable").count() == 2


def test_a_difference_falls_with_the_last_payment_that_it_is_one_of(actor: Actor) -> None:
    row, payment = paid(actor, "96.00")
    write_off(actor, row, reason="Frais")
    cancel_payment(actor, payment, reason="Rejet")
    assert standing(row) == (D("0.00"), D("0.00"), True, None)
    assert JournalEntry.objects.filter(verb="undone", subject_kind="receivable").count() == 1
    with pytest.raises(Refused, match="Rien n’a encore été réglé"):
        write_off(actor, row, reason="Frais")


def test_a_difference_stays_while_a_payment_does(actor: Actor) -> None:
    row, payment = paid(actor, "6.00")
    values = {"received_on": "15/11/2026", "amount": "90,00", "method": "transfer"}
    record_payment(actor, row.company, values=values, shares={row.pk: D("90.00")})
    write_off(actor, row, reason="Frais")
    undo_settlement(actor, Settlement.objects.get(payment=payment))
    assert standing(row) == (D("94.00"), D("4.00"), True, None)


def test_never_above_the_ceiling_even_in_two_times(actor: Actor) -> None:
    row, payment = paid(actor, "2.00")
    values = {"received_on": "15/11/2026", "amount": "94,00", "method": "transfer"}
    record_payment(actor, row.company, values=values, shares={row.pk: D("94.00")})
    write_off(actor, row, reason="Frais")
    cancel_payment(actor, payment, reason="Rejet")
    with pytest.raises(Refused, match="serait de 6"):
        write_off(actor, row, reason="Frais")
    assert Settlement.objects.exclude(difference="").count() == 1


def test_the_ceiling_is_a_setting(actor: Actor) -> None:
    row, _payment = paid(actor, "88.00")
    with pytest.raises(Refused, match="au-delà de 5"):
        write_off(actor, row, reason="Frais")
    Parameter.objects.filter(key=ParameterKey.DIFFERENCE_CEILING).update(value=15)
    write_off(actor, row, reason="Frais")
    assert not Receivable.objects.get(pk=row.pk).is_open


def test_who_may_not_and_no_reason(actor: Actor) -> None:
    row, _payment = paid(actor, "99.70")
    with pytest.raises(NotAllowed):
        write_off(make_actor(Role.SALESPERSON), row, reason="Arrondi")
    with pytest.raises(Refused, match="d’où vient cet écart"):
        write_off(actor, row, reason=" \0 ")
    assert standing(row) == (D("99.70"), D("0.00"), True, None)
