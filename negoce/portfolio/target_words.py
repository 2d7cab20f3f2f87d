"""The sentences about targets that were pasted."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

PASTE_MESSAGES: Mapping[str, Any] = {
    "paste.too_long": _("Plus de %(most)s lignes : collez-en moins."),
    "paste.nothing": _("Aucun montant n’a été lu."),
    "paste.name": _("Ligne %(line)s : « %(text)s » n’est le nom d’aucune ligne de la grille."),
    "paste.ambiguous": _("Ligne %(line)s : plusieurs lignes de la grille s’appellent « %(text)s »."),
    "paste.twice": _("Ligne %(line)s : « %(text)s » a deux montants pour le même mois."),
    "paste.amount": _("Ligne %(line)s : « %(text)s » n’est pas un montant positif."),
    "paste.year": _("Ligne %(line)s : le mois « %(text)s » n’est pas de l’année montrée."),
    "paste.columns": _("Ligne %(line)s : trop de colonnes (%(text)s) ; un nom puis douze mois au plus."),
}
