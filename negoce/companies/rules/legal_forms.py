"""Legal forms: INSEE's legal categories on four digits, their abbreviations, what they tell of the buyer."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from negoce.companies.enums import BuyerType
from negoce.companies.reference.tables import legal_form_labels
from negoce.kit.text import fold, name_key

# The abbreviation people write, and the category it stands for (domain section 6).
ABBREVIATIONS = {
    "EI": "1000",
    "SNC": "5202",
    "SCS": "5306",
    "SCA": "5308",
    "EURL": "5498",
    "SARL": "5499",
    "SA": "5599",
    "SELARL": "5485",
    "SAS": "5710",
    "SASU": "5720",
    "SELAS": "5785",
    "SE": "5800",
    "GIE": "6220",
    "CUMA": "6316",
    "SCI": "6540",
    "SCM": "6589",
    "GAEC": "6533",
    "EARL": "6598",
    "Commune": "7210",
    "Association": "9220",
    "CSE": "8310",
}


@dataclass(frozen=True, slots=True)
class LegalForm:
    """A legal category; ``abbreviation`` is empty when none is usual."""

    code: str
    label: str
    abbreviation: str

    @property
    def short_label(self) -> str:
        """Return what a header shows: ``SAS`` rather than the full wording."""
        return self.abbreviation or self.label


def legal_form(code: str) -> LegalForm | None:
    """Return the legal form of a category on four digits, or None."""
    return _forms().get(code)


def common_legal_forms() -> tuple[LegalForm, ...]:
    """Return the forms that have an abbreviation, the most usual of a customer file."""
    return tuple(form for form in _forms().values() if form.abbreviation)


def parse_legal_form(text: str) -> LegalForm | None:
    """Return the form of a code, an abbreviation (``S.A.R.L.``) or a label; None when nothing answers."""
    given = text.strip()
    if given.isdigit():
        return legal_form(given.zfill(4))
    return _by_name().get(name_key(given).replace(" ", "")) or _by_name().get(fold(given))


def search_legal_forms(query: str, limit: int = 20) -> tuple[LegalForm, ...]:
    """Return the forms whose code or abbreviation begins with the query or whose label holds its words."""
    wanted = fold(query)
    if not wanted:
        return ()
    words = wanted.split()
    hits = []
    for form in _forms().values():
        short, label = fold(form.abbreviation), fold(form.label)
        if form.code.startswith(wanted) or short.startswith(wanted):
            hits.append((short != wanted, 0, form.code, form))
        elif all(word in label for word in words):
            hits.append((True, 1 + len(label), form.code, form))
    return tuple(hit[3] for hit in sorted(hits, key=lambda hit: hit[:3])[:limit])


def buyer_type_of(code: str) -> BuyerType:
    """Return who buys, from the legal category: public bodies are in 4 and 7, works councils in 83."""
    if code.startswith("83"):
        return BuyerType.WORKS_COUNCIL
    if code.startswith(("4", "7")):
        return BuyerType.PUBLIC_BODY
    return BuyerType.BUSINESS


@cache
def _forms() -> dict[str, LegalForm]:
    short = {code: abbreviation for abbreviation, code in ABBREVIATIONS.items()} | {"8311": "CSE"}
    labels = legal_form_labels()
    return {code: LegalForm(code, labels[code], short.get(code, "")) for code in labels}


@cache
def _by_name() -> dict[str, LegalForm]:
    names = {fold(form.label): form for form in _forms().values()}
    names |= {fold(name): _forms()[code] for name, code in ABBREVIATIONS.items()}
    return names
