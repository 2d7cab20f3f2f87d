"""What billing lends to the customer file: invoices, accounts and payments follow the merge of a company.

An issued document keeps the name, the address and the numbers that it was issued with; only whose file it stands in
changes.
"""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from negoce.billing.people_data import ACCOUNT_PEOPLE
from negoce.billing.queries.document_list import DOCUMENT_LIST
from negoce.billing.queries.payments.lists import PAYMENT_LIST, RECEIVABLE_LIST
from negoce.billing.search_source import INVOICES as INVOICES_FOUND
from negoce.billing.timeline import INVOICES
from negoce.companies.interfaces import LinkedRecords, MergeLink

timeline_sources = (INVOICES,)
search_sources = (INVOICES_FOUND,)
lists = (DOCUMENT_LIST, RECEIVABLE_LIST, PAYMENT_LIST)
person_data = (ACCOUNT_PEOPLE,)
linked_records = (
    LinkedRecords(
        key="invoices",
        label=_("Factures et avoirs"),
        kind="company",
        links=(
            MergeLink("billing.FiscalDocument", "company"),
            MergeLink("billing.ExternalDocument", "company"),
            MergeLink("billing.Receivable", "company"),
        ),
        hold=True,
    ),
    LinkedRecords(
        key="rebates",
        label=_("Ristournes"),
        kind="company",
        links=(MergeLink("billing.RebateAgreement", "company"),),
    ),
    LinkedRecords(
        key="payments",
        label=_("Règlements"),
        kind="company",
        links=(MergeLink("billing.Payment", "company"), MergeLink("billing.Reminder", "company")),
        hold=True,
    ),
    LinkedRecords(
        key="invoices_to",
        label=_("Factures adressées"),
        kind="contact",
        links=(MergeLink("billing.FiscalDocument", "contact"),),
    ),
)
