"""The figures beside the sidebar's lines, kept a minute by each server process."""

from __future__ import annotations

import time

from django.conf import settings
from django.utils.formats import number_format

from negoce.companies.queries.visible import visible_companies
from negoce.identity.rules.actor import Actor

COUNTED_UP_TO = 10_000
_kept: dict[tuple[object, ...], tuple[float, int]] = {}
_KEPT_AT_MOST = 512


def company_count(actor: Actor) -> str:
    """How many companies the actor sees: exact up to 10,000, then « 10 000+ »; empty for none."""
    seen = _count(actor)
    if not seen:
        return ""
    words = number_format(min(seen, COUNTED_UP_TO), use_l10n=True, force_grouping=True)
    return f"{words}+" if seen > COUNTED_UP_TO else words


def _count(actor: Actor) -> int:
    """The count itself: it reads at most 10,001 rows, once a minute for people who see the same records."""
    sight = () if actor.sees_everything else (actor.colleague_ids, actor.territory_ids)
    key = (actor.scope, *sight)
    now = time.monotonic()
    kept = _kept.get(key)
    if kept and now - kept[0] < settings.NEGOCE_COUNT_SECONDS:
        return kept[1]
    count = visible_companies(actor).order_by()[: COUNTED_UP_TO + 1].count()
    if len(_kept) >= _KEPT_AT_MOST:
        _kept.clear()
    _kept[key] = (now, count)
    return count
