"""Whether a sale stays above the margin that the firm set as its floor, whatever the customer chooses of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum

from negoce.catalogue.rules.sale_lines import SaleAmounts, SaleLine
from negoce.kit.explain import Finding
from negoce.kit.money import round_money
from negoce.kit.worked import Step, Worked

HUNDRED = Decimal(100)
ZERO = Decimal(0)
RATE = Decimal("0.01")
_TINY = Decimal("0.000001")


class FloorState(StrEnum):
    """Where a sale stands towards the floor; UNKNOWN when no line has a cost."""

    ABOVE = "above"
    UNDER = "under"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Floor:
    """`rate` is the margin that is compared, in percent points of what is sold with a known cost; None without any.

    `missing` is what the margin lacks, in euros, in the least favourable choice of options.
    """

    state: FloorState
    floor: Decimal
    rate: Decimal | None
    missing: Decimal = ZERO

    @property
    def needs_approval(self) -> bool:
        """Whether a manager must allow it."""
        return self.state is FloorState.UNDER


@dataclass(frozen=True, slots=True)
class _Part:
    net: Decimal
    cost: Decimal
    surplus: Decimal


def check_floor(
    lines: Sequence[SaleLine],
    groups: Sequence[str],
    amounts: SaleAmounts,
    floor: Decimal,
) -> Worked[Floor]:
    """Compare the margin of a document with the floor (percent points), and say by how much it is missed.

    Only lines with a known cost are compared: one without would lift the rate of the others, and so would shipping.
    Reductions of the document weigh on every line alike. Options count at their worst, because the customer chooses:
    one is taken if that lowers the margin, of a group (`groups`, one name a line) the worst one or none.
    """
    ratio = _kept_of_gross(amounts)
    parts = [
        _part(line, net, ratio, floor) if line.unit_cost is not None else None
        for line, net in zip(lines, amounts.line_nets, strict=True)
    ]
    certain = [part for line, part in zip(lines, parts, strict=True) if part and not line.is_option]
    chosen = certain + _worst_options(lines, groups, parts)
    findings = _findings(lines, amounts.document.shipping)
    if not any(parts):
        return Worked(Floor(FloorState.UNKNOWN, floor, None), (), findings)
    if not chosen:  # nothing but variants, each of them above the floor
        return Worked(
            Floor(FloorState.ABOVE, floor, None), (Step("floor.above", {"floor": floor}),), findings
        )
    net = sum((part.net for part in chosen), ZERO)
    cost = sum((part.cost for part in chosen), ZERO)
    # Shares of a cent that divisions leave are no missing margin.
    missing = -sum((part.surplus for part in chosen), ZERO).quantize(_TINY)
    rate = ((net - cost) / net * HUNDRED).quantize(RATE, ROUND_HALF_UP) if net else None
    state = FloorState.UNDER if missing > 0 else FloorState.ABOVE
    figures: dict[str, object] = {
        "net": round_money(net),
        "cost": round_money(cost),
        "margin": round_money(net - cost),
        "floor": floor,
    }
    steps = [
        Step("floor.margin" if rate is not None else "floor.given_away", {**figures, "rate": rate or ZERO})
    ]
    if len(chosen) > len(certain):
        steps.append(Step("floor.worst_options", {"count": len(chosen) - len(certain)}))
    if state is FloorState.UNDER:
        steps.append(Step("floor.under", {"floor": floor, "missing": _cent_up(missing)}))
    else:
        steps.append(Step("floor.above", {"floor": floor}))
    return Worked(Floor(state, floor, rate, max(ZERO, _cent_up(missing))), tuple(steps), findings)


def _kept_of_gross(amounts: SaleAmounts) -> Decimal:
    """What the reductions of the document leave of each euro of its lines."""
    gross = amounts.document.gross
    return amounts.document.net_financial / gross if gross else Decimal(1)


def _part(line: SaleLine, line_net: Decimal, ratio: Decimal, floor: Decimal) -> _Part:
    net = line_net * ratio
    cost = round_money(line.quantity * (line.unit_cost or ZERO))
    return _Part(net, cost, net * (HUNDRED - floor) / HUNDRED - cost)


def _worst_options(
    lines: Sequence[SaleLine], groups: Sequence[str], parts: Sequence[_Part | None]
) -> list[_Part]:
    alone: list[_Part] = []
    grouped: dict[str, _Part] = {}
    for line, group, part in zip(lines, groups, parts, strict=True):
        if part is None or not line.is_option or part.surplus >= 0:
            continue
        if not group:
            alone.append(part)
        elif group not in grouped or part.surplus < grouped[group].surplus:
            grouped[group] = part
    return alone + list(grouped.values())


def _findings(lines: Sequence[SaleLine], shipping: Decimal) -> tuple[Finding, ...]:
    """What the margin of the totals counts and this one does not."""
    count = sum(1 for line in lines if line.counts and line.unit_cost is None)
    findings = [Finding("floor.uncosted", "info", {"count": count})] if count else []
    return (
        (*findings, Finding("floor.shipping", "info", {"shipping": shipping}))
        if shipping
        else tuple(findings)
    )


def _cent_up(amount: Decimal) -> Decimal:
    """To the cent, never down to nothing: what is missing is missing."""
    rounded = round_money(amount)
    return rounded if rounded >= amount else rounded + Decimal("0.01")
