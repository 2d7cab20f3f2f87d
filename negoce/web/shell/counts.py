"""The figures beside the sidebar's lines, kept a minute by each server process."""

from __future__ import annotations

import time
from collections.abc import Callable

from django.conf import settings
from django.utils import timezone
from django.utils.formats import number_format

from negoce.automation.queries.day.read import count_of_day
from negoce.companies.queries.activities import MOST_LISTED, due_count
from negoce.companies.queries.visible import visible_companies
from negoce.identity.rules.actor import Actor
from negoce.negotiation.queries.tenders.visible import open_tenders

COUNTED_UP_TO = 10_000
_kept: dict[tuple[object, ...], tuple[float, int]] = {}
_KEPT_AT_MOST = 2_048


def company_count(actor: Actor) -> str:
    """How many companies the actor sees: exact up to 10,000, then « 10 000+ »; empty for none."""
    seen = _count(actor)
    if not seen:
        return ""
    words = number_format(min(seen, COUNTED_UP_TO), use_l10n=True, force_grouping=True)
    return f"{words}+" if seen > COUNTED_UP_TO else words


def due_activities(actor: Actor) -> str:
    """How many activities of the actor are late or for today: exact up to 99; empty for none."""
    today = timezone.localdate()
    seen = _kept_a_minute(("due", actor.user_id, today), lambda: due_count(actor, today))
    if not seen:
        return ""
    return str(seen) if seen < MOST_LISTED else f"{MOST_LISTED - 1}+"


def day_actions(actor: Actor) -> str:
    """How many actions the actor's day holds; empty for none."""
    today = timezone.localdate()
    return str(_kept_a_minute(("day", actor.user_id, today), lambda: count_of_day(actor, today)) or "")


def tenders_under_way(actor: Actor) -> str:
    """How many tenders that the actor sees have no result yet: exact up to 99; empty for none."""
    sight = () if actor.sees_everything else (actor.colleague_ids, actor.territory_ids)
    rows = open_tenders(actor)
    seen = _kept_a_minute(("tenders", actor.scope, *sight), lambda: rows[:MOST_LISTED].count())
    if not seen:
        return ""
    return str(seen) if seen < MOST_LISTED else f"{MOST_LISTED - 1}+"


def _count(actor: Actor) -> int:
    """The count itself: it reads at most 10,001 rows, once a minute for people who see the same records."""
    sight = () if actor.sees_everything else (actor.colleague_ids, actor.territory_ids)
    rows = visible_companies(actor).order_by()
    return _kept_a_minute((actor.scope, *sight), lambda: rows[: COUNTED_UP_TO + 1].count())


def _kept_a_minute(key: tuple[object, ...], ask: Callable[[], int]) -> int:
    now = time.monotonic()
    kept = _kept.get(key)
    if kept and now - kept[0] < settings.NEGOCE_COUNT_SECONDS:
        return kept[1]
    count = ask()
    if len(_kept) >= _KEPT_AT_MOST:
        _kept.clear()
    _kept[key] = (now, count)
    return count
