"""The cash discount of an invoice paid early: a credit note with its VAT, once."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal as D

import pytest
from django.utils import timezone

from negoce.billing.actions.credit_draft import draft_credit
from negoce.billing.actions.draft_writing import DraftLine
from negoce.billing.actions.payments.discount_taken import discount_left, settle_by_discount
from negoce.billing.actions.payments.record import record_payment
from negoce.billing.models import FiscalDocument, Receivable
from negoce.identity.enums import Role
from negoce.identity.permissions import NotAllowed
from negoce.identity.rules.actor import Actor
from negoce.kit.refusal import Refused
from tests.factories.accounts import make_receivable
from tests.factories.billing import issue, item, make_customer, make_issued, make_seller
from tests.factories.identity import make_actor

pytestmark = pytest.mark.django_db


@pytest.fixture
def actor() -> Actor:
    return make_actor()


def paid(actor: Actor, amount: str, *lines: DraftLine, **terms: object) -> Receivable:
    make_seller()
    document = make_issued(lines=lines or [item("A", "500"), item("B", "500", vat_rate=D("5.5"))], **terms)
    row = Receivable.objects.get(document=document)
    # The invoice is of a fixed day, its payment of today.
    Receivable.objects.filter(pk=row.pk).update(due_on=timezone.localdate() + timedelta(days=30))
    day = timezone.localdate().strftime("%d/%m/%Y")
    values = {"received_on": day, "amount": D(amount), "method": "transfer", "reference": "VIR"}
    record_payment(actor, row.company, values=values, shares={row.pk: D(amount)})
    row.refresh_from_db()
    return row


def test_what_is_left_is_credited_with_its_vat_rate_by_rate(actor: Actor) -> None:
    row = paid(actor, "1104.95")
    assert row.amount == D("1127.50")
    credit = settle_by_discount(actor, row)
    assert (credit.incl_vat, credit.kind, credit.corrected_id) == (D("22.55"), "credit_note", row.document_id)
    assert {D(each["rate"]): D(each["vat"]) for each in credit.vat_table} == {
        D(20): D("2.00"),
        D("5.5"): D("0.55"),
    }
    row.refresh_from_db()
    assert (row.is_open, row.settled) == (False, D("1127.50"))
    with pytest.raises(Refused):
        settle_by_discount(actor, row)
    assert FiscalDocument.objects.filter(kind="credit_note").count() == 1


def test_cents_that_binary_cannot_hold_close_the_account(actor: Actor) -> None:
    row = paid(actor, "11.55", item("A", "10.10"))
    assert row.document is not None
    issue(draft_credit(actor, row.document, reason="Escompte", incl_vat=row.amount - row.settled))
    row.refresh_from_db()
    assert (row.is_open, row.settled) == (False, D("12.12"))


@pytest.mark.parametrize("amount", ["1000.00", "1127.50"])
def test_a_large_part_or_nothing_left_is_no_discount(actor: Actor, amount: str) -> None:
    row = paid(actor, amount)
    assert discount_left(row) is None
    with pytest.raises(Refused):
        settle_by_discount(actor, row)


def test_who_pays_late_has_no_discount(actor: Actor) -> None:
    row = paid(actor, "1104.95")
    Receivable.objects.filter(pk=row.pk).update(due_on="2020-01-01")
    with pytest.raises(Refused, match="après l’échéance"):
        settle_by_discount(actor, row)


def test_an_invoice_of_the_past_has_none(actor: Actor) -> None:
    row = make_receivable(make_customer(), "100", settled=D(99))
    with pytest.raises(Refused):
        settle_by_discount(actor, row)


def test_a_refused_issue_leaves_no_draft(actor: Actor) -> None:
    row = paid(actor, "1104.95")
    make_seller(siren="", siret="")
    with pytest.raises(Refused):
        settle_by_discount(actor, row)
    assert not FiscalDocument.objects.filter(kind="credit_note").exists()


def test_only_who_issues_may(actor: Actor) -> None:
    row = paid(actor, "1104.95")
    with pytest.raises(NotAllowed):
        settle_by_discount(make_actor(role=Role.SALESPERSON), row)


def test_the_figures_of_the_invoice_decide(actor: Actor) -> None:
    two = {"early_percent": D("2.00"), "early_days": 8}
    too_little = paid(actor, "1093.68", **two)
    Receivable.objects.update(issued_on=timezone.localdate())
    with pytest.raises(Refused, match="plus que l’escompte convenu"):
        settle_by_discount(actor, too_little)
    late, today = paid(actor, "1104.95", **two), timezone.localdate()
    Receivable.objects.filter(pk=late.pk).update(issued_on=today - timedelta(days=9))
    with pytest.raises(Refused, match="était acquis jusqu’au"):
        settle_by_discount(actor, late)
    Receivable.objects.filter(pk=late.pk).update(issued_on=today - timedelta(days=8))
    assert settle_by_discount(actor, late).incl_vat == D("22.55")
