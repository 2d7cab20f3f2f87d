"""Deals for tests, in the database only: what the actions would also write is left out."""

from __future__ import annotations

from datetime import date
from itertools import count

from negoce.companies.models import Company
from negoce.kit.text import name_key
from negoce.negotiation.models import Deal
from tests.factories.companies import make_company

_numbers = count(1)
DAY = date(2026, 11, 2)


def make_deal(company: Company | None = None, name: str | None = None, **fields: object) -> Deal:
    """A deal at its first step since 2 November 2026, of nobody unless told."""
    words = name or f"Affaire {next(_numbers)}"
    values: dict[str, object] = {"step_since": DAY, **fields}
    return Deal.objects.create(
        company=company or make_company(), name=words, name_key=name_key(words), **values
    )
