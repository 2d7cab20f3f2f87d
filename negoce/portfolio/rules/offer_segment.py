"""What each pair of an offer and a segment is for us, and what a pair not served may be worth. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from negoce.kit.numbers import percent_of
from negoce.kit.worked import Step, Worked
from negoce.portfolio.enums import OfferSegmentClass

HUNDRED = Decimal(100)


@dataclass(frozen=True, slots=True)
class Pair:
    """What an offer did in a segment over a year: euros excluding VAT, offers won and lost.

    `margin` is None while no cost is known; `costed` is the revenue whose cost is known.
    """

    revenue: Decimal
    margin: Decimal | None = None
    costed: Decimal = Decimal(0)
    won: int = 0
    lost: int = 0

    @property
    def is_empty(self) -> bool:
        """Nothing was sold there, nor offered."""
        return not self.revenue and not self.won and not self.lost


@dataclass(frozen=True, slots=True)
class Averages:
    """Of the whole portfolio, in percent points; None where nothing tells."""

    margin_rate: Decimal | None
    win_rate: Decimal | None


@dataclass(frozen=True, slots=True)
class Attack:
    """What going after companies not served yet may bring in a year, in euros of margin (of revenue without costs)."""

    companies: int
    win_rate: Decimal
    per_customer: Decimal
    worth: Decimal


def margin_rate(pair: Pair) -> Decimal | None:
    """Margin ÷ the revenue whose cost is known, in percent points."""
    if pair.margin is None or pair.costed <= 0:
        return None
    return percent_of(pair.margin, pair.costed)


def win_rate(won: int, lost: int) -> Decimal | None:
    """Won ÷ (won + lost), in percent points; None before anything was decided."""
    decided = won + lost
    return percent_of(won, decided) if decided else None


def class_of(pair: Pair, averages: Averages) -> Worked[OfferSegmentClass]:
    """Winner, mixed, penalising, not served (R-P4); not judged where a rate or its average is not known."""
    rate, won = margin_rate(pair), win_rate(pair.won, pair.lost)
    steps = []
    if rate is not None:
        steps.append(Step("offer_segment.margin", {"rate": rate, "average": averages.margin_rate}))
    if won is not None:
        figures = {
            "rate": won,
            "average": averages.win_rate,
            "won": pair.won,
            "decided": pair.won + pair.lost,
        }
        steps.append(Step("offer_segment.win", figures))
    found = _class(pair, rate, won, averages)
    steps.append(Step(f"offer_segment.{found.value}"))
    return Worked(found, tuple(steps))


def _class(pair: Pair, rate: Decimal | None, won: Decimal | None, averages: Averages) -> OfferSegmentClass:
    if pair.is_empty:
        return OfferSegmentClass.NOT_SERVED
    if pair.margin is not None and pair.margin < 0:
        return OfferSegmentClass.PENALISING
    if rate is None or won is None or averages.margin_rate is None or averages.win_rate is None:
        return OfferSegmentClass.UNJUDGED
    high = (rate >= averages.margin_rate, won >= averages.win_rate)
    if all(high):
        return OfferSegmentClass.WINNER
    return OfferSegmentClass.MIXED if any(high) else OfferSegmentClass.PENALISING


def attack_worth(*, companies: int, won: int, lost: int, per_customer: Decimal) -> Worked[Attack] | None:
    """Companies that can be reached × the win rate of neighbouring pairs × what a customer of them brings in a year.

    `won` and `lost` are those of the same offer elsewhere and of other offers in the segment. None when nothing was
    decided there, when a customer brings nothing, or when nobody is left.
    """
    rate = win_rate(won, lost)
    if rate is None or per_customer <= 0 or companies <= 0:
        return None
    worth = (companies * rate / HUNDRED * per_customer).quantize(Decimal(1), ROUND_HALF_UP)
    figures = {
        "companies": companies,
        "rate": rate,
        "decided": won + lost,
        "per_customer": per_customer,
        "worth": worth,
    }
    return Worked(Attack(companies, rate, per_customer, worth), (Step("offer_segment.attack", figures),))
