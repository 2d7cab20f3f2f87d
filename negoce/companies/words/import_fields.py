"""What the fields of an import are called."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from negoce.companies.models import Company

_OWN_LABELS: Mapping[str, Any] = {
    "nic": _("NIC (5 chiffres)"),
    "line1": _("adresse"),
    "line2": _("complément d’adresse"),
    "street_number": _("n° dans la voie"),
    "street_repeat": _("bis, ter"),
    "street_type": _("type de voie"),
    "street_name": _("nom de la voie"),
    "import_key": _("code dans le fichier"),
}


def company_field_label(key: str) -> Any:
    """The name of a field of a company as a mapping offers it."""
    return _OWN_LABELS.get(key) or Company._meta.get_field(key).verbose_name  # type: ignore[union-attr]
