"""What negotiation lends to the customer file: deals and quotes follow the merge of a company or a person."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from negoce.companies.interfaces import LinkedRecords, MergeLink

linked_records = (
    LinkedRecords(
        key="deals",
        label=_("Affaires"),
        kind="company",
        links=(MergeLink("negotiation.Deal", "company"),),
    ),
    LinkedRecords(
        key="quotes",
        label=_("Devis"),
        kind="company",
        links=(MergeLink("negotiation.Quote", "company"),),
    ),
    LinkedRecords(
        key="deal_people",
        label=_("Rôles dans des affaires"),
        kind="contact",
        links=(MergeLink("negotiation.DealContact", "contact", twins=("deal_id",)),),
    ),
    LinkedRecords(
        key="quotes_to",
        label=_("Devis adressés"),
        kind="contact",
        links=(MergeLink("negotiation.Quote", "contact"), MergeLink("negotiation.QuoteLink", "contact")),
    ),
)
