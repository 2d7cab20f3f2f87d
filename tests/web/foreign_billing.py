"""Invoices, debts and payments of somebody else, for test_foreign_records."""

from __future__ import annotations

from datetime import date

from negoce.billing.models import Payment, Settlement
from negoce.companies.models import Address, Company
from tests.factories.accounts import make_receivable
from tests.factories.billing import make_draft, make_issued, make_seller
from tests.factories.handled_orders import make_handled
from tests.factories.rebates import make_rebate

Values = dict[str, dict[str, object]]


def of_billing(company: Company, mark: str) -> Values:
    """The parts of the addresses of invoices: an issued one, a draft to issue, an order to invoice."""
    make_seller()
    Address.objects.filter(company=company).update(postal_code="38000", city="Grenoble")
    order = {"public_id": make_handled(company).order.public_id}
    return {
        "billing": {"public_id": make_issued(company, note=mark).public_id},
        "billing:issue": {"public_id": make_draft(company, note=mark).public_id},
        "billing:from_order": order,
        "billing:ahead": order,
        "billing:deposit": order,
        "rebates": {
            "public_id": company.public_id,
            "rebate_id": make_rebate(company, label=mark).public_id,
        },
    }


def of_the_account(company: Company, mark: str) -> Values:
    """The parts of the addresses of debts and payments."""
    debt = make_receivable(company, "100", due_on=date(2026, 10, 1), reference=f"F-{mark}")
    credit = make_receivable(company, "-30", reference=f"A-{mark}")
    payment = Payment.objects.create(
        company=company, received_on=date(2026, 11, 1), amount=50, method="transfer", reference=mark
    )
    settlement = Settlement.objects.create(
        receivable=debt, payment=payment, amount=10, settled_on=date(2026, 11, 1)
    )
    owed = {"public_id": debt.public_id}
    return {
        "payments": {"public_id": payment.public_id, "key": settlement.pk},
        "payments:receivable": owed,
        "payments:credit_use": {"public_id": credit.public_id},
        "payments:difference": owed,
        "payments:settlement_back": {"public_id": debt.public_id, "key": settlement.pk},
        "payments:settlement_again": owed,
        "payments:promise": owed,
        "payments:dispute": owed,
        "payments:discount": owed,
        "payments:reminder": {"public_id": company.public_id},
        "payments:reminder_letter": {"public_id": company.public_id},
        # Of nobody: a letter on an example, for who may set the program.
        "payments:reminder_preview": {"place": 1, "language": "fr"},
    }
