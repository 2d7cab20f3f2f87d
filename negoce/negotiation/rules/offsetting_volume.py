"""How much more must be sold for a reduction to cost no margin."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

from negoce.kit.worked import CannotWork, Step, Worked

_HUNDRED, _STEP = Decimal(100), Decimal("0.01")


def offsetting_volume(margin: Decimal, discount: Decimal) -> Worked[Decimal]:
    """The extra volume that brings back the margin a discount takes, in percent points: d ÷ (m − d) (R-S4).

    `margin` and `discount` are percent points of the price before the discount. Raises CannotWork for a rate
    outside 0 to 100, and for a discount that takes the whole margin: no volume makes up for that.
    """
    for rate in (discount, margin):
        if not 0 <= rate <= _HUNDRED:
            raise CannotWork("reduction.percent_out_of_range", percent=rate)
    if discount >= margin:
        raise CannotWork("offsetting_volume.impossible", discount=discount, margin=margin)
    left = margin - discount
    extra = (discount / left * _HUNDRED).quantize(_STEP, ROUND_HALF_UP)
    figures = {"discount": discount, "margin": margin, "left": left, "extra": extra}
    return Worked(extra, (Step("offsetting_volume.extra", figures),))
