"""Countries by their names in French and English, and by their codes."""

from __future__ import annotations

from functools import cache, lru_cache

from babel import Locale

from negoce.kit.text import name_key

LONGEST_NAME = 100
_OTHER_NAMES = {
    "usa": "US",
    "etats unis d amerique": "US", "uk": "GB", "angleterre": "GB", "england": "GB", "ecosse": "GB",
    "hollande": "NL", "deutschland": "DE", "espana": "ES", "italia": "IT", "republique tcheque": "CZ",
    "france metropolitaine": "FR",
    "fra": "FR", "bel": "BE", "che": "CH", "deu": "DE", "esp": "ES", "ita": "IT",
    "gbr": "GB", "lux": "LU", "nld": "NL",
}  # fmt: skip


def country_code(text: str) -> str:
    """Return the two letters of a country written as a code or a name; empty when it is none."""
    # What is longer names none, and would stay in memory.
    return _country_code(text) if len(text) <= LONGEST_NAME else ""


@lru_cache(maxsize=2_000)
def _country_code(text: str) -> str:
    key = name_key(text)
    if len(key) == 2 and key.upper() in _codes():
        return key.upper()
    return _names().get(key, "")


@cache
def _codes() -> frozenset[str]:
    return frozenset(code for code in map(str, Locale("fr").territories) if len(code) == 2 and code.isalpha())


@cache
def _names() -> dict[str, str]:
    names = dict(_OTHER_NAMES)
    for language in ("en", "fr"):
        for code, name in Locale(language).territories.items():
            if code in _codes():
                names[name_key(name)] = code
    return names
