"""Whether a sale stays above the margin that the firm set as its floor, whatever the customer chooses of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum

from negoce.catalogue.enums import LineKind
from negoce.catalogue.rules.sale_lines import SaleAmounts, SaleLine
from negoce.kit.explain import Finding
from negoce.kit.money import round_money
from negoce.kit.worked import Step, Worked

HUNDRED = Decimal(100)
ZERO = Decimal(0)
RATE = Decimal("0.01")
_TINY = Decimal("0.000001")


class FloorState(StrEnum):
    """Where a sale stands towards the floor.

    UNPROVEN when more of it has no known cost than has one: nothing shows that the floor is met. UNKNOWN when there
    is nothing to compare, or no floor to prove anything against.
    """

    ABOVE = "above"
    UNDER = "under"
    UNPROVEN = "unproven"
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
        return self.state in (FloorState.UNDER, FloorState.UNPROVEN)


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
    one is taken if that lowers the margin, of a group (`groups`, one name a line) the worst one or none. A document
    of which most has no known cost is not above the floor because the rest is: it is unproven.
    """
    ratio = _kept_of_gross(amounts)
    parts = [
        _part(line, net, ratio, floor) if line.unit_cost is not None else None
        for line, net in zip(lines, amounts.line_nets, strict=True)
    ]
    certain = [part for line, part in zip(lines, parts, strict=True) if part and not line.is_option]
    chosen = certain + _worst_options(lines, groups, parts)
    findings = _findings(lines, amounts.document.shipping)
    unproven = _is_unproven(lines, groups, amounts.line_nets) and floor > 0
    if not chosen:
        return _nothing_certain(floor, findings, has_cost=any(parts), unproven=unproven)
    net = sum((part.net for part in chosen), ZERO)
    cost = sum((part.cost for part in chosen), ZERO)
    # Shares of a cent that divisions leave are no missing margin.
    missing = -sum((part.surplus for part in chosen), ZERO).quantize(_TINY)
    rate = ((net - cost) / net * HUNDRED).quantize(RATE, ROUND_HALF_UP) if net else None
    state = FloorState.UNDER if missing > 0 else FloorState.UNPROVEN if unproven else FloorState.ABOVE
    figures: dict[str, object] = {
        "net": round_money(net),
        "cost": round_money(cost),
        "margin": round_money(net - cost),
        "floor": floor,
    }
    steps = [
        Step("floor.margin" if rate is not None else "floor.given_away", {**figures, "rate": rate or ZERO})
    ]
    if any(part and line.is_option for line, part in zip(lines, parts, strict=True)):
        steps.append(Step("floor.worst_options", {"count": len(chosen) - len(certain)}))
    last = {
        FloorState.UNDER: Step("floor.under", {"floor": floor, "missing": _cent_up(missing)}),
        FloorState.UNPROVEN: Step("floor.mostly_uncosted", {"floor": floor}),
        FloorState.ABOVE: Step("floor.above", {"floor": floor}),
    }
    steps.append(last[state])
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


def _nothing_certain(
    floor: Decimal, findings: tuple[Finding, ...], *, has_cost: bool, unproven: bool
) -> Worked[Floor]:
    """The answer without a known cost, or with nothing but variants that are above the floor."""
    if unproven:
        step = Step("floor.mostly_uncosted" if has_cost else "floor.no_cost", {"floor": floor})
        return Worked(Floor(FloorState.UNPROVEN, floor, None), (step,), findings)
    if not has_cost:
        return Worked(Floor(FloorState.UNKNOWN, floor, None), (), findings)
    return Worked(Floor(FloorState.ABOVE, floor, None), (Step("floor.above", {"floor": floor}),), findings)


def _is_unproven(lines: Sequence[SaleLine], groups: Sequence[str], nets: Sequence[Decimal]) -> bool:
    """Whether more is sold without a known cost than with one, if the customer takes the options that have none."""
    items = [each for each in zip(lines, groups, nets, strict=True) if each[0].kind is LineKind.ITEM]
    unknown = [each for each in items if each[0].unit_cost is None]
    known = [each for each in items if each[0].unit_cost is not None]
    if not unknown or not known:
        return bool(unknown)
    is_certain = any(not line.is_option for line, _group, _net in items)
    return _sold(unknown, with_options=True) > _sold(known, with_options=not is_certain)


def _sold(items: Sequence[tuple[SaleLine, str, Decimal]], *, with_options: bool) -> Decimal:
    """What items come to; of a group of options the dearest one counts."""
    whole = ZERO
    taken: dict[str, Decimal] = {}
    for line, group, net in items:
        if not line.is_option or (with_options and not group):
            whole += net
        elif with_options:
            taken[group] = max(taken.get(group, ZERO), net)
    return whole + sum(taken.values(), ZERO)


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
