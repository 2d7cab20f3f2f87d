"""Reads what is typed to prepare a meeting. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from negoce.companies.rules.value_cleaning import clean_paragraphs
from negoce.kit.explain import Finding
from negoce.negotiation.rules.deal_values import CleanedDeal

TEXTS = ("approach", "questions")
TEXT_MAX = 2_000


def clean_preparation(given: Mapping[str, object]) -> CleanedDeal:
    """Read both texts by field name; refusals are those of texts."""
    values: dict[str, object] = {}
    errors: dict[str, Finding] = {}
    for name in TEXTS:
        parsed = clean_paragraphs(given.get(name), TEXT_MAX)
        if parsed.finding is not None:
            errors[name] = parsed.finding
        else:
            values[name] = parsed.value or ""
    return CleanedDeal(values, errors)


def questions_in(text: str) -> Sequence[str]:
    """The questions of a text, one a line, without the dash or the bullet that people put before."""
    lines = (line.strip().lstrip("-–—•*").strip() for line in text.splitlines())
    return [line for line in lines if line]
