"""« Quel prix gagne ? »: the highest price that still ranks first, and where any other would stand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from negoce.identity.enums import FieldGroup
from negoce.kit.money import CENT, format_decimal, format_money, round_money
from negoce.kit.worked import CannotWork, Worked
from negoce.negotiation.queries.tender_award.grid import Comparison, known_cost
from negoce.negotiation.rules.tender_award import Contest
from negoce.negotiation.rules.tender_curve import Standing, curve_bounds, price_curve, standing_at
from negoce.negotiation.rules.tender_winning_price import WinningPrice, winning_prices
from negoce.negotiation.words.tender_award import say, step_words
from negoce.ui.components.tables import TableColumn
from negoce.ui.words.figures import NOTHING, percent
from negoce.ui.words.say import reader_language
from negoce.web.tender_grid.curve import drawn_curve
from negoce.web.tender_grid.place import Place
from negoce.web.tenders.section_types import PRICE, TenderRecord, TenderSection

POINTS, LINES = 61, 9
ONE = Decimal(1)


def _read(record: TenderRecord) -> Mapping[str, object]:
    return price_context(Place(record))


def price_context(place: Place, asked: Decimal | None = None) -> Mapping[str, object]:
    """What the section shows; `asked` is the price looked at, by default ours, or else the one that wins."""
    found = place.comparison
    nothing: dict[str, object] = {
        "title": WINNING.title,
        "fault": "",
        "contest": None,
        "aside": [],
        "may_read_margin": place.record.actor.may_read(FieldGroup.MARGIN),
    }
    if found is None or not found.criteria:
        return {**nothing, "fault": _now("Décrivez d’abord les critères de l’acheteur et leurs poids.")}
    try:
        contest = found.contest()
        cost = _cost(place, found)
        winning = winning_prices(
            contest.value.guesses,
            quality=contest.value.quality,
            grading=contest.value.grading,
            cost=cost,
        )
    except CannotWork as refused:
        return {**nothing, "fault": say(refused.finding)}
    return {**nothing, **_shown(place, contest, winning, cost, asked)}


def _cost(place: Place, found: Comparison) -> Decimal | None:
    if not place.record.actor.may_read(FieldGroup.MARGIN):
        return None
    found.grid.tender = place.record.tender
    return known_cost(found, timezone.localdate())


def _shown(
    place: Place,
    contest: Worked[Contest],
    winning: Worked[tuple[WinningPrice, ...]],
    cost: Decimal | None,
    asked: Decimal | None,
) -> Mapping[str, object]:
    ours = next((each.price for each in _found(place).offers if each.is_ours), None)
    against_all = winning.value[-1]
    known = [each for each in (ours, against_all.price) if each is not None]
    low, high = _whole(curve_bounds(contest.value.guesses, known))
    at = asked or ours or against_all.price or low
    at = min(max(at, CENT), high * 100)
    value = contest.value
    points = price_curve((low, high), POINTS, value.guesses, value.quality, value.grading)
    here = standing_at(at, value.guesses, value.quality, value.grading)
    currency = place.record.currency
    return {
        "contest": value,
        "aside": [say(each) for each in contest.findings],
        "warnings": [say(each) for each in winning.findings],
        "win_columns": _win_columns(cost),
        "win_rows": [_win_row(each, currency, cost) for each in winning.value],
        "steps": [step_words(each) for each in winning.steps],
        "price_url": place.url("price"),
        "low": _input(low),
        "high": _input(high),
        "step": "1" if low >= 100 else "0.01",
        "at": _input(at),
        "curve": drawn_curve(points, here, against_all, currency),
        "here": _here(here, len(value.guesses) + 1, cost, currency),
        **_table(points, here, against_all, value, currency),
    }


def _found(place: Place) -> Comparison:
    assert place.comparison is not None
    return place.comparison


def _whole(bounds: tuple[Decimal, Decimal]) -> tuple[Decimal, Decimal]:
    """Bounds in whole euros, once they are no small change."""
    low, high = bounds
    if low < 100:
        return bounds
    return low.to_integral_value(), high.to_integral_value()


def _input(value: Decimal) -> str:
    """As a control of the browser reads a number."""
    return f"{value.normalize():f}"


def _win_columns(cost: Decimal | None) -> Sequence[TableColumn]:
    columns = [TableColumn(_now("Contre")), TableColumn(_now("Prix le plus haut qui gagne"), numeric=True)]
    if cost is None:
        return columns
    return [
        *columns,
        TableColumn(_now("Marge"), numeric=True),
        TableColumn(_now("Marge sur le prix"), numeric=True),
    ]


def _win_row(found: WinningPrice, currency: str, cost: Decimal | None) -> Mapping[str, object]:
    language = reader_language()
    if found.any_price:
        price = _now("tout prix gagne")
    elif found.price is None:
        price = _now("aucun prix ne gagne")
    else:
        price = format_money(found.price, language, currency)
    return {
        "name": found.name or _now("Tous à la fois"),
        "price": price,
        "all": not found.name,
        "margin": NOTHING if found.margin is None else format_money(found.margin, language, currency),
        "rate": percent(found.rate),
        "has_margin": cost is not None,
        "loss": found.margin is not None and found.margin < 0,
    }


def _here(here: Standing, offers: int, cost: Decimal | None, currency: str) -> Mapping[str, object]:
    language = reader_language()
    margin = None if cost is None else round_money(here.price - cost)
    rate = None if margin is None else margin * 100 / here.price
    return {
        "price": format_money(here.price, language, currency),
        "first": here.rank == 1,
        "rank": _now("%(rank)s sur %(offers)s") % {"rank": here.rank, "offers": offers},
        "points": format_decimal(here.points, language, 3),
        "best": format_decimal(here.best, language, 3),
        "margin": "" if margin is None else format_money(margin, language, currency),
        "rate": "" if rate is None else percent(rate),
        "loss": margin is not None and margin < 0,
    }


def _table(
    points: Sequence[Standing],
    here: Standing,
    winning: WinningPrice,
    contest: Contest,
    currency: str,
) -> Mapping[str, object]:
    """The same as figures: some prices of the curve, the one looked at and the one that wins."""
    chosen = {each.price: each for each in points[:: (POINTS - 1) // (LINES - 1)]}
    chosen[here.price] = here
    if winning.price is not None:
        chosen[winning.price] = standing_at(winning.price, contest.guesses, contest.quality, contest.grading)
    language = reader_language()
    return {
        "point_columns": [
            TableColumn(_now("Notre prix"), numeric=True),
            TableColumn(_now("Nos points"), numeric=True),
            TableColumn(_now("Meilleur des autres"), numeric=True),
            TableColumn(_now("Rang"), numeric=True),
        ],
        "point_rows": [
            {
                "price": format_money(price, language, currency),
                "points": format_decimal(each.points, language, 3),
                "best": format_decimal(each.best, language, 3),
                "rank": str(each.rank),
                "mark": _now("prix qui gagne")
                if price == winning.price
                else _now("prix regardé")
                if price == here.price
                else "",
            }
            for price, each in sorted(chosen.items())
        ],
    }


WINNING = TenderSection(
    "winning",
    _("Quel prix gagne ?"),
    "web/tender_grid/_winning.html",
    _read,
    queries_max=5,
    tab=PRICE,
)
