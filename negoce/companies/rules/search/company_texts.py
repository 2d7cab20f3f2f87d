"""By which texts search finds a company, and the terms that they make. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from negoce.companies.rules.search.terms import IndexedEntry, kept_fragments, kept_words
from negoce.kit.text import split_words

# The kind of these records in the index.
COMPANY_CODE = 1
_WORDS = ("trade_name", "city", "postal_code", "group_name", "import_key")
_FRAGMENTS = ("siren", "siret", "vat_number", "phone", "fax", "email")


class CompanyTexts(NamedTuple):
    """What the index keeps of a company whoever sees it; `terms` are all but those of its readers."""

    key: str
    words: str
    fragments: str
    terms: str

    def entry(self, id: int, company_id: int, readers: str) -> IndexedEntry:
        """The row of the index of this company."""
        return IndexedEntry(id, company_id, self.key, self.words, "", self.fragments, "", readers)

    def all_terms(self, readers: str) -> str:
        """The same as `IndexedEntry.terms` of the row."""
        return f"{self.terms} {readers}".strip() if readers else self.terms


def company_words(values: Mapping[str, object]) -> str:
    """The text whose words find a company, beside its name."""
    words = [str(values.get(name) or "") for name in _WORDS]
    code = str(values.get("activity_code") or "")
    return " ".join([text for text in (*words, code, code.replace(".", "")) if text])


def company_fragments(values: Mapping[str, object]) -> tuple[str, ...]:
    """The numbers and addresses that find a company by any part of them."""
    siren, siret, vat, phone, fax, email = [str(values.get(name) or "") for name in _FRAGMENTS]
    # A French VAT number ends with the SIREN, by which it is found.
    foreign = "" if vat.startswith("FR") else vat
    return (siret if siret and siret.startswith(siren) else siren, foreign, phone[1:], fax[1:], email)


def company_texts(values: Mapping[str, object]) -> CompanyTexts:
    """Work out what the index keeps of a company with these values, its name among them."""
    title = split_words(str(values["name"]))
    entry = IndexedEntry(
        0,
        None,
        " ".join(title),
        kept_words(title + split_words(company_words(values))),
        "",
        kept_fragments(company_fragments(values)),
        "",
        "",
    )
    return CompanyTexts(entry.key, entry.words, entry.fragments, entry.terms())
