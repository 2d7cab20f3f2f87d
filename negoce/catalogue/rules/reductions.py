"""Commercial reductions in the order the law and accountants want, and their split between VAT rates."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TypeVar

from negoce.catalogue.enums import ReductionKind
from negoce.kit.money import round_money
from negoce.kit.worked import CannotWork, Step, Worked

Key = TypeVar("Key")
HUNDRED = Decimal(100)
_SOURCE = "C. com. L441-9"


@dataclass(frozen=True, slots=True)
class Reduction:
    """A reduction in percent points of what is left before it, or as an amount in euros; never both."""

    kind: ReductionKind
    percent: Decimal | None = None
    amount: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Cascade:
    """What each reduction takes off, in order, and what is left; in euros excluding VAT."""

    gross: Decimal
    taken: tuple[Decimal, ...]
    net: Decimal


def cascade(gross: Decimal, reductions: Sequence[Reduction]) -> Worked[Cascade]:
    """Apply commercial reductions one after the other, each on the net before it, to the cent (R-C1).

    A cash discount comes last: the commercial ones make the net commercial, it makes the net financial. A gross
    below zero (a credit note) is reduced alike. Raises CannotWork for a reduction of both or neither form, below
    zero, over 100 % or over what is left, and for a cash discount before a commercial reduction.
    """
    net, taken, steps = gross, [], [Step("reduction.gross", {"gross": gross})]
    paid_early = False
    for reduction in reductions:
        if paid_early and reduction.kind is not ReductionKind.CASH_DISCOUNT:
            raise CannotWork("reduction.after_cash_discount")
        paid_early = reduction.kind is ReductionKind.CASH_DISCOUNT
        off = _amount_of(reduction, net)
        steps.append(_step(reduction, net, off))
        taken.append(off)
        net -= off
    return Worked(Cascade(gross, tuple(taken), net), tuple(steps))


def split_pro_rata(amount: Decimal, bases: Mapping[Key, Decimal]) -> dict[Key, Decimal]:
    """Split an amount between VAT groups in proportion to their bases, to the cent; the largest takes the remainder.

    Raises CannotWork when there is an amount to split and nothing to carry it.
    """
    if not amount:
        return {key: Decimal(0) for key in bases}
    whole = sum(bases.values(), Decimal(0))
    if not whole:
        raise CannotWork("reduction.nothing_to_reduce", amount=amount)
    shares = {key: round_money(amount * base / whole) for key, base in bases.items()}
    # The first of the largest, so that the order of the lines does not matter the caller sorts its groups.
    largest = max(bases, key=lambda key: abs(bases[key]))
    shares[largest] += amount - sum(shares.values(), Decimal(0))
    return shares


def _amount_of(reduction: Reduction, net: Decimal) -> Decimal:
    if (reduction.percent is None) == (reduction.amount is None):
        raise CannotWork("reduction.percent_or_amount")
    if reduction.percent is not None:
        if not 0 <= reduction.percent <= HUNDRED:
            raise CannotWork("reduction.percent_out_of_range", percent=reduction.percent)
        return round_money(net * reduction.percent / HUNDRED)
    amount = round_money(reduction.amount or Decimal(0))
    if amount < 0 or amount > abs(net):
        raise CannotWork("reduction.amount_out_of_range", amount=amount, net=net)
    return amount if net >= 0 else -amount


def _step(reduction: Reduction, net: Decimal, off: Decimal) -> Step:
    figures: dict[str, object] = {"before": net, "off": off, "after": net - off}
    if reduction.percent is not None:
        figures["percent"] = reduction.percent
    how = "percent" if reduction.percent is not None else "amount"
    return Step(f"reduction.{reduction.kind.value}_{how}", figures, _SOURCE)
