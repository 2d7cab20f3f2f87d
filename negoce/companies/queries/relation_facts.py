"""Until when companies dealt with us: from what upper rooms know, their orders first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from negoce.companies.wired import wired


def last_dealings(company_ids: Sequence[int]) -> Mapping[int, date]:
    """The last day each company dealt with us; those that never did are left out."""
    found: dict[int, date] = {}
    for fact in wired().relation_facts:
        for key, day in fact.last(company_ids).items():
            found[key] = max(day, found.get(key, day))
    return found
