"""What is said of inputs that a calculator cannot read."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

GIVEN_MESSAGES: Mapping[str, Any] = {
    "given.missing": _("Cette valeur est nécessaire."),
    "given.unknown": _("Cette valeur n’est pas connue ici."),
    "given.not_rows": _("Une liste de lignes est attendue."),
    "given.too_many_rows": _("%(rows)s lignes, %(most)s au plus."),
    "given.not_yes_no": _("Répondez par oui ou par non."),
    "given.not_text": _("Un texte court est attendu."),
    "given.not_a_choice": _("Une de ces valeurs est attendue : %(allowed)s."),
    "given.not_a_number": _("Un nombre est attendu, comme 1 234,56."),
    "given.not_whole": _("Un nombre entier est attendu."),
    "given.too_small": _("Au moins %(lowest)s."),
    "given.too_large": _("Au plus %(highest)s."),
    "given.out_of_all_proportion": _("Ces nombres sont trop grands pour être calculés."),
    "date.unreadable": _("« %(text)s » n’est pas une date : écrivez 31/12/2026."),
    "date.no_such_day": _("« %(text)s » : ce jour n’existe pas."),
    "date.no_such_month": _("« %(text)s » : ce mois n’existe pas."),
    "date.year_out_of_range": _("« %(text)s » : une année de %(oldest)s à %(latest)s est attendue."),
}
