"""How far an order has come: what is delivered, what is left, and the state that follows. Quantities only."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from negoce.kit.explain import Finding
from negoce.orders.enums import OrderState

ZERO = Decimal(0)
DECIMALS = 3
MOST = Decimal(10**11)


@dataclass(frozen=True, slots=True)
class LineProgress:
    """One agreed line: `ordered` is negative on an order that takes goods back; `delivered` is net of returns."""

    key: int
    ordered: Decimal
    delivered: Decimal = ZERO
    invoiced: Decimal = ZERO
    label: str = ""

    @property
    def left(self) -> Decimal:
        """What is still to be delivered, with the sign of the order; never beyond what was ordered."""
        rest = self.ordered - self.delivered
        return max(rest, ZERO) if self.ordered >= 0 else min(rest, ZERO)

    @property
    def over(self) -> Decimal:
        """What was delivered beyond the order, with its sign."""
        return self.delivered - self.ordered + self.left

    @property
    def to_invoice(self) -> Decimal:
        """What was delivered and not invoiced yet; negative when more was invoiced than delivered."""
        return self.delivered - self.invoiced


def state_of(lines: Sequence[LineProgress], *, cancelled: bool = False, closed: bool = False) -> OrderState:
    """Return the state of an order from its lines.

    `closed` says that the rest was given up. An order without anything to deliver is open until it is closed.
    """
    if cancelled:
        return OrderState.CANCELLED
    if closed:
        return OrderState.CLOSED
    counted = [line for line in lines if line.ordered]
    if not any(line.delivered for line in counted):
        return OrderState.OPEN
    if any(line.left for line in counted):
        return OrderState.PARTLY_DELIVERED
    return OrderState.DELIVERED


def rest_of(lines: Sequence[LineProgress]) -> dict[int, Decimal]:
    """Return what is left of each line that has something left, as the next delivery is proposed."""
    return {line.key: line.left for line in lines if line.left}


def delivery_findings(
    lines: Sequence[LineProgress], quantities: Mapping[int, Decimal], *, allow_over: bool = False
) -> Mapping[int, Finding]:
    """Return what speaks against delivering these quantities, by line.

    More than is left is an error unless `allow_over`; zero and the wrong sign always are, since goods that come back
    are a return with its reason. A line that is not of the order is an error too.
    """
    known = {line.key: line for line in lines}
    found: dict[int, Finding] = {}
    for key, quantity in quantities.items():
        line = known.get(key)
        if line is None or not line.ordered:
            found[key] = Finding("delivery.unknown_line")
        elif not _is_storable(quantity):
            found[key] = Finding("delivery.unreadable", "error", {"most": DECIMALS})
        elif not quantity or (quantity > 0) != (line.ordered > 0):
            found[key] = Finding("delivery.wrong_sign", "error", {"quantity": quantity, "label": line.label})
        elif abs(quantity) > abs(line.left) and not allow_over:
            figures = {"quantity": quantity, "left": line.left, "label": line.label}
            found[key] = Finding("delivery.over", "error", figures)
    return found


def return_findings(
    lines: Sequence[LineProgress], quantities: Mapping[int, Decimal]
) -> Mapping[int, Finding]:
    """Return what speaks against taking back these quantities (positive numbers): at most what was delivered."""
    known = {line.key: line for line in lines}
    found: dict[int, Finding] = {}
    for key, quantity in quantities.items():
        line = known.get(key)
        if line is None or not line.ordered:
            found[key] = Finding("delivery.unknown_line")
        elif not _is_storable(quantity):
            found[key] = Finding("delivery.unreadable", "error", {"most": DECIMALS})
        elif quantity <= 0:
            found[key] = Finding("delivery.return_sign", "error", {"quantity": quantity, "label": line.label})
        elif quantity > line.delivered:
            figures = {"quantity": quantity, "delivered": line.delivered, "label": line.label}
            found[key] = Finding("delivery.return_over", "error", figures)
    return found


def _is_storable(quantity: Decimal) -> bool:
    return quantity.is_finite() and abs(quantity) < MOST and quantity == round(quantity, DECIMALS)


def days_late(promised_on: date | None, today: date) -> int:
    """Return by how many days a promise is broken; 0 without a promise, or while its day has not passed."""
    return max(0, (today - promised_on).days) if promised_on else 0
