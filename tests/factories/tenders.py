"""Tenders for tests, in the database only: what the actions would also write is left out."""

from __future__ import annotations

from itertools import count

from negoce.companies.models import Company
from negoce.kit.text import name_key
from negoce.negotiation.models import Tender
from negoce.negotiation.rules.tender_days import next_deadline
from tests.factories.companies import make_company

_numbers = count(1)


def make_tender(company: Company | None = None, name: str | None = None, **fields: object) -> Tender:
    """A consultation of a town for supplies, of nobody unless told."""
    words = name or f"Consultation {next(_numbers)}"
    row = Tender(
        company=company or make_company(),
        name=words,
        name_key=name_key(words),
        **{"buyer": "local", "need": "supplies", **fields},
    )
    row.deadline = next_deadline(row.stage, row.days)
    row.save()
    return row
