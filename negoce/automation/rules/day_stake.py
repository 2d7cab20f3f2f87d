"""Which euros an action is ranked by, and which may be shown, to who reads margins and who does not. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from negoce.automation.enums import StakeKind
from negoce.kit.money import round_money

# Where costs are not known, or not to be read, this part of revenue counts as margin.
USUAL_MARGIN_RATE = Decimal("0.30")


@dataclass(frozen=True, slots=True)
class Amounts:
    """What is known of the euros at stake; `margin` and `revenue` exclude VAT, `owed` includes it."""

    margin: Decimal | None = None
    revenue: Decimal | None = None
    owed: Decimal | None = None

    @property
    def is_known(self) -> bool:
        """Whether anything is."""
        return not (self.margin is None and self.revenue is None and self.owed is None)


@dataclass(frozen=True, slots=True)
class Stake:
    """What counts for the rank, and what is shown of it; both None when nothing is known."""

    counted: Decimal | None
    shown: Decimal | None
    kind: StakeKind | None


def stake_of(amounts: Amounts, *, reads_margin: bool) -> Stake:
    """The stake as one person may know it: nothing of it tells a margin to who may not read margins."""
    if amounts.owed is not None:
        return Stake(amounts.owed, amounts.owed, StakeKind.OWED)
    if reads_margin and amounts.margin is not None:
        return Stake(amounts.margin, amounts.margin, StakeKind.MARGIN)
    if amounts.revenue is not None:
        return Stake(round_money(amounts.revenue * USUAL_MARGIN_RATE), amounts.revenue, StakeKind.REVENUE)
    return Stake(None, None, None)
