"""What is proposed about customers who cost more than they bring, in words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from negoce.portfolio.enums import Remedy

REMEDIES: Mapping[str, Any] = {
    Remedy.REPRICE: _("Revoir les prix"),
    Remedy.SERVE_CHEAPER: _("Servir à moindre coût"),
    Remedy.LET_GO: _("Laisser partir"),
}
