"""Whether one customer still buys, and how many orders to expect of it, from its number of orders and their days."""

from __future__ import annotations

import math
from dataclasses import dataclass

from negoce.kit.explain import Explanation

_MOST_TERMS = 100_000
_ENOUGH = 1e-14


@dataclass(frozen=True, slots=True)
class OrderLaw:
    """Parameters of BG/NBD, all above 0, fitted on the portfolio; `alpha` is in the unit of time of the questions."""

    r: float
    alpha: float
    a: float
    b: float


@dataclass(frozen=True, slots=True)
class StillCustomer:
    """`p_alive` from 0 to 1 and `expected` orders in the time asked for."""

    p_alive: float
    expected: float
    explanation: Explanation


def still_customer(law: OrderLaw, repeats: int, last: float, age: float, ahead: float) -> StillCustomer:
    """What BG/NBD says of one customer (R-F2).

    `repeats` orders after the first, the last of them `last` after it, now `age` after it, and `ahead` the time to
    look at, all in one unit. Who ordered once is alive for this model: R-F1 prevails there. Raises ValueError when
    the times are not 0 ≤ last ≤ age, or a parameter is not above 0.
    """
    if min(law.r, law.alpha, law.a, law.b) <= 0 or repeats < 0 or not 0 <= last <= age or ahead < 0:
        raise ValueError("times or parameters")
    shape, since = law.r + repeats, law.alpha + age
    gone = 0.0
    if repeats:
        # Never so many orders or so long that the power overflows: beyond, the customer is gone.
        power = min(shape * math.log(since / (law.alpha + last)), 700.0)
        gone = law.a / (law.b + repeats - 1) * math.exp(power)
    p_alive = 1 / (1 + gone)
    expected = _while_alive(law, repeats, shape, since, ahead) * p_alive
    figures = {"repeats": repeats, "last": last, "age": age, "p_alive": p_alive, "expected": expected}
    return StillCustomer(p_alive, expected, Explanation("foresight.still_customer", figures))


def _while_alive(law: OrderLaw, repeats: int, shape: float, since: float, ahead: float) -> float:
    if ahead == 0:
        return 0.0
    most = shape / since * ahead  # of a customer who never leaves
    a = law.a if abs(law.a - 1) > 1e-9 else 1 + 1e-9
    reach = ahead / (since + ahead)
    series = _hypergeometric(shape, law.b + repeats, a + law.b + repeats - 1, reach)
    if not math.isfinite(series):
        return most
    kept = math.exp(shape * math.log(since / (since + ahead)) + math.log(series)) if series > 0 else 0.0
    return min(max((a + law.b + repeats - 1) / (a - 1) * (1 - kept), 0.0), most)


def _hypergeometric(a: float, b: float, c: float, z: float) -> float:
    """₂F₁(a, b; c; z) for 0 ≤ z < 1 by its series; infinite when it does not come to an end."""
    term = total = 1.0
    for n in range(_MOST_TERMS):
        if c + n == 0:
            return math.inf
        term *= (a + n) * (b + n) / ((c + n) * (n + 1)) * z
        total += term
        if abs(term) < _ENOUGH * abs(total) or not math.isfinite(total):
            return total
    return math.inf
