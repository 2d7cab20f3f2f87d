"""Keeps the figures that the house sets for the portfolio."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from django.db import transaction

from negoce.identity.actions.journal import Entry, record
from negoce.identity.rules.actor import Actor
from negoce.portfolio.models import PortfolioSetting


def keep_settings(
    actor: Actor, before: object, after: object, names: Iterable[str], *, prefix: str = ""
) -> None:
    """Write which of these attributes differ, each under its name behind the prefix, and the journal."""
    changes: dict[str, tuple[object, object]] = {}
    with transaction.atomic():
        for name in names:
            old, new = getattr(before, name), getattr(after, name)
            if old != new:
                PortfolioSetting.objects.update_or_create(key=f"{prefix}{name}", defaults={"value": new})
                changes[f"{prefix}{name}"] = (_plain(old), _plain(new))
        if changes:
            record(actor, Entry("updated", "portfolio_settings", None, changes=changes))


def _plain(value: Decimal | int) -> str:
    """« 45 » of 45.00; « 100 », not « 1E+2 »."""
    return f"{Decimal(value).normalize():f}"
