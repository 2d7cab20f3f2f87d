"""Works out each night what the market tells through our own records, for each set of companies (P1)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from negoce.identity.actions.journal import Entry, record
from negoce.identity.enums import Permission
from negoce.identity.permissions import require
from negoce.identity.rules.actor import Actor
from negoce.kit.refusal import Refused
from negoce.portfolio.models import PortfolioSetting, SignalFigures
from negoce.portfolio.queries.portfolio_scopes import all_scopes
from negoce.portfolio.queries.prospecting_market_facts import (
    company_signals,
    current_signal_thresholds,
    new_products,
)
from negoce.portfolio.rules.prospecting_market import SignalThresholds, fold_signals
from negoce.portfolio.rules.scope_set import ScopeSet

_MOST_COUNT = Decimal(100_000)
COUNTS = ("signal_competitors", "signal_practices")


def refresh_signals(*, today: date, scopes: Sequence[ScopeSet] | None = None) -> int:
    """Write the figures of all sets, or of these; idempotent. Returns how many sets."""
    thresholds, codes = current_signal_thresholds(), new_products(today)
    known = company_signals(today, codes)
    wanted = list(all_scopes() if scopes is None else scopes)
    for scope in wanted:
        rows = (
            (key, each)
            for key, each in known.items()
            if scope.whole or each.owner in scope.owners or each.territory in scope.territories
        )
        content = fold_signals(rows, thresholds, codes)
        with transaction.atomic():
            SignalFigures.objects.update_or_create(
                scope_key=scope.key,
                defaults={"as_of": today, "content": content, "made_at": timezone.now()},
            )
    if scopes is None:
        SignalFigures.objects.exclude(scope_key__in=[each.key for each in wanted]).delete()
    return len(wanted)


def save_signal_thresholds(actor: Actor, *, thresholds: SignalThresholds) -> None:
    """Keep from when signals hold; figures follow at the next count. Raises NotAllowed, Refused out of range."""
    require(actor, Permission.MANAGE_SETTINGS)
    names = SignalThresholds.__slots__
    faults: dict[str, list[str]] = {}
    for name in names:
        value = getattr(thresholds, name)
        most = _MOST_COUNT if name in COUNTS else Decimal(100)
        if not 0 < value <= most:
            faults[name] = [
                _("Donnez un nombre au-dessus de 0.")
                if name in COUNTS
                else _("Une part va de plus de 0 à 100 %.")
            ]
    if faults:
        raise Refused(_("Rien n’a été enregistré : corrigez ce qui est signalé."), fields=faults)
    with transaction.atomic():
        before = current_signal_thresholds()
        changes: dict[str, tuple[object, object]] = {}
        for name in names:
            old, new = getattr(before, name), getattr(thresholds, name)
            if old != new:
                PortfolioSetting.objects.update_or_create(key=name, defaults={"value": new})
                changes[name] = (str(old), str(new))
        if changes:
            record(actor, Entry("updated", "portfolio_settings", None, changes=changes))
