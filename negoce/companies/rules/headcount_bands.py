"""INSEE's headcount bands, from NN (no employer) to 53 (10,000 and more) (R-I5)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache

from negoce.companies.reference.tables import band_rows
from negoce.kit.money import format_decimal
from negoce.kit.text import fold


@dataclass(frozen=True, slots=True)
class HeadcountBand:
    """A band: ``highest`` is None when open, both bounds are None for NN."""

    code: str
    lowest: int | None
    highest: int | None


@cache
def headcount_bands() -> tuple[HeadcountBand, ...]:
    """Return the bands in ascending order, NN first (R-I5)."""
    return tuple(HeadcountBand(row.code, row.lowest, row.highest) for row in band_rows())


def headcount_band(code: str) -> HeadcountBand | None:
    """Return the band of a code; a spreadsheet that dropped the zero of ``03`` is understood (R-I5)."""
    wanted = code.strip().upper()
    if len(wanted) == 1 and wanted.isdigit():
        wanted = f"0{wanted}"
    return next((band for band in headcount_bands() if band.code == wanted), None)


def band_of_headcount(persons: int) -> HeadcountBand:
    """Return the band that holds a number of persons (R-I5). Raises ValueError below 0."""
    if persons < 0:
        raise ValueError("a headcount is not negative")
    holding = [band for band in headcount_bands() if band.lowest is not None and band.lowest <= persons]
    return holding[-1]


def headcount_agrees(code: str, persons: int) -> bool:
    """Tell whether a number of persons lies in a band; an unknown band disagrees with nothing."""
    band = headcount_band(code)
    if band is None or band.code == "NN":
        return band is None or persons == 0
    return band_of_headcount(persons) == band


@lru_cache(maxsize=64)
def band_label(code: str, language: str) -> str:
    """Write a band: ``20 à 49 salariés``, ``10 000 salariés et plus``; the code itself when unknown."""
    band = headcount_band(code)
    if band is None:
        return code
    if band.lowest is None:
        return "Sans salarié déclaré" if language == "fr" else "No declared employee"
    low = format_decimal(band.lowest, language)
    high = format_decimal(band.highest, language) if band.highest is not None else ""
    return _label_fr(low, high) if language == "fr" else _label_en(low, high)


def parse_headcount_band(text: str) -> str:
    """Return the code of a band written as a code or as its label in either language, else an empty text."""
    band = headcount_band(text)
    if band is not None:
        return band.code
    wanted = fold(text)
    for band in headcount_bands():
        if wanted in (fold(band_label(band.code, "fr")), fold(band_label(band.code, "en"))):
            return band.code
    return ""


def _label_fr(low: str, high: str) -> str:
    if not high:
        return f"{low} salariés et plus"
    if low == high:
        return f"{low} salarié"
    return f"{low} ou {high} salariés" if (low, high) == ("1", "2") else f"{low} à {high} salariés"


def _label_en(low: str, high: str) -> str:
    if not high:
        return f"{low} employees and more"
    if low == high:
        return f"{low} employees"
    return f"{low} or {high} employees" if (low, high) == ("1", "2") else f"{low} to {high} employees"
