"""What accounts note of a person: disputes, calls, references of payments. The amounts are the company's and stay."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from django.utils.translation import gettext_lazy as _

from negoce.billing.models import Payment, Receivable, Reminder
from negoce.companies.interfaces import PersonData, PersonTable
from negoce.negotiation.person_texts import companies_of, redact_texts


def _export(_contact_id: int) -> Sequence[PersonTable]:
    """Nothing is kept under the person's key: these texts are of the company's account."""
    return ()


def _erase(contact_id: int, redact: Callable[[str], str]) -> int:
    companies = companies_of(contact_id)
    return (
        redact_texts(
            Receivable.objects.filter(company_id__in=companies).exclude(dispute_reason=""),
            ("dispute_reason",),
            redact,
        )
        + redact_texts(Reminder.objects.filter(company_id__in=companies).exclude(note=""), ("note",), redact)
        + redact_texts(
            Payment.objects.filter(company_id__in=companies).exclude(reference=""), ("reference",), redact
        )
    )


ACCOUNT_PEOPLE = PersonData("accounts", _("Règlements"), _export, _erase)
