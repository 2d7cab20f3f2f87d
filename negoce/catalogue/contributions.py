"""What the catalogue lends to the customer file: its list, and the prices agreed, which follow a merge."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from negoce.catalogue.people_data import TERMS_PEOPLE
from negoce.catalogue.queries.lists import PRODUCT_LIST
from negoce.companies.interfaces import LinkedRecords, MergeLink

lists = (PRODUCT_LIST,)
person_data = (TERMS_PEOPLE,)
linked_records = (
    LinkedRecords(
        key="negotiated_prices",
        label=_("Prix négociés"),
        kind="company",
        links=(MergeLink("catalogue.NegotiatedPrice", "company"),),
    ),
    LinkedRecords(
        key="terms_receipts",
        label=_("Conditions de vente reçues"),
        kind="company",
        links=(MergeLink("catalogue.TermsReceipt", "company"),),
    ),
    LinkedRecords(
        key="terms_receipts_of",
        label=_("Conditions de vente reçues"),
        kind="contact",
        links=(MergeLink("catalogue.TermsReceipt", "contact"),),
    ),
)
