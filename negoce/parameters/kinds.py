"""What each parameter is: its unit, how long a value holds, and between which bounds it makes sense."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from negoce.parameters.enums import ParameterKey, ParameterUnit, Rhythm


@dataclass(frozen=True, slots=True)
class ParameterKind:
    """The nature of one parameter; bounds included."""

    unit: ParameterUnit
    rhythm: Rhythm = Rhythm.UNTIL_NEXT
    lowest: Decimal = Decimal(0)
    highest: Decimal = Decimal(1_000_000)
    is_legal: bool = True


_PERCENT = ParameterUnit.PERCENT
KINDS: Mapping[ParameterKey, ParameterKind] = {
    # The central bank's rate was below zero once; it may be again.
    ParameterKey.CENTRAL_BANK_RATE: ParameterKind(_PERCENT, Rhythm.HALF_YEAR, Decimal(-5), Decimal(30)),
    ParameterKey.LEGAL_RATE: ParameterKind(_PERCENT, Rhythm.HALF_YEAR, Decimal(0), Decimal(30)),
    ParameterKey.RECOVERY_FEE: ParameterKind(ParameterUnit.EURO),
    ParameterKey.GIFT_VAT_CEILING: ParameterKind(ParameterUnit.EURO),
    ParameterKey.GIFT_STATEMENT_CEILING: ParameterKind(ParameterUnit.EURO),
    ParameterKey.SIMPLIFIED_RECEIPT_CEILING: ParameterKind(ParameterUnit.EURO),
    ParameterKey.MARGIN_FLOOR: ParameterKind(_PERCENT, highest=Decimal(100), is_legal=False),
    ParameterKey.VISIT_COST: ParameterKind(ParameterUnit.EURO, highest=Decimal(10_000), is_legal=False),
    # Beyond, what is left is a part that was not paid: it is claimed, or corrected by a credit note with its VAT.
    ParameterKey.DIFFERENCE_CEILING: ParameterKind(ParameterUnit.EURO, highest=Decimal(50), is_legal=False),
}
