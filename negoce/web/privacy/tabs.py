"""The tabs of what the house owes to people."""

from __future__ import annotations

from collections.abc import Sequence

from django.urls import reverse
from django.utils.translation import gettext as _

from negoce.ui.components.lists import Tab


def rights_tabs(active: str) -> Sequence[Tab]:
    """Requests, delays, notices, register."""
    pages = (
        ("requests", _("Demandes des personnes")),
        ("retention", _("Conservation")),
        ("notices", _("À informer")),
        ("register", _("Registre des traitements")),
    )
    return [Tab(label, reverse(f"people_rights:{name}"), active=name == active) for name, label in pages]
