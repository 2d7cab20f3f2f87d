"""The people of an erasure, as rooms are told of them."""

from __future__ import annotations

from negoce.companies.models import Contact
from negoce.companies.rules.privacy.crowd import Crowd, Erasure
from negoce.companies.rules.privacy.redaction import traces_of
from negoce.companies.rules.privacy.rows import sought


def erasing(contact_id: int, words: str, put: str = "…") -> Crowd:
    """One person, whose name is these words wherever they stand; `put` is written in their place."""
    rows = Contact.objects.filter(pk=contact_id).values_list("company_id", "posts__company_id")
    companies = sorted({key for row in rows for key in row if key is not None})
    traces = traces_of("", words, (), alone=True)
    who = sought("", words, (), traces)
    return Crowd([Erasure(contact_id, words, companies, companies, traces, traces, traces, who, put)])
