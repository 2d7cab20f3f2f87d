"""What a partnership brings and costs, how near its objectives are, when its end must be prepared. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal

from negoce.kit.working_days import last_working_day
from negoce.negotiation.enums import BroughtBy, DealState

_CENT, _YEAR_DAYS = Decimal("0.01"), Decimal(365)


@dataclass(frozen=True, slots=True)
class Shared:
    """A shared deal: its amount excluding VAT, the partner's share in percent."""

    state: DealState
    brought_by: BroughtBy
    amount: Decimal
    partner_share: Decimal


@dataclass(frozen=True, slots=True)
class PartnershipResult:
    """`brought`: our part of won deals that the partner brought; `theirs`: the partner's part of those.

    `given`: the partner's part of won deals that we brought, `kept`: ours. `open_amount`: our part of those under way.
    `balance` = brought − given − cost.
    """

    won: int
    lost: int
    under_way: int
    brought: Decimal
    theirs: Decimal
    given: Decimal
    kept: Decimal
    open_amount: Decimal
    cost: Decimal
    balance: Decimal


def partnership_result(
    deals: Sequence[Shared],
    *,
    yearly_cost: Decimal | None,
    begins_on: date,
    ends_on: date | None,
    today: date,
) -> PartnershipResult:
    """Add up the shared deals; the cost runs day by day from the beginning to today, or to the end.

    Won: 20,000 brought by the partner at 10 % and 5,000 brought by us at 40 %; 3,650 a year since 100 days: brought
    18,000, theirs 2,000, given 2,000, kept 3,000, cost 1,000, balance 15,000.
    """
    sums = dict.fromkeys(("brought", "theirs", "given", "kept", "open"), Decimal(0))
    for deal in deals:
        theirs = (deal.amount * deal.partner_share / 100).quantize(_CENT, ROUND_HALF_UP)
        ours = deal.amount - theirs
        if deal.state == DealState.OPEN:
            sums["open"] += ours
        elif deal.state == DealState.WON:
            by_them = deal.brought_by == BroughtBy.PARTNER
            sums["brought" if by_them else "kept"] += ours
            sums["theirs" if by_them else "given"] += theirs
    days = max(0, (min(today, ends_on or today) - begins_on).days)
    cost = ((yearly_cost or Decimal(0)) * days / _YEAR_DAYS).quantize(_CENT, ROUND_HALF_UP)
    states = [deal.state for deal in deals]
    return PartnershipResult(
        won=states.count(DealState.WON),
        lost=states.count(DealState.LOST),
        under_way=states.count(DealState.OPEN),
        brought=sums["brought"],
        theirs=sums["theirs"],
        given=sums["given"],
        kept=sums["kept"],
        open_amount=sums["open"],
        cost=cost,
        balance=sums["brought"] - sums["given"] - cost,
    )


def attained(measured: Decimal | None, target: Decimal | None) -> int | None:
    """How much of a target is there, in percent; None without both, or for a target of zero."""
    if measured is None or not target:
        return None
    return int((100 * measured / target).quantize(Decimal(1), ROUND_HALF_UP))


def days_left(ends_on: date | None, today: date) -> int | None:
    """Days to the end of the contract, negative once it is over; None for one without an end."""
    return (ends_on - today).days if ends_on is not None else None


def must_prepare(ends_on: date | None, warning_days: int, today: date) -> bool:
    """Whether the end is so near that it must be prepared; not once it is over."""
    left = days_left(ends_on, today)
    return left is not None and 0 <= left <= warning_days


def alarm_day(ends_on: date, warning_days: int, today: date) -> date | None:
    """The day of the task that prepares the end, a working day: today where it is past, none once that end is over."""
    return max(last_working_day(ends_on - timedelta(days=warning_days)), today) if ends_on >= today else None
