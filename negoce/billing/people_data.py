"""What accounts note of a person: disputes, calls, drafts, what the bank wrote. The amounts are the company's and stay.

An issued document stays as it was issued, ten years from the end of its year (C. com. L123-22); search knows it by its
number alone. A draft is no voucher yet: it forgets the name.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from django.utils.translation import gettext_lazy as _

from negoce.billing.bank_people import erase_bank_texts
from negoce.billing.enums import DocumentState
from negoce.billing.models import FiscalDocument, FiscalLine, Receivable, Reminder, Settlement
from negoce.companies.interfaces import PersonData, PersonTable
from negoce.negotiation.person_texts import companies_of, redact_texts


def _export(_contact_id: int) -> Sequence[PersonTable]:
    """Nothing is kept under the person's key: these texts are of the company's account."""
    return ()


def _erase(contact_id: int, redact: Callable[[str], str]) -> int:
    companies = companies_of(contact_id)
    drafts = FiscalDocument.objects.filter(company_id__in=companies, state=DocumentState.DRAFT.value)
    lines = FiscalLine.objects.filter(document__in=drafts)
    receivables = Receivable.objects.filter(company_id__in=companies)
    written_off = Settlement.objects.filter(receivable__company_id__in=companies).exclude(difference="")
    reminders = Reminder.objects.filter(company_id__in=companies).exclude(note="")
    return (
        redact_texts(receivables.exclude(dispute_reason=""), ("dispute_reason",), redact)
        + redact_texts(written_off, ("difference",), redact)
        + redact_texts(reminders, ("note",), redact)
        + redact_texts(drafts, ("reason", "note", "buyer_reference"), redact)
        + redact_texts(lines, ("label", "description"), redact)
        + erase_bank_texts(contact_id, redact)
    )


ACCOUNT_PEOPLE = PersonData("accounts", _("Règlements"), _export, _erase)
