"""A customer with invoices or payments does not go to the bin: the books stay in sight."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from negoce.billing.models import Payment
from negoce.companies.actions.company_delete import delete_company
from negoce.companies.models import Company
from negoce.identity.enums import Role
from negoce.identity.rules.actor import system_actor
from negoce.kit.refusal import Refused
from tests.factories.billing import make_customer, make_issued, make_seller
from tests.factories.companies import make_company
from tests.factories.identity import make_user

pytestmark = pytest.mark.django_db


def test_the_bin_hides_no_invoice_and_no_payment() -> None:
    make_seller()
    billed, paid = make_customer(), make_company()
    make_issued(billed)
    Payment.objects.create(company=paid, received_on=date(2026, 11, 2), amount=Decimal(10))
    for company in (billed, paid):
        with pytest.raises(Refused, match="pièces comptables"):
            delete_company(system_actor(), company)
    assert delete_company(system_actor(), make_company()).deleted_at is not None


def test_its_page_says_so(client: Client) -> None:
    make_seller()
    company = make_issued().company
    client.force_login(make_user(role=Role.ADMINISTRATOR))
    client.post(reverse("companies:deletion", args=[company.public_id]))
    assert Company.objects.get(pk=company.pk).deleted_at is None
    page = client.get(reverse("companies:record", args=[company.public_id]))
    assert "pièces comptables" in page.content.decode()
