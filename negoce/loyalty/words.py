"""The words of contracts."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from negoce.loyalty.enums import ContractKind, ContractState, Period, Renewal

KINDS: Mapping[str, Any] = {
    ContractKind.SUBSCRIPTION.value: _("Abonnement"),
    ContractKind.MAINTENANCE.value: _("Maintenance"),
    ContractKind.SERVICE.value: _("Prestation"),
    ContractKind.SUPPLY.value: _("Approvisionnement"),
    ContractKind.RENTAL.value: _("Location"),
    ContractKind.OTHER.value: _("Autre"),
}
RENEWALS: Mapping[str, Any] = {
    Renewal.TACIT.value: _("Tacite"),
    Renewal.EXPRESS.value: _("Expresse"),
    Renewal.NONE.value: _("Aucune"),
}
PERIODS: Mapping[str, Any] = {
    Period.MONTH.value: _("Mois"),
    Period.QUARTER.value: _("Trimestre"),
    Period.HALF_YEAR.value: _("Semestre"),
    Period.YEAR.value: _("Année"),
}
STATES: Mapping[str, Any] = {
    ContractState.ACTIVE.value: _("En cours"),
    ContractState.TERMINATED.value: _("Résilié"),
    ContractState.ENDED.value: _("Terminé"),
}
