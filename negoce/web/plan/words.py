"""The parts of the plan in words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from negoce.portfolio.enums import PlanPart

PARTS: Mapping[str, Any] = {
    PlanPart.CONQUEST: _("Conquête"),
    PlanPart.DEVELOPMENT: _("Développement"),
    PlanPart.LOYALTY: _("Fidélité"),
}
PURPOSES: Mapping[str, Any] = {
    PlanPart.CONQUEST: _("gagner de nouveaux clients"),
    PlanPart.DEVELOPMENT: _("vendre plus à ceux que nous avons"),
    PlanPart.LOYALTY: _("garder les clients, réveiller les dormants"),
}
