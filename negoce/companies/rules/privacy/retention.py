"""How long a person's data may be kept for prospecting (R-G1). Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from negoce.kit.dates import add_years
from negoce.kit.explain import Explanation

KEPT_YEARS = 3


@dataclass(frozen=True, slots=True)
class Retention:
    """The last day of prospecting use, and what it counts from."""

    due_on: date
    reason: Explanation

    def is_over(self, today: date) -> bool:
        """Tell whether the person must be asked again, or else erased."""
        return today > self.due_on


def retention(
    collected_on: date, last_sign_on: date | None = None, last_order_on: date | None = None
) -> Retention:
    """Return when the data of a person fall due: three years after the last of three facts (R-G1).

    A prospect's count from the collection or from the last sign given by the person (a click counts, an
    e-mail opened does not); a customer's from the end of the relation: the company's last order.
    """
    facts = [
        ("retention.collected", collected_on),
        ("retention.sign", last_sign_on),
        ("retention.order", last_order_on),
    ]
    # Of two facts of the same day, the one that tells more.
    code, start = max(
        ((code, day) for code, day in reversed(facts) if day is not None), key=lambda fact: fact[1]
    )
    return Retention(add_years(start, KEPT_YEARS), Explanation(code, {"day": start, "years": KEPT_YEARS}))
