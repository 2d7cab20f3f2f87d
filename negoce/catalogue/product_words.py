"""What products are called by: their nature, their unit of sale, how they stand towards VAT."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from negoce.catalogue.enums import ProductKind, VatCategory

NATURES: Mapping[str, Any] = {
    ProductKind.GOODS.value: _("Marchandise"),
    ProductKind.SERVICE.value: _("Prestation"),
}
# UN/ECE recommendation 20, as electronic invoices ask for; the codes that people sell by first.
UNITS: Mapping[str, Any] = {
    "C62": _("unité"),
    "KGM": _("kilogramme"),
    "GRM": _("gramme"),
    "TNE": _("tonne"),
    "LTR": _("litre"),
    "HLT": _("hectolitre"),
    "MTR": _("mètre"),
    "MTK": _("mètre carré"),
    "MTQ": _("mètre cube"),
    "KMT": _("kilomètre"),
    "KWH": _("kilowattheure"),
    "MIN": _("minute"),
    "HUR": _("heure"),
    "DAY": _("jour"),
    "WEE": _("semaine"),
    "MON": _("mois"),
    "ANN": _("an"),
    "SET": _("lot"),
    "PR": _("paire"),
    "DZN": _("douzaine"),
    "CEN": _("centaine"),
    "MIL": _("millier"),
    "BX": _("boîte, carton"),
    "PK": _("paquet"),
    "RO": _("rouleau"),
    "PF": _("palette"),
    "LS": _("forfait"),
}
# How a line stands towards VAT when it bears none (EN 16931, UNCL5305).
VAT_CATEGORIES: Mapping[str, Any] = {
    VatCategory.STANDARD.value: _("Taux normal ou réduit"),
    VatCategory.ZERO.value: _("Taux zéro"),
    VatCategory.EXEMPT.value: _("Exonéré de TVA"),
    VatCategory.REVERSE_CHARGE.value: _("Autoliquidation par le client"),
    VatCategory.INTRA_COMMUNITY.value: _("Livraison intracommunautaire"),
    VatCategory.EXPORT.value: _("Exportation hors UE"),
    VatCategory.OUTSIDE_SCOPE.value: _("Hors du champ de la TVA"),
}


def unit_label(code: str) -> str:
    """The unit in words; a code that is not among ours stays a code."""
    return str(UNITS.get(code, code))
