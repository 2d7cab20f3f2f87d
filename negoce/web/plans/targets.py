"""Whom plans usually aim at, as filters of the list of companies."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from negoce.portfolio.enums import CUSTOMERS, LifeStatus
from negoce.portfolio.enums import PROSPECTS as WARMED


def _are(*statuses: LifeStatus) -> str:
    return f"status is {','.join(each.value for each in statuses)}"


PROSPECTS = _are(LifeStatus.SUSPECT, LifeStatus.LEAD, *WARMED)
GONE = _are(LifeStatus.DORMANT, LifeStatus.LOST)
BUYING = _are(*CUSTOMERS)
USUAL: Mapping[str, Any] = {
    PROSPECTS: _("Suspects et prospects"),
    GONE: _("Clients dormants ou perdus"),
    BUYING: _("Clients qui achètent"),
}
