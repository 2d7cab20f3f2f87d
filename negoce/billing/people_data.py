"""What accounts note of a person: disputes, calls, drafts, what the bank wrote. The amounts are the company's and stay.

An issued document stays as it was issued, ten years from the end of its year (C. com. L123-22); search knows it by its
number alone. A draft is no voucher yet: it forgets the name.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from negoce.billing.bank_people import erase_bank_texts
from negoce.billing.enums import DocumentState
from negoce.billing.models import FiscalDocument, FiscalLine, Receivable, Reminder, Settlement
from negoce.companies.actions.people.erase_texts import mend_by
from negoce.companies.interfaces import PersonData, PersonTable
from negoce.companies.rules.privacy.crowd import Crowd


def _export(_contact_id: int) -> Sequence[PersonTable]:
    """Nothing is kept under the person's key: these texts are of the company's account."""
    return ()


def _erase(crowd: Crowd) -> int:
    companies = crowd.own_companies
    drafts = FiscalDocument.objects.filter(company_id__in=companies, state=DocumentState.DRAFT.value)
    receivables = Receivable.objects.filter(company_id__in=companies).exclude(dispute_reason="")
    written_off = Settlement.objects.filter(receivable__company_id__in=companies).exclude(difference="")
    reminders = Reminder.objects.filter(company_id__in=companies).exclude(note="")
    lines = FiscalLine.objects.filter(document__in=drafts)
    places: Sequence[tuple[QuerySet[Any], str, Sequence[str]]] = (
        (receivables, "company_id", ("dispute_reason",)),
        (written_off, "receivable__company_id", ("difference",)),
        (reminders, "company_id", ("note",)),
        (drafts, "company_id", ("reason", "note", "buyer_reference")),
        (lines, "document__company_id", ("label", "description")),
    )
    return sum(mend_by(rows, company, names, crowd.around) for rows, company, names in places)


ACCOUNT_PEOPLE = PersonData("accounts", _("Règlements"), _export, _erase, erase_bank_texts)
