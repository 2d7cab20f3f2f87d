"""The sums of the grid, by row and by month, as they are shown and drawn again after a change."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal

from django.utils.safestring import SafeString

from negoce.portfolio.queries.targets import TargetLine
from negoce.portfolio.rules.attainment import Attainment, attainment, months_of
from negoce.ui.html import text
from negoce.web.targets.figures import percent, whole

ZERO = Decimal(0)


def cell_shown(amount: Decimal | None) -> SafeString:
    """A target in its cell; a dash where there is none."""
    return SafeString(text(whole(amount)) if amount is not None else '<span class="muted">—</span>')


def row_sums(line: TargetLine) -> Mapping[str, str]:
    """The year of a row: aimed at, ordered, and the share reached so far."""
    return _sums(line.reached)


def sums_of(lines: Sequence[TargetLine], year: int, today: date) -> Mapping[str, object]:
    """The line under the grid."""
    months = months_of(year)
    targets = {month: sum((line.targets.get(month, ZERO) for line in lines), ZERO) for month in months}
    actuals = {month: sum((line.actuals.get(month, ZERO) for line in lines), ZERO) for month in months}
    aimed = {month: amount for month, amount in targets.items() if amount}
    return {
        "months": [
            {
                "number": month.month,
                "target": whole(targets[month]) if targets[month] else "",
                "actual": whole(actuals[month]) if actuals[month] else "",
            }
            for month in months
        ],
        **_sums(attainment(aimed, actuals, today)),
    }


def _sums(reached: Attainment) -> Mapping[str, str]:
    return {
        "target": whole(reached.target) if reached.target else "",
        "actual": whole(reached.actual) if reached.actual else "",
        "to_date": whole(reached.target_to_date),
        "rate": percent(reached.rate),
        "tone": reached.tone,
    }
