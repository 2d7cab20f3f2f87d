"""Companies that were recommended and now order: their referrals are won (K10)."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils import timezone

from negoce.identity.rules.actor import system_actor
from negoce.orders.queries.first_orders import first_orders
from negoce.prospecting.actions.referral_win import open_referred, win_referrals

_BATCH = 500


def bring_referrals_up(company_ids: Sequence[int] | None = None) -> int:
    """Look at the first orders of these companies, of all that wait without; returns how many were won.

    Orders come by hand, with quotes and by files: the same look serves all, and may be repeated.
    """
    waiting = open_referred()
    keys = waiting if company_ids is None else [key for key in waiting if key in set(company_ids)]
    today = timezone.localdate()
    won = 0
    for start in range(0, len(keys), _BATCH):
        won += win_referrals(system_actor(), first_orders(keys[start : start + _BATCH], today))
    return won
