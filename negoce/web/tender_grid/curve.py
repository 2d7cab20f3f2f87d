"""Where the curve of our points stands in its drawing. Places are percents of the width, or of the height."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from negoce.kit.money import format_money_round
from negoce.negotiation.rules.tender_curve import Standing
from negoce.negotiation.rules.tender_winning_price import WinningPrice
from negoce.ui.words.say import reader_language


def drawn_curve(
    points: Sequence[Standing], here: Standing, winning: WinningPrice, currency: str
) -> Mapping[str, object]:
    """Two lines (our points, the best of the others), the prices that win, the price looked at."""
    low, high = points[0].price, points[-1].price
    figures = [value for each in points for value in (each.points, each.best)]
    bottom, top = min(figures), max(figures)

    def across(price: Decimal) -> float:
        return round(float((min(max(price, low), high) - low) / (high - low)) * 100, 2)

    def up(value: Decimal) -> float:
        if top == bottom:
            return 50.0
        # Away from the borders, where a dot would be cut.
        return round(5 + float((top - min(max(value, bottom), top)) / (top - bottom)) * 90, 2)

    def line(values: Sequence[Decimal]) -> str:
        return "M" + " L".join(
            f"{across(each.price)} {up(value)}" for each, value in zip(points, values, strict=True)
        )

    language = reader_language()
    wins = 100.0 if winning.any_price else None if winning.price is None else across(winning.price)
    return {
        "ours": line([each.points for each in points]),
        "best": line([each.best for each in points]),
        "zone": "" if wins is None else f"{wins}",
        "wins_at": "" if winning.price is None else f"{across(winning.price)}%",
        "wins_words": "" if winning.price is None else format_money_round(winning.price, language, currency),
        "wins_side": "end" if wins is not None and wins > 60 else "start",
        "here_at": f"{across(here.price)}%",
        "here_up": f"{up(here.points)}%",
        "low": format_money_round(low, language, currency),
        "high": format_money_round(high, language, currency),
    }
