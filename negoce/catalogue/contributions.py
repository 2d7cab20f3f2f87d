"""What the catalogue lends to the customer file: prices agreed with a company follow its merge."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from negoce.companies.interfaces import LinkedRecords, MergeLink

linked_records = (
    LinkedRecords(
        key="negotiated_prices",
        label=_("Prix négociés"),
        kind="company",
        links=(MergeLink("catalogue.NegotiatedPrice", "company"),),
    ),
)
