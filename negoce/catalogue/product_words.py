"""What products are called by: their nature, their unit of sale, how they stand towards VAT."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from negoce.catalogue.enums import ProductKind

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


def unit_label(code: str) -> str:
    """The unit in words; a code that is not among ours stays a code."""
    return str(UNITS.get(code, code))
