"""What to do about a customer who costs more than they bring."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_CEILING, Decimal

from negoce.kit.explain import Explanation
from negoce.kit.money import round_money
from negoce.portfolio.enums import Remedy

HUNDRED = Decimal(100)


@dataclass(frozen=True, slots=True)
class Served:
    """A customer over 12 months, in euros: `cost` is what it took to serve them, `cheap_cost` what it would take
    with calls instead of visits."""

    revenue: Decimal
    margin: Decimal
    cost: Decimal
    cheap_cost: Decimal


@dataclass(frozen=True, slots=True)
class Proposal:
    """What is proposed and why; `loss` is what the customer takes away a year, in euros above 0."""

    remedy: Remedy
    loss: Decimal
    reason: Explanation


def unprofitable(served: Served, *, usual_margin: Decimal | None) -> Proposal | None:
    """What to do about a customer whose margin does not pay for serving them; None where it does (S2).

    `usual_margin` is the margin of the whole portfolio in percent points of its revenue, None while not known.
    Reprice when prices that bring the usual margin would pay for it; else serve cheaper when calls instead of visits
    would; else both; else let go.
    """
    loss = served.cost - served.margin
    if loss <= 0:
        return None
    saved = max(served.cost - served.cheap_cost, Decimal(0))
    gained = _to_the_usual(served, usual_margin)
    figures = {"loss": loss, "margin": served.margin, "cost": served.cost}
    if gained >= loss:
        rise = _rise(loss, served.revenue)
        return Proposal(
            Remedy.REPRICE,
            loss,
            Explanation("unprofitable.reprice", {**figures, "rise": rise, "usual": usual_margin}),
        )
    if saved >= loss:
        shown = {**figures, "cheap": served.cheap_cost, "left": served.margin - served.cheap_cost}
        return Proposal(Remedy.SERVE_CHEAPER, loss, Explanation("unprofitable.cheaper", shown))
    if gained and saved and gained + saved >= loss:
        rise = _rise(loss - saved, served.revenue)
        shown = {**figures, "cheap": served.cheap_cost, "rise": rise}
        return Proposal(Remedy.SERVE_CHEAPER, loss, Explanation("unprofitable.both", shown))
    return Proposal(
        Remedy.LET_GO, loss, Explanation("unprofitable.let_go", {**figures, "best": gained + saved})
    )


def _to_the_usual(served: Served, usual_margin: Decimal | None) -> Decimal:
    """What more the customer would bring at the portfolio's usual margin rate, by dearer prices."""
    if usual_margin is None or served.revenue <= 0 or not 0 < usual_margin < HUNDRED:
        return Decimal(0)
    # Costs stay: revenue R' with (R' − cost of goods) ÷ R' at the usual rate.
    goods = served.revenue - served.margin
    dearer = goods * HUNDRED / (HUNDRED - usual_margin)
    return max(round_money(dearer - served.revenue), Decimal(0))


def _rise(missing: Decimal, revenue: Decimal) -> Decimal:
    """How much dearer prices must be, in percent points, rounded up to a tenth so that it is enough."""
    return (missing * HUNDRED / revenue).quantize(Decimal("0.1"), ROUND_CEILING)
