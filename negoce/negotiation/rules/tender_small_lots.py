"""The small lots of a formal procedure that may be bought by an adapted one."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from negoce.kit.explain import Finding
from negoce.kit.worked import Step, Worked
from negoce.negotiation.enums import NeedKind
from negoce.negotiation.rules.tender_thresholds import SMALL_LOT, SMALL_LOT_WORKS, SMALL_LOTS_PERCENT

_SOURCE = "CCP art. R2123-1"


def small_lots(lots: Sequence[Decimal], need: NeedKind) -> Worked[tuple[int, ...]]:
    """Return the places of the lots below the ceiling, smallest first, while together within a share of the total."""
    ceiling = SMALL_LOT_WORKS if need is NeedKind.WORKS else SMALL_LOT
    total = sum(lots, Decimal(0))
    most = total * SMALL_LOTS_PERCENT / 100
    small = sorted((amount, place) for place, amount in enumerate(lots) if amount < ceiling)
    taken, together = [], Decimal(0)
    for amount, place in small:
        if together + amount > most:
            break
        together += amount
        taken.append(place)
    figures = {
        "taken": len(taken),
        "small": len(small),
        "ceiling": ceiling,
        "together": together,
        "percent": SMALL_LOTS_PERCENT,
        "most": most,
    }
    finding = Finding("tender.to_confirm_small_lots", "warning")
    return Worked(tuple(sorted(taken)), (Step("tender.small_lots", figures, _SOURCE),), (finding,))
