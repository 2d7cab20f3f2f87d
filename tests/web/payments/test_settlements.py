"""What settled a document, on its page: written off, taken back, put again by the notice."""

from __future__ import annotations

import re
from decimal import Decimal as D
from html import unescape

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from negoce.billing.actions.payments.account import take
from negoce.billing.models import Payment, Receivable, Settlement
from negoce.identity.enums import Role
from tests.factories.accounts import make_receivable
from tests.factories.companies import make_company
from tests.factories.identity import make_user

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


def browser_of(role: Role = Role.ADMINISTRATOR) -> Client:
    client = Client()
    client.force_login(make_user(role=role), backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def text_of(browser: Client, url: str) -> str:
    answer = browser.get(url)
    assert answer.status_code == 200
    return answer.content.decode().replace("\u202f", " ").replace("\u00a0", " ")


def page_of(row: Receivable) -> str:
    return reverse("payments:receivable", args=[row.public_id])


def undo_of(page: str) -> str:
    """The address that the notice on this page posts to."""
    found = re.search(r'class="toast-undo" hx-post="([^"]+)"', page)
    assert found is not None
    return unescape(found[1])


def partly_paid(amount: str = "100.00", left: str = "0.30") -> Receivable:
    row = make_receivable(make_company("Laiterie du Vercors"), amount, reference="H2026-1")
    today, settled = timezone.localdate(), D(amount) - D(left)
    payment = Payment.objects.create(
        company=row.company, received_on=today, amount=settled, matched=settled, method="transfer"
    )
    Settlement.objects.create(receivable=row, payment=payment, amount=settled, settled_on=today)
    return take(row.pk, settled, today)


def test_a_difference_is_written_off_seen_and_taken_back() -> None:
    row, browser = partly_paid(), browser_of()
    url = reverse("payments:difference", args=[row.public_id])
    assert url in text_of(browser, page_of(row))
    assert "ni argent reçu ni avoir" in text_of(browser, url)
    refused = browser.post(url, {"reason": ""}, headers=HTMX)
    assert (refused.status_code, Settlement.objects.count()) == (422, 1)
    assert browser.post(url, {"reason": "Frais de la banque"}, headers=HTMX).status_code < 300
    page = text_of(browser, page_of(row))
    assert ("Soldée" in page, "Écart de règlement" in page, "Frais de la banque" in page) == (True,) * 3
    assert "0,30 €" in text_of(browser, reverse("payments:ageing"))
    assert "H2026-1" in text_of(browser, f"{reverse('lists:receivables')}?view=differences")
    browser.post(undo_of(page), headers=HTMX)
    taken = text_of(browser, page_of(row))
    assert ("Soldée" in taken, url in taken) == (False, True)
    browser.post(undo_of(taken), headers=HTMX)
    row.refresh_from_db()
    assert (row.is_open, row.written_off) == (False, D("0.30"))


def test_more_than_the_ceiling_is_not_offered() -> None:
    row, browser = partly_paid(left="5.01"), browser_of()
    url = reverse("payments:difference", args=[row.public_id])
    assert url not in text_of(browser, page_of(row))
    answer = browser.post(url, {"reason": "Frais"}, headers=HTMX)
    assert answer.status_code == 422
    assert Receivable.objects.get().is_open


def test_what_a_credit_note_settled_is_taken_back_and_put_again() -> None:
    company, browser = make_company(), browser_of()
    invoice = make_receivable(company, "100", reference="H2026-1")
    credit = make_receivable(company, "-60", reference="A2026-1")
    use = reverse("payments:credit_use", args=[credit.public_id])
    browser.post(use, {f"share-{invoice.public_id}": "60"}, headers=HTMX)
    settlement = Settlement.objects.get()
    for row in (invoice, credit):
        back = reverse("payments:settlement_back", args=[row.public_id, settlement.pk])
        assert back in text_of(browser, page_of(row))
    browser.post(back, headers=HTMX)
    assert Settlement.objects.count() == 0
    assert dict(Receivable.objects.values_list("reference", "settled")) == {"H2026-1": 0, "A2026-1": 0}
    browser.post(back, headers=HTMX)
    page = text_of(browser, page_of(credit))
    assert "n’existe plus" in page
    browser.post(undo_of(page), headers=HTMX)
    assert dict(Receivable.objects.values_list("reference", "settled")) == {"H2026-1": 60, "A2026-1": -60}


def test_a_payment_is_put_again_on_its_own_page() -> None:
    row, browser = partly_paid(left="40.00"), browser_of()
    payment = Payment.objects.get()
    page = reverse("payments:payment", args=[payment.public_id])
    key = Settlement.objects.get().pk
    browser.post(reverse("payments:settlement_undo", args=[payment.public_id, key]), headers=HTMX)
    answer = browser.post(undo_of(text_of(browser, page)), headers=HTMX)
    assert answer.headers["HX-Redirect"].startswith(page)
    row.refresh_from_db()
    assert row.settled == D("60.00")


@pytest.mark.parametrize("amount", ["", "NaN", "1e999", "-5", "60.001", "61"])
def test_a_made_up_address_settles_nothing(amount: str) -> None:
    company, browser = make_company(), browser_of()
    invoice, credit = make_receivable(company, "100"), make_receivable(company, "-60")
    again = reverse("payments:settlement_again", args=[invoice.public_id])
    asked = f"{again}?of={invoice.public_id}&credit={credit.public_id}&amount={amount}"
    assert browser.post(asked, headers=HTMX).status_code < 400
    assert Settlement.objects.count() == 0


def test_who_records_no_payments_takes_nothing_back() -> None:
    row = partly_paid()
    user = make_user(role=Role.SALESPERSON)
    type(row.company).objects.filter(pk=row.company_id).update(owner=user)
    browser = Client()
    browser.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    back = reverse("payments:settlement_back", args=[row.public_id, Settlement.objects.get().pk])
    again = reverse("payments:settlement_again", args=[row.public_id])
    difference = reverse("payments:difference", args=[row.public_id])
    page = text_of(browser, page_of(row))
    assert (back in page, difference in page) == (False, False)
    for url in (back, again, difference):
        assert browser.post(url, {"reason": "X"}).status_code == 403
