"""Year-end rebates agreed by bands of purchases."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from negoce.kit.money import round_money
from negoce.kit.worked import CannotWork, Step, Worked

HUNDRED = Decimal(100)


@dataclass(frozen=True, slots=True)
class Band:
    """Purchases up to an amount excluding VAT earn a rate in percent points; the last band has no end."""

    up_to: Decimal | None
    percent: Decimal


def volume_rebate(purchases: Decimal, bands: Sequence[Band]) -> Worked[Decimal]:
    """Return the rebate excluding VAT on a period's purchases, each band on its own part (R-C2).

    Purchases below zero (more returned than bought) earn nothing. Raises CannotWork for bands that do not rise, a
    rate outside 0 to 100, or a band after the one without end.
    """
    check_bands(bands)
    rebate, floor, steps = Decimal(0), Decimal(0), []
    for band in bands:
        top = purchases if band.up_to is None else min(purchases, band.up_to)
        if top <= floor:
            break
        earned = round_money((top - floor) * band.percent / HUNDRED)
        figures = {"from": floor, "to": top, "part": top - floor, "percent": band.percent, "earned": earned}
        steps.append(Step("volume_rebate.band", figures))
        rebate += earned
        floor = top
    steps.append(Step("volume_rebate.total", {"purchases": purchases, "rebate": rebate}))
    return Worked(rebate, tuple(steps))


def check_bands(bands: Sequence[Band]) -> None:
    """Raise CannotWork for bands that do not rise, a rate outside 0 to 100, or a band after the one without end."""
    floor = Decimal(0)
    for at, band in enumerate(bands):
        if not 0 <= band.percent <= HUNDRED:
            raise CannotWork("reduction.percent_out_of_range", percent=band.percent)
        if band.up_to is None:
            if at != len(bands) - 1:
                raise CannotWork("volume_rebate.band_after_last")
        elif band.up_to <= floor:
            raise CannotWork("volume_rebate.bands_must_rise", amount=band.up_to)
        else:
            floor = band.up_to
