"""What a fit says of itself to people, kept beside it: pages read no content of a fit."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from negoce.portfolio.foresight.fitted import Fitted
    from negoce.portfolio.foresight.season import Season
    from negoce.portfolio.foresight.still_there import StillThere


def told(fitted: Fitted, first_unknown: date, read: Season) -> dict[str, Any]:
    """`still`: by what law, the silences seen, its check. `level`: the correction. `season`: index of each month.

    `read` is the season of the orders, shown beside one that is declared; nothing of it when they tell none.
    """
    season, level = fitted.season, fitted.level
    day = first_unknown.toordinal()
    return {
        "still": None if fitted.still_there is None else _still(fitted.still_there),
        "level": {"factor": level.factor, "without": level.without, "corrected": level.corrected},
        "season": {
            "own": season.own,
            "ratio": season.ratio(day, 90),
            "months": _months(season.index),
            "read": _months(read.index) if read.own else [],
        },
    }


def _still(there: StillThere) -> dict[str, Any]:
    check = there.check
    return {
        "by": "curve" if there.model is None else "bg_nbd",
        "seen": [[each.paces, each.silences, each.ended] for each in there.returns.seen],
        "check": None
        if check is None
        else {
            "day": date.fromordinal(check.day).isoformat(),
            "days": check.days,
            "customers": check.customers,
            "said": check.said,
            "came": check.came,
            "error": check.error,
            "model_error": check.model_error,
            "bins": [[each.customers, each.said, each.came] for each in check.bins],
        },
    }


def _months(index: tuple[float, ...]) -> list[float]:
    """Mean index of each month, brought to a mean of 1 over the year."""
    first = date(2024, 1, 1).toordinal()
    sums, days = [0.0] * 12, [0] * 12
    for place, value in enumerate(index):
        month = date.fromordinal(first + place).month - 1
        sums[month] += value
        days[month] += 1
    means = [total / count for total, count in zip(sums, days, strict=True)]
    return [value / (sum(means) / 12) for value in means]
