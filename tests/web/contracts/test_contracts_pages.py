"""Contracts on the screens: typed, listed, invoiced, renewed, terminated, recalled to the customer."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from negoce.billing.models import FiscalDocument
from negoce.identity.enums import Role, Scope
from negoce.loyalty.models import Contract
from negoce.web.companies.record import company_url
from tests.factories.companies import make_company
from tests.factories.handled_orders import make_contract
from tests.factories.identity import make_user
from tests.harness.queries import Queries

pytestmark = pytest.mark.django_db


def client_of(role: Role = Role.ADMINISTRATOR) -> Client:
    client = Client()
    user = make_user(role, scope=Scope.ALL.value)
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def url(row: Contract, name: str = "contract") -> str:
    return reverse(f"contracts:{name}", args=[row.public_id])


def test_a_contract_is_typed_and_shown() -> None:
    company, client = make_company("Gardot"), client_of()
    address = reverse("contracts:enter", args=[company.public_id])
    assert client.get(reverse("contracts:create"), {"company": company.public_id})["Location"] == address
    assert "n-sale-lines" in client.get(address).content.decode()
    posted = {
        "title": "Abonnement",
        "kind": "subscription",
        "starts_on": "01/01/2030",
        "term_months": "12",
        "renewal": "tacit",
        "notice_days": "60",
        "period": "month",
        "in_advance": "1",
        **{f"line_{name}": [""] for name in ("product", "code", "description", "unit", "vat", "option")},
        "line_option_group": [""],
        "line_key": ["a"],
        "line_kind": ["item"],
        "line_label": ["Accès"],
        "line_quantity": ["1"],
        "line_price": ["49,90"],
        "line_price_typed": ["1"],
        "line_reductions": [""],
    }  # fmt: skip
    wrong = client.post(address, {**posted, "term_months": "0"})
    assert (wrong.status_code, "Accès" in wrong.content.decode()) == (422, True)
    assert (
        "59,88\u00a0€"
        in client.post(reverse("contracts:preview", args=[company.public_id]), posted).content.decode()
    )
    client.post(address, posted)
    row = Contract.objects.get()
    assert row.net == Decimal("49.90")
    page = client.get(url(row)).content.decode()
    for words in ("Abonnement", "49,90\u00a0€", "31 déc. 2030", "1er nov. 2030", "Aucune période"):
        assert words in page
    listed = client.get("/contracts/").content.decode()
    assert row.number in listed
    assert row.number in client.get(f"{company_url(company)}?tab=documents").content.decode()


def test_its_invoices_are_prepared_from_its_page() -> None:
    row, client = make_contract(), client_of()
    assert "À préparer" in client.get(url(row)).content.decode()
    client.post(url(row, "invoices"))
    assert FiscalDocument.objects.exists()
    page = client.get(url(row)).content.decode()
    assert "À préparer" not in page
    assert "Brouillon" in page
    again = client.post(url(row, "invoices"), follow=True).content.decode()
    assert "Aucune période de ce contrat" in again


def test_it_is_renewed_and_terminated() -> None:
    client, express = client_of(), make_contract(renewal="express")
    before = express.ends_on
    client.post(url(express, "renewal"))
    express.refresh_from_db()
    assert express.ends_on.year == before.year + 1
    assert client.post(url(express, "termination"), {"reason": ""}).status_code == 422
    client.post(url(express, "termination"), {"reason": "Déménagement"})
    express.refresh_from_db()
    assert (express.state, express.ending_reason) == ("terminated", "Déménagement")


def test_a_price_is_indexed_for_the_periods_to_come() -> None:
    row, client = make_contract(), client_of()
    client.post(url(row, "invoices"))
    page = client.get(url(row, "lines")).content.decode()
    assert 'value="300,00"' in page
    names = ("product", "code", "description", "unit", "vat", "option", "option_group", "reductions")
    posted = {
        **{f"line_{name}": [""] for name in names},
        "line_key": ["a"],
        "line_kind": ["item"],
        "line_label": ["Visite"],
        "line_quantity": ["1"],
        "line_price": ["309"],
        "line_price_typed": ["1"],
    }
    assert client.post(url(row, "lines"), {**posted, "revision": "88"}).status_code == 409
    revision = Contract.objects.get().revision
    assert client.post(url(row, "lines"), {**posted, "revision": revision}).status_code == 302
    row.refresh_from_db()
    assert row.net == Decimal(309)
    assert set(FiscalDocument.objects.values_list("net", flat=True)) == {Decimal(300)}


def test_a_works_council_must_be_told_in_time() -> None:
    business, council = make_contract(), make_contract(make_company(buyer_type="works_council"))
    client = client_of()
    Contract.objects.update(notice_on=timezone.localdate() + timedelta(days=30))
    assert "L215-1" in client.get(url(council)).content.decode()
    assert "L215-1" not in client.get(url(business)).content.decode()
    Contract.objects.update(notice_on=timezone.localdate() - timedelta(days=1))
    assert "repart après le" in client.get(url(council)).content.decode()
    assert business.number in client.get(url(business, "letter")).content.decode()


def test_who_may_only_read_changes_nothing() -> None:
    row, client = make_contract(), client_of(Role.READ_ONLY)
    page = client.get(url(row)).content.decode()
    assert url(row, "termination") not in page
    for name in ("renewal", "termination", "invoices"):
        assert client.post(url(row, name), {"reason": "x"}).status_code == 403


def test_the_page_costs_the_same_whatever_the_periods(queries: Queries) -> None:
    row, client = make_contract(), client_of()
    numbers = iter(range(20))

    def more() -> None:
        row.lines.create(position=10 + next(numbers), label="x", quantity=1)

    assert queries.same(more, lambda: client.get(url(row))) <= 11


def test_the_head_is_changed_in_a_dialog_and_what_is_invoiced_is_bound() -> None:
    row, client = make_contract(), client_of()
    page = client.get(url(row, "head")).content.decode()
    assert "Maintenance des chambres froides" in page
    assert "disabled" not in page
    posted = {"title": "Entretien", "kind": "maintenance", "starts_on": "01/01/2026", "term_months": "12",
              "renewal": "tacit", "notice_days": "90", "period": "quarter", "in_advance": "1"}  # fmt: skip
    assert client.post(url(row, "head"), {**posted, "term_months": "x"}).status_code == 422
    assert client.post(url(row, "head"), posted).status_code == 302
    row.refresh_from_db()
    assert row.title == "Entretien"
    client.post(url(row, "invoices"))
    bound = client.get(url(row, "head")).content.decode()
    assert bound.count("disabled") == 3
    assert client.post(url(row, "head"), {**posted, "period": "month", "title": "Visites"}).status_code == 302
    row.refresh_from_db()
    assert (row.title, row.period) == ("Visites", "quarter")
