"""Units as documents write them after a quantity: a symbol for measures, a word in the right number for the rest."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from django.utils.translation import get_language, npgettext

# The same in all languages (SI); minutes, hours and litres too.
_SYMBOLS = {
    "KGM": "kg", "GRM": "g", "TNE": "t", "LTR": "l", "HLT": "hl", "MTR": "m", "MTK": "m²", "MTQ": "m³", "KMT": "km",
    "KWH": "kWh", "MIN": "min", "HUR": "h",
}  # fmt: skip
_WORDS: dict[str, Callable[[int], str]] = {
    "C62": lambda count: npgettext("quantity", "unité", "unités", count),
    "DAY": lambda count: npgettext("quantity", "jour", "jours", count),
    "WEE": lambda count: npgettext("quantity", "semaine", "semaines", count),
    "MON": lambda count: npgettext("quantity", "mois", "mois", count),
    "ANN": lambda count: npgettext("quantity", "an", "ans", count),
    "SET": lambda count: npgettext("quantity", "lot", "lots", count),
    "PR": lambda count: npgettext("quantity", "paire", "paires", count),
    "DZN": lambda count: npgettext("quantity", "douzaine", "douzaines", count),
    "CEN": lambda count: npgettext("quantity", "cent", "cents", count),
    "MIL": lambda count: npgettext("quantity", "millier", "milliers", count),
    "BX": lambda count: npgettext("quantity", "boîte", "boîtes", count),
    "PK": lambda count: npgettext("quantity", "paquet", "paquets", count),
    "RO": lambda count: npgettext("quantity", "rouleau", "rouleaux", count),
    "PF": lambda count: npgettext("quantity", "palette", "palettes", count),
    "LS": lambda count: npgettext("quantity", "forfait", "forfaits", count),
}


def printed_unit(code: str, quantity: Decimal) -> str:
    """Return the unit after a quantity, in the active language: 12 kg, 1,5 jour, 2 jours; an unknown code as it is.

    French is plural from 2 on, English for all but 1.
    """
    if code in _SYMBOLS:
        return _SYMBOLS[code]
    if code not in _WORDS:
        return code
    french = (get_language() or "fr").startswith("fr")
    single = abs(quantity) < 2 if french else abs(quantity) == 1
    return _WORDS[code](1 if single else 2)
