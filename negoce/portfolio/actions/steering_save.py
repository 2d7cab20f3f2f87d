"""Sets what puts the portfolio in euros."""

from __future__ import annotations

from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from negoce.identity.enums import Permission
from negoce.identity.permissions import require
from negoce.identity.rules.actor import Actor
from negoce.kit.refusal import Refused
from negoce.portfolio.actions.settings_keep import keep_settings
from negoce.portfolio.queries.steering import current_steering
from negoce.portfolio.rules.steering import Steering

_MOST = Decimal(10_000_000)


def save_steering(actor: Actor, *, steering: Steering) -> None:
    """Keep the costs and the chance; snapshots use them from the next night. Raises Refused out of range."""
    require(actor, Permission.MANAGE_SETTINGS)
    _check(steering)
    with transaction.atomic():
        names = ("acquisition_cost", "contact_cost", "recall_percent")
        keep_settings(actor, current_steering(), steering, names)


def _check(steering: Steering) -> None:
    faults: dict[str, list[str]] = {}
    for name in ("acquisition_cost", "contact_cost"):
        if not 0 <= getattr(steering, name) <= _MOST:
            faults[name] = [_("Un coût va de 0 à 10 millions d’euros.")]
    if not 0 <= steering.recall_percent <= 100:
        faults["recall_percent"] = [_("Une chance va de 0 à 100 %.")]
    if faults:
        raise Refused(_("Rien n’a été enregistré : corrigez ce qui est signalé."), fields=faults)
