"""The sentences on the cells of a line, and why a price applies."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from negoce.catalogue.price_words import PRICE_MESSAGES

LINE_MESSAGES: Mapping[str, Any] = {
    **PRICE_MESSAGES,
    "line.code_unknown": _("« %(code)s » n’est pas une référence du catalogue."),
    "line.no_label": _("Il manque une désignation."),
    "line.no_text": _("Il manque un texte."),
    "line.no_price": _("Pas de prix au catalogue : saisissez-en un."),
    "line.quantity_zero": _("La quantité est 0 : supprimez la ligne, ou donnez-en une."),
    "line.negative": _("%(value)s : un nombre négatif n’a pas de sens ici."),
    "line.too_large": _("Trop grand : moins de %(highest)s."),
    "line.too_many_decimals": _("%(decimals)s décimales : %(most)s au plus."),
    "line.too_many_reductions": _("%(most)s réductions au plus sur une ligne."),
    "line.text_too_long": _("%(most)s caractères au plus."),
    "line.vat_unreadable": _("« %(text)s » n’est pas un taux de TVA."),
    "line.two_variants": _("Une autre variante de « %(group)s » est déjà retenue."),
}
