"""Holds a file to all the rules that it should obey, and says which it breaks. Runs in a process of its own.

Free of Django. `validate.py` is what the program calls.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from negoce.billing.documents.electronic.official_rules import Failure, OfficialRules
from negoce.billing.documents.electronic.reading import FACTURX_NAME, PdfMarks, ReadDocument, read_document
from negoce.billing.documents.electronic.rulesets import (
    NOT_INVOICES,
    Family,
    Flavour,
    Syntax,
    rules_for,
)

_SELLER_COUNTRY = {
    Syntax.CII: ".//{*}SellerTradeParty/{*}PostalTradeAddress/{*}CountryID",
    Syntax.UBL_INVOICE: "./{*}AccountingSupplierParty//{*}PostalAddress/{*}Country/{*}IdentificationCode",
    Syntax.UBL_CREDIT_NOTE: "./{*}AccountingSupplierParty//{*}PostalAddress/{*}Country/{*}IdentificationCode",
}
_NUMBER = {
    Syntax.CII: "./{*}ExchangedDocument/{*}ID",
    Syntax.UBL_INVOICE: "./{*}ID",
    Syntax.UBL_CREDIT_NOTE: "./{*}ID",
    Syntax.CDAR: "./{*}ExchangedDocument/{*}ID",
}
# Factur-X's check that BT-24 bears its own identifier, and that of the European norm.
_FACTURX_GUIDELINE = "FX-SCH-A-000556"
_NORM = "urn:cen.eu:en16931:2017"
_LEVELS = {Flavour.BASIC_WL: "BASIC WL", Flavour.EN16931: "EN 16931"}


@dataclass(frozen=True, slots=True)
class Checked:
    """What was found: how the document is written, what it claims, and the rules that it breaks.

    `french` tells whether the French rules were asked of it: by default when its seller is in France.
    """

    syntax: Syntax
    flavour: Flavour
    guideline: str
    number: str
    in_pdf: bool
    french: bool
    failures: tuple[Failure, ...]

    @property
    def is_valid(self) -> bool:
        """Whether no rule is broken; warnings let it pass."""
        return not any(not each.is_warning for each in self.failures)


def check_document(data: bytes, rules: OfficialRules, *, french: bool | None = None) -> Checked:
    """Read a file and hold it to its schema, its profile and, for a seller in France, the French rules (BR-FR).

    A document that its schema refuses is still held to the others: their words are clearer. Raises CannotWork when
    it cannot be read, or is no invoice (a life-cycle message: `cdar` reads it).
    """
    document = read_document(data)
    wanted = rules_for(document.syntax, document.flavour)
    failures = list(_of_container(document))
    asks_france = _is_french(document) if french is None else french
    if wanted.schema:
        failures += rules.schema_failures(wanted.schema, document.root)
    if wanted.profile:
        failures += rules.schematron_failures(wanted.profile, Family.PROFILE, document.root)
    failures = _of_guideline(document, failures)
    if wanted.france and asks_france:
        failures += rules.schematron_failures(wanted.france, Family.FRANCE, document.root)
        if document.flavour in NOT_INVOICES:
            failures.append(Failure("NEGOCE-PROFILE", Family.FRANCE, True, "", document.guideline))
    return Checked(
        syntax=document.syntax,
        flavour=document.flavour,
        guideline=document.guideline,
        number=" ".join((document.root.findtext(_NUMBER[document.syntax]) or "").split())[:60],
        in_pdf=document.pdf is not None,
        french=asks_france,
        failures=_unique(failures),
    )


def _is_french(document: ReadDocument) -> bool:
    path = _SELLER_COUNTRY.get(document.syntax)
    return path is not None and (document.root.findtext(path) or "").strip() == "FR"


def _of_container(document: ReadDocument) -> list[Failure]:
    marks = document.pdf
    if marks is None:
        return []
    if document.syntax is not Syntax.CII:
        return [Failure("NEGOCE-PDF-SYNTAX", Family.CONTAINER, False, "", document.syntax.value)]
    return [
        Failure(rule, Family.CONTAINER, warns, "", where)
        for rule, warns, where in _of_marks(marks, document.flavour)
    ]


def _of_marks(marks: PdfMarks, flavour: Flavour) -> list[tuple[str, bool, str]]:
    found: list[tuple[str, bool, str]] = []
    # Before 2020 the German twin of Factur-X named its file otherwise: read, but no platform must accept it.
    if marks.xml_name != FACTURX_NAME:
        found.append(("NEGOCE-PDF-NAME", True, marks.xml_name))
    if marks.pdfa_part != "3":
        found.append(("NEGOCE-PDF-A3", False, marks.pdfa_part or "—"))
    if not marks.level:
        found.append(("NEGOCE-PDF-XMP", False, "—"))
    elif marks.level.replace(" ", "") != _LEVELS.get(flavour, flavour.value).replace(" ", ""):
        found.append(("NEGOCE-PDF-LEVEL", True, f"{marks.level} ≠ {flavour.value}"))
    return found


def _of_guideline(document: ReadDocument, failures: list[Failure]) -> list[Failure]:
    """Say that nobody knows the specification; a national use of the norm is held to the norm, not to its own name."""
    if document.flavour is not Flavour.OTHER:
        return failures
    if document.guideline.startswith(_NORM):
        return [each for each in failures if each.rule != _FACTURX_GUIDELINE]
    return [
        *failures,
        Failure("NEGOCE-GUIDELINE", Family.PROFILE, False, "", document.guideline[:120] or "—"),
    ]


def _unique(failures: Sequence[Failure]) -> tuple[Failure, ...]:
    """Keep one of those that say the same thing of several places: the first place, and how many more."""
    places: dict[tuple[str, str], list[Failure]] = {}
    for each in failures:
        places.setdefault((each.rule, each.text), []).append(each)
    return tuple(
        same[0] if len(same) == 1 else replace(same[0], where=f"{same[0].where} (× {len(same)})")
        for same in places.values()
    )
