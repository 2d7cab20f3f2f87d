"""Works out each night what the market tells through our own records, for each set of companies (P1)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.db import transaction
from django.utils import timezone

from negoce.portfolio.models import SignalFigures
from negoce.portfolio.queries.portfolio_scopes import all_scopes
from negoce.portfolio.queries.prospecting_market_facts import (
    company_signals,
    current_signal_thresholds,
    new_products,
)
from negoce.portfolio.rules.prospecting_market import fold_signals
from negoce.portfolio.rules.scope_set import ScopeSet


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
