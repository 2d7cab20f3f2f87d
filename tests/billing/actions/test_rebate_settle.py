"""The one credit note of a year-end rebate: what it refers to, its VAT, issued as any other, once."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal as D

import pytest
from django.utils import timezone

from negoce.billing.actions.rebates.settle import settle_rebate
from negoce.billing.documents.from_content import electronic_invoice
from negoce.billing.models import ExternalDocument, FiscalDocument, Receivable, SettledInvoice
from negoce.identity.enums import Role
from negoce.identity.permissions import NotAllowed
from negoce.kit.refusal import Refused
from tests.factories.billing import issue, item, make_customer, make_draft, make_seller
from tests.factories.identity import make_actor
from tests.factories.orders import make_order
from tests.factories.rebates import make_rebate

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def seller():
    return make_seller()


def _past(company, reference: str, net: str, vat: str) -> ExternalDocument:
    return ExternalDocument.objects.create(
        company=company, kind="invoice", reference=reference, issued_on=date(2025, 6, 1), net=D(net), vat=D(vat),
        incl_vat=D(net) + D(vat),
    )  # fmt: skip


def test_one_credit_note_refers_to_the_invoices_of_the_period(today: date):
    company, actor = make_customer(), make_actor()
    make_order(company, date(2025, 3, 1), "64000")
    make_order(company, date(2026, 3, 1), "1000")
    past = _past(company, "FA-7", "48000", "9600")
    Receivable.objects.create(
        company=company,
        external=past,
        kind="invoice",
        reference="FA-7",
        issued_on=past.issued_on,
        amount=past.incl_vat,
    )
    _past(company, "FA-8", "16000", "880")
    _past(make_customer(siren="552100554", siret=""), "FA-9", "5000", "1000")
    row = make_rebate(company, 2025)
    credit = settle_rebate(actor, row)
    assert (credit.net, credit.vat, credit.incl_vat) == (D("1220.00"), D("199.78"), D("1419.78"))
    assert [(each.unit_price, each.vat_rate) for each in credit.lines.order_by("position")] == [
        (D("915.00"), D(20)), (D("305.00"), D("5.5")),
    ]  # fmt: skip
    with pytest.raises(Refused, match="déjà préparé"):
        settle_rebate(actor, row)
    done = issue(credit)
    content = json.loads(done.content)
    assert [each["number"] for each in content["settled"]] == ["FA-7", "FA-8"]
    assert content["operation"] == "B"
    told = electronic_invoice(content, number=done.number, issued_on=today)
    assert [(each.number, each.issued_on) for each in told.preceding] == [
        ("FA-7", date(2025, 6, 1)), ("FA-8", date(2025, 6, 1)),
    ]  # fmt: skip
    # It pays no invoice by itself: it waits on the account.
    assert Receivable.objects.get(document=done).settled == 0
    assert Receivable.objects.get(external=past).settled == 0


def test_what_was_credited_since_is_not_given_twice(today: date):
    company = make_customer()
    make_order(company, date(2026, 1, 15), "100")
    invoice = issue(make_draft(company, [item(price="100")]))
    row = make_rebate(company, 2026, ends_on=date(2026, 11, 19), bands=[{"up_to": None, "percent": "50.00"}])
    with pytest.raises(Refused, match="dépasse"):
        # Invoiced after the end of the period.
        settle_rebate(make_actor(), row)
    credit = _settled_by_hand(company, invoice)
    issue(FiscalDocument.objects.get(pk=credit.pk))
    again = _settled_by_hand(company, invoice, net="20")
    with pytest.raises(Refused, match="rend plus"):
        issue(again)


def _settled_by_hand(company, invoice: FiscalDocument, net: str = "100") -> FiscalDocument:
    """A draft on one invoice of which so much was left."""
    credit = make_draft(company, [item("Ristourne", price="50")])
    FiscalDocument.objects.filter(pk=credit.pk).update(kind="credit_note", reason="Ristourne")
    SettledInvoice.objects.create(
        credit=credit, invoice=invoice, reference=invoice.number, issued_on=invoice.issued_on, net=D(net)
    )
    return credit


def test_who_may_settle_and_when():
    company, actor = make_customer(), make_actor()
    with pytest.raises(Refused, match="pas finie"):
        settle_rebate(actor, make_rebate(company, timezone.localdate().year))
    with pytest.raises(Refused, match="Aucune ristourne"):
        settle_rebate(actor, make_rebate(company, 2025))
    with pytest.raises(NotAllowed):
        settle_rebate(make_actor(Role.READ_ONLY), make_rebate(company, 2024))
