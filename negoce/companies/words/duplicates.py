"""Why two records may be one, in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

REASONS: Mapping[str, Any] = {
    "same_siren": _("même SIREN"),
    "near_siren": _("SIREN à un chiffre près"),
    "same_siret": _("même SIRET"),
    "same_name": _("même nom"),
    "near_name": _("noms proches"),
    "initial": _("même nom, même initiale"),
    "same_phone": _("même téléphone"),
    "same_email": _("même e-mail"),
    "same_domain": _("même site ou même domaine"),
    "same_postal_code": _("même code postal"),
    "same_city": _("même ville"),
    "same_company": _("même entreprise"),
}


def reason_words(codes: Sequence[str]) -> str:
    """The reasons, the strongest first, separated by commas."""
    return ", ".join(str(REASONS[code]) for code in codes if code in REASONS)
