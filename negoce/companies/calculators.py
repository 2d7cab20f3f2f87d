"""The rules of identifiers as questions: SIREN and SIRET, VAT number, APE code, size, headcount band."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from negoce.companies.rules.activity_codes import ActivityCode, parse_activity_code, version_on
from negoce.companies.rules.company_size import CompanySize, company_size
from negoce.companies.rules.headcount_bands import HeadcountBand, band_of_headcount
from negoce.companies.rules.identifiers import (
    format_siren,
    format_siret,
    is_siren,
    parse_siren,
    parse_siret,
    parse_vat_number,
    vat_key,
    vat_number_of,
)
from negoce.companies.words.findings import MESSAGES as FINDING_MESSAGES
from negoce.kit.explain import Finding
from negoce.kit.worked import CannotWork, Step, Worked
from negoce.parameters.calculator import Calculator, Given, Input, InputKind, Result, ResultUnit
from negoce.parameters.rules.dated_values import DatedValues

ZERO = Decimal(0)
_SIZES: Mapping[str, object] = {
    "micro": _("Microentreprise"),
    "pme": _("PME"),
    "eti": _("ETI"),
    "ge": _("Grande entreprise"),
}
_MESSAGES: Mapping[str, object] = {
    **FINDING_MESSAGES,
    "identifier.siren": _("%(text)s : 9 chiffres, clé de Luhn exacte."),
    "identifier.siret": _("%(text)s : 14 chiffres, clé de Luhn exacte ; SIREN %(siren)s."),
    "identifier.vat_key": _("Clé : (12 + 3 × (%(siren)s modulo 97)) modulo 97 = %(key)s, soit %(number)s."),
    "identifier.vat_checked": _("%(number)s : numéro bien formé."),
    "ape.version": _("Au %(day)s, la nomenclature en vigueur est %(version)s."),
    "ape.found": _("%(code)s : %(label)s (%(version)s)."),
    "size.micro": _(
        "%(persons)s personnes, %(turnover)s € de chiffre d’affaires, %(balance)s € de bilan : microentreprise."
    ),
    "size.pme": _(
        "%(persons)s personnes, %(turnover)s € de chiffre d’affaires, %(balance)s € de bilan : PME."
    ),
    "size.eti": _(
        "%(persons)s personnes, %(turnover)s € de chiffre d’affaires, %(balance)s € de bilan : ETI."
    ),
    "size.ge": _(
        "%(persons)s personnes, %(turnover)s € de chiffre d’affaires, %(balance)s € de bilan : grande entreprise."
    ),
    "band.found": _("%(persons)s personnes : tranche %(code)s."),
}


@dataclass(frozen=True, slots=True)
class _Checked:
    valid: bool
    number: str
    siren: str = ""
    vat_number: str = ""


def _identifier(given: Given, _values: DatedValues) -> Worked[_Checked]:
    text = given["number"]
    digits = "".join(filter(str.isdigit, text))
    parsed = parse_siren(text) if len(digits) <= 9 else parse_siret(text)
    if parsed.value is None:
        findings = (parsed.finding,) if parsed.finding else ()
        return Worked(_Checked(False, text), (), findings)
    siren = parsed.value[:9]
    if len(parsed.value) == 9:
        step = Step("identifier.siren", {"text": format_siren(siren)})
    else:
        step = Step("identifier.siret", {"text": format_siret(parsed.value), "siren": format_siren(siren)})
    return Worked(_Checked(True, parsed.value, siren, vat_number_of(siren)), (step,))


def _vat_number(given: Given, _values: DatedValues) -> Worked[_Checked]:
    text = given["number"]
    siren = "".join(filter(str.isdigit, text))
    if is_siren(siren) and not text.strip()[:2].isalpha():
        figures = {"siren": siren, "key": f"{vat_key(siren):02d}", "number": vat_number_of(siren)}
        return Worked(
            _Checked(True, vat_number_of(siren), siren, vat_number_of(siren)),
            (Step("identifier.vat_key", figures),),
        )
    parsed = parse_vat_number(text)
    if parsed.value is None:
        return Worked(_Checked(False, text), (), (parsed.finding,) if parsed.finding else ())
    return Worked(
        _Checked(True, parsed.value, "", parsed.value),
        (Step("identifier.vat_checked", {"number": parsed.value}),),
    )


def _activity(given: Given, _values: DatedValues) -> Worked[ActivityCode]:
    day: date = given["day"]
    parsed = parse_activity_code(given["code"], day)
    if parsed.value is None:
        finding = parsed.finding or Finding("ape.shape", "error", {"text": given["code"]})
        raise CannotWork(finding.code, **finding.figures)
    code = parsed.value
    return Worked(
        code,
        (
            Step("ape.version", {"day": day, "version": version_on(day).value}),
            Step("ape.found", {"code": code.code, "label": code.label, "version": code.version.value}),
        ),
    )


def _size(given: Given, _values: DatedValues) -> Worked[CompanySize]:
    found = company_size(given["persons"], given["turnover"], given["balance"])
    return Worked(found, (Step(found.explanation.code, found.explanation.figures, "Décret 2008-1354"),))


def _band(given: Given, _values: DatedValues) -> Worked[HeadcountBand]:
    band = band_of_headcount(given["persons"])
    return Worked(band, (Step("band.found", {"persons": given["persons"], "code": band.code}),))


_VALID = Result("valid", _("Valide"), ResultUnit.YES_NO, main=True)
CALCULATORS: tuple[Calculator, ...] = (
    Calculator(
        rule="R-I1",
        ask="identifier",
        title=_("SIREN ou SIRET"),
        inputs=(Input("number", _("SIREN ou SIRET"), InputKind.TEXT),),
        work=_identifier,
        show=lambda found: {
            "valid": found.valid,
            "number": found.number,
            "siren": found.siren,
            "vat_number": found.vat_number,
        },
        results=(
            _VALID,
            Result("siren", _("SIREN"), ResultUnit.TEXT),
            Result("vat_number", _("Numéro de TVA"), ResultUnit.TEXT),
        ),
        messages=_MESSAGES,
        example={"number": "732 829 320 00074"},
    ),
    Calculator(
        rule="R-I2",
        ask="vat-number",
        title=_("Numéro de TVA intracommunautaire"),
        inputs=(Input("number", _("SIREN ou numéro de TVA"), InputKind.TEXT),),
        work=_vat_number,
        show=lambda found: {"valid": found.valid, "vat_number": found.vat_number},
        results=(_VALID, Result("vat_number", _("Numéro de TVA"), ResultUnit.TEXT)),
        messages=_MESSAGES,
        example={"number": "732829320"},
    ),
    Calculator(
        rule="R-I3",
        ask="activity-code",
        title=_("Code APE et nomenclature en vigueur"),
        inputs=(
            Input("code", _("Code APE"), InputKind.TEXT),
            Input("day", _("À la date du"), InputKind.DATE),
        ),
        work=_activity,
        show=lambda found: {"code": found.code, "label": found.label, "version": found.version.value},
        results=(
            Result("code", _("Code"), ResultUnit.TEXT, main=True),
            Result("label", _("Activité"), ResultUnit.TEXT),
            Result("version", _("Nomenclature"), ResultUnit.TEXT),
        ),
        messages=_MESSAGES,
        example={"code": "62.01Z", "day": date(2026, 11, 22)},
    ),
    Calculator(
        rule="R-I4",
        ask="size",
        title=_("Taille de l’entreprise"),
        source="Décret 2008-1354",
        inputs=(
            Input("persons", _("Personnes"), InputKind.WHOLE, lowest=ZERO, highest=Decimal(10_000_000)),
            Input("turnover", _("Chiffre d’affaires"), InputKind.MONEY, lowest=ZERO),
            Input("balance", _("Total du bilan"), InputKind.MONEY, lowest=ZERO),
        ),
        work=_size,
        show=lambda found: {"size": found.size, "label": str(_SIZES[found.size])},
        results=(Result("label", _("Taille"), ResultUnit.TEXT, main=True),),
        messages=_MESSAGES,
        example={"persons": 249, "turnover": Decimal(60_000_000), "balance": Decimal(40_000_000)},
    ),
    Calculator(
        rule="R-I5",
        ask="headcount-band",
        title=_("Tranche d’effectif"),
        inputs=(Input("persons", _("Personnes"), InputKind.WHOLE, lowest=ZERO, highest=Decimal(10_000_000)),),
        work=_band,
        show=lambda band: {"code": band.code, "lowest": band.lowest, "highest": band.highest},
        results=(Result("code", _("Tranche"), ResultUnit.TEXT, main=True),),
        messages=_MESSAGES,
        example={"persons": 48},
    ),
)
