"""What is said of year-end rebates: why one is refused, its states, where its rule stands."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from negoce.billing.enums import RebateState
from negoce.companies.words.findings import MESSAGES as COMPANY_MESSAGES
from negoce.negotiation.words.rules import MESSAGES as NEGOTIATION_MESSAGES

REBATE_MESSAGES: Mapping[str, Any] = {
    **COMPANY_MESSAGES,
    **NEGOTIATION_MESSAGES,
    "rebate.ends_before_start": _("La fin est avant le début."),
    "rebate.too_long": _("Une ristourne porte sur %(years)s ans au plus : faites un accord par période."),
    "rebate.more_than_sold": _(
        "La ristourne (%(amount)s € HT) dépasse ce qui est facturé au client sur la période, avoirs déduits "
        "(%(sold)s € HT, là où le taux de TVA est connu). Facturez d’abord ce qui a été livré."
    ),
    "rebate.no_band": _("Donnez au moins une tranche : un montant, et le taux jusqu’à ce montant."),
}
STATES: Mapping[str, Any] = {
    RebateState.ACTIVE.value: _("en cours"),
    RebateState.CLOSED.value: _("close"),
}
