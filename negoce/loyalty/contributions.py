"""What loyalty lends to the customer file: the list of contracts, which follow a merge."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from negoce.companies.interfaces import LinkedRecords, MergeLink
from negoce.loyalty.people_data import CONTRACT_PEOPLE
from negoce.loyalty.queries.lists import CONTRACT_LIST

lists = (CONTRACT_LIST,)
person_data = (CONTRACT_PEOPLE,)
linked_records = (
    LinkedRecords(
        key="contracts",
        label=_("Contrats"),
        kind="company",
        links=(MergeLink("loyalty.Contract", "company"),),
    ),
    LinkedRecords(
        key="contracts_of",
        label=_("Contrats"),
        kind="contact",
        links=(MergeLink("loyalty.Contract", "contact"),),
    ),
)
