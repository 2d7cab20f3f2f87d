"""Works out each night what the learned chance says of deals under way, with what weighed most (N1)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from django.db import transaction

from negoce.negotiation.enums import DealState
from negoce.negotiation.models import Deal
from negoce.portfolio.models import WinChance, WinChanceFit
from negoce.portfolio.queries.win_chance_facts import AT_ONCE, deal_facts
from negoce.portfolio.queries.win_chance_rows import open_deal_keys

if TYPE_CHECKING:
    from negoce.portfolio.scoring.scorer import Scorer


def refresh_win_chances(*, today: date, progress: Callable[[int, int], object] | None = None) -> int:
    """Tell the chance of every deal under way with the fit in use; returns how many rows changed. May run twice.

    A fit that this program can no longer read says nothing any more: its chances go. Deals that are over keep none.
    """
    from negoce.portfolio.scoring.stored import Unreadable, restored

    fit = WinChanceFit.objects.filter(in_use=True).first()
    if fit is None:
        return WinChance.objects.all().delete()[0]
    try:
        scorer = restored(fit.content)
    except Unreadable:
        return WinChance.objects.all().delete()[0]
    over = WinChance.objects.exclude(deal__state=DealState.OPEN.value, deal__deleted_at__isnull=True)
    changed = over.delete()[0]
    keys = open_deal_keys()
    for start in range(0, len(keys), AT_ONCE):
        changed += _write(fit, scorer, keys[start : start + AT_ONCE], today)
        if progress is not None:
            progress(min(start + AT_ONCE, len(keys)), len(keys))
    return changed


def _write(fit: WinChanceFit, scorer: Scorer, keys: Sequence[int], today: date) -> int:
    from negoce.portfolio.scoring.frame import frame_of
    from negoce.portfolio.scoring.learn import heaviest

    owners, _days, table = deal_facts({key: [today] for key in keys})
    frame = frame_of(scorer.columns, table)
    told = scorer.probabilities(frame)
    _base, added = scorer.reasons(frame)
    stored = WinChance.objects.in_bulk(owners)
    rows = []
    for place, key in enumerate(owners):
        percent = Decimal(str(round(100 * float(told[place]), 1)))
        reasons = heaviest(scorer, table, place, added[place].tolist(), most=8)
        before = stored.get(key)
        if before is None or (before.percent, before.reasons, before.fit_id) != (percent, reasons, fit.pk):
            rows.append(WinChance(deal_id=key, fit=fit, percent=percent, reasons=reasons, as_of=today))
    with transaction.atomic():
        alive = set(Deal.objects.filter(pk__in=[row.deal_id for row in rows]).values_list("pk", flat=True))
        written = [row for row in rows if row.deal_id in alive]
        WinChance.objects.bulk_create(
            written,
            update_conflicts=True, unique_fields=["deal"], update_fields=["fit", "percent", "reasons", "as_of"],
            batch_size=500,
        )  # fmt: skip
    return len(written)
