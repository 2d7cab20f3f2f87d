"""The amounts from which a public buyer must advertise, or follow a formal procedure, each with its days."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from negoce.negotiation.enums import BuyerKind, NeedKind

THRESHOLD_SOURCE = "Seuils 2026-2027, CCP art. L2124-1 et R2122-8"
DECREE_SOURCE = "Décrets 2025-1383 et 2025-1386"
FIRST_DAY, LAST_DAY = date(2026, 1, 1), date(2027, 12, 31)
EXEMPTION_RAISED_ON = date(2026, 4, 1)
EXEMPT_BEFORE, EXEMPT_SINCE, EXEMPT_WORKS = Decimal(40_000), Decimal(60_000), Decimal(100_000)
NOTICE_FROM, ONLINE_FROM = Decimal(90_000), Decimal(60_000)
FORMAL_WORKS, FORMAL_SOCIAL = Decimal(5_404_000), Decimal(750_000)
SMALL_LOT, SMALL_LOT_WORKS, SMALL_LOTS_PERCENT = Decimal(80_000), Decimal(1_000_000), Decimal(20)
MOST_TURNOVER = Decimal("1.5")


FORMAL_FROM = {
    BuyerKind.STATE: Decimal(140_000),
    BuyerKind.LOCAL: Decimal(216_000),
    BuyerKind.UTILITY: Decimal(432_000),
    BuyerKind.DEFENCE: Decimal(432_000),
}


@dataclass(frozen=True, slots=True)
class Thresholds:
    """Amounts excluding VAT. Below `exempt` no procedure; from `notice` a published notice; from `formal` the last.

    `to_confirm` names those that no text read confirms.
    """

    exempt: Decimal
    notice: Decimal
    formal: Decimal
    to_confirm: tuple[str, ...] = ()


def thresholds(buyer: BuyerKind, need: NeedKind, on: date) -> Thresholds:
    """Return those of a public buyer for a consultation that starts on a day."""
    if need is NeedKind.WORKS:
        return Thresholds(EXEMPT_WORKS, NOTICE_FROM, FORMAL_WORKS)
    raised = on >= EXEMPTION_RAISED_ON
    if need is NeedKind.SOCIAL:
        unsure = ("formal",) if raised else ("exempt", "formal")
        return Thresholds(EXEMPT_SINCE, FORMAL_SOCIAL, FORMAL_SOCIAL, unsure)
    doubts = ("notice",) if buyer in (BuyerKind.UTILITY, BuyerKind.DEFENCE) else ()
    return Thresholds(EXEMPT_SINCE if raised else EXEMPT_BEFORE, NOTICE_FROM, FORMAL_FROM[buyer], doubts)
