"""What follows from a company's values: keys, department, size, band, numbers that agree (F1). Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import lru_cache

from negoce.companies.enums import BuyerType
from negoce.companies.rules.company_size import company_size
from negoce.companies.rules.headcount_bands import band_of_headcount, headcount_agrees
from negoce.companies.rules.identifiers import format_siren, format_siret, format_vat_number, vat_number_of
from negoce.companies.rules.legal_forms import buyer_type_of
from negoce.companies.rules.postal_codes import department_of, parse_postal_code, town_agrees
from negoce.kit.explain import Finding
from negoce.kit.text import name_key

KEY_LENGTHS = {"name_key": 200, "city_key": 100}
_PLACE = frozenset({"city", "postal_code", "country"})
_SIZES = frozenset({"headcount", "turnover", "balance_sheet_total"})
# The same towns come again and again in a file.
_town_key = lru_cache(maxsize=4_096)(name_key)


@dataclass(frozen=True, slots=True)
class Derived:
    """Values that follow from the given ones, and refusals that only show when values are put together."""

    values: Mapping[str, object] = field(hash=False)
    errors: Mapping[str, Finding] = field(hash=False)


def derive_company(given: Mapping[str, object], stored: Mapping[str, object]) -> Derived:
    """Return what follows from cleaned values put over the stored ones (empty when the company is new)."""
    whole = {**stored, **given}
    values: dict[str, object] = {}
    errors: dict[str, Finding] = {}
    if "siren" in given or "siret" in given:
        _agree_on_siren(given, whole, values, errors)
    if given.get("vat_number"):
        _agree_on_vat(whole | values, errors)
    if "name" in given:
        values["name_key"] = name_key(_text(whole, "name"))[: KEY_LENGTHS["name_key"]]
    if not _PLACE.isdisjoint(given):
        values["city_key"] = _town_key(_text(whole, "city"))[: KEY_LENGTHS["city_key"]]
        french = _text(whole, "country") in ("", "FR")
        values["department"] = department_of(_text(whole, "postal_code")) if french else ""
    if "headcount" in given and "headcount_band" not in given and given["headcount"] is not None:
        values["headcount_band"] = band_of_headcount(_whole(given["headcount"])).code
    if not _SIZES.isdisjoint(given):
        values["size_class"] = size_class_of(whole)
    _follow_legal_form(given, whole, values)
    return Derived(values, errors)


def size_class_of(values: Mapping[str, object]) -> str:
    """Return the size class, or an empty text while one of its three figures is unknown."""
    persons, turnover, balance = (values.get(n) for n in ("headcount", "turnover", "balance_sheet_total"))
    if persons is None or turnover is None or balance is None:
        return ""
    return company_size(_whole(persons), Decimal(str(turnover)), Decimal(str(balance))).size


def standing_warnings(values: Mapping[str, object]) -> Mapping[str, Finding]:
    """Return what a reader should know of values that are stored all the same, by field."""
    warnings: dict[str, Finding] = {}
    siren, vat = _text(values, "siren"), _text(values, "vat_number")
    if siren and vat.startswith("FR") and vat[4:] != siren:
        warnings["vat_number"] = _warning("vat.other_siren_kept", text=format_vat_number(vat))
    if _text(values, "country") in ("", "FR"):
        code, city = _text(values, "postal_code"), _text(values, "city")
        finding = parse_postal_code(code).finding
        if finding is not None:
            warnings["postal_code"] = Finding(finding.code, "warning", finding.figures)
        elif not town_agrees(code, city):
            warnings["city"] = _warning("postal_code.other_town", text=code, city=city)
    persons, band = values.get("headcount"), _text(values, "headcount_band")
    if persons is not None and band and not headcount_agrees(band, _whole(persons)):
        warnings["headcount_band"] = _warning("headcount.band_disagrees", persons=persons)
    return warnings


def proposed_vat_number(values: Mapping[str, object]) -> str:
    """Return the French VAT number that the SIREN gives, when none is known; else an empty text."""
    siren = _text(values, "siren")
    if not siren or _text(values, "vat_number") or _text(values, "country") not in ("", "FR"):
        return ""
    return vat_number_of(siren)


def _agree_on_siren(
    given: Mapping[str, object],
    whole: Mapping[str, object],
    values: dict[str, object],
    errors: dict[str, Finding],
) -> None:
    """A SIRET begins with its SIREN: a new SIRET gives it, a new SIREN must not contradict it."""
    siren, siret = _text(whole, "siren"), _text(whole, "siret")
    if not siret or siret[:9] == siren:
        return
    if "siret" not in given:
        errors["siren"] = Finding("siren.other_siret", "error", {"siret": format_siret(siret)})
    elif given.get("siren"):
        errors["siret"] = Finding("siret.other_siren", "error", {"siren": format_siren(siren)})
    else:
        values["siren"] = siret[:9]


def _agree_on_vat(whole: Mapping[str, object], errors: dict[str, Finding]) -> None:
    siren, vat = _text(whole, "siren"), _text(whole, "vat_number")
    if siren and vat.startswith("FR") and not vat[4:].startswith("000") and vat[4:] != siren:
        errors["vat_number"] = Finding("vat.other_siren", "error", {"siren": format_siren(siren)})


def _follow_legal_form(
    given: Mapping[str, object], whole: Mapping[str, object], values: dict[str, object]
) -> None:
    """Public bodies and works councils are told by their legal category, unless the buyer type is given."""
    if given.get("legal_form") and "buyer_type" not in given:
        told = buyer_type_of(_text(given, "legal_form"))
        if told is not BuyerType.BUSINESS:
            values["buyer_type"] = told.value
    buyer = values.get("buyer_type") or whole.get("buyer_type")
    if buyer and buyer != BuyerType.PUBLIC_BODY.value and whole.get("public_body_kind"):
        values["public_body_kind"] = ""


def _warning(code: str, **figures: object) -> Finding:
    return Finding(code, "warning", figures)


def _text(values: Mapping[str, object], name: str) -> str:
    value = values.get(name)
    return "" if value is None else str(value)


def _whole(value: object) -> int:
    return int(str(value))
