"""Sets from when the signals of the market hold (P1)."""

from __future__ import annotations

from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from negoce.identity.enums import Permission
from negoce.identity.permissions import require
from negoce.identity.rules.actor import Actor
from negoce.kit.refusal import Refused
from negoce.portfolio.actions.settings_keep import keep_settings
from negoce.portfolio.queries.prospecting_market_facts import current_signal_thresholds
from negoce.portfolio.rules.prospecting_market import SignalThresholds

_MOST_COUNT = Decimal(100_000)
_COUNTS = ("signal_competitors", "signal_practices")


def save_signal_thresholds(actor: Actor, *, thresholds: SignalThresholds) -> None:
    """Keep from when signals hold; figures follow at the next count. Raises NotAllowed, Refused out of range."""
    require(actor, Permission.MANAGE_SETTINGS)
    names = SignalThresholds.__slots__
    faults: dict[str, list[str]] = {}
    for name in names:
        value = getattr(thresholds, name)
        most = _MOST_COUNT if name in _COUNTS else Decimal(100)
        if not 0 < value <= most:
            faults[name] = [
                _("Donnez un nombre au-dessus de 0.")
                if name in _COUNTS
                else _("Une part va de plus de 0 à 100 %.")
            ]
    if faults:
        raise Refused(_("Rien n’a été enregistré : corrigez ce qui est signalé."), fields=faults)
    with transaction.atomic():
        keep_settings(actor, current_signal_thresholds(), thresholds, names)
