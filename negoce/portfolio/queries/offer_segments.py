"""The matrix of offers and segments as its page reads it: one snapshot, judged by the rule (P8)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from functools import reduce
from operator import add

from negoce.kit.worked import Worked
from negoce.portfolio.enums import OfferSegmentClass, SegmentDimension
from negoce.portfolio.models import OfferSegmentSnapshot
from negoce.portfolio.rules.offer_segment import (
    Attack,
    Averages,
    Pair,
    attack_worth,
    class_of,
    margin_rate,
    win_rate,
)

# Of the content, raised with any change of what it holds.
CONTENT_VERSION = 1
MOST_SEGMENTS = 9
MOST_FAMILIES = 16
MOST_ATTACKS = 12
# Neighbours that decided fewer offers promise nothing.
FEW_DECIDED = 5


@dataclass(frozen=True, slots=True)
class Figures:
    """Sums of a pair, a row, a column or all, in cents; they add up."""

    cents: int = 0
    past_cents: int = 0
    margin_cents: int = 0
    costed_cents: int = 0
    buyers: int = 0
    served: int = 0
    served_near: int = 0
    won: int = 0
    lost: int = 0

    def __add__(self, other: Figures) -> Figures:
        """Both together."""
        return Figures(*(getattr(self, name) + getattr(other, name) for name in self.__slots__))

    @property
    def pair(self) -> Pair:
        """As the rule reads it, in euros."""
        margin = euros(self.margin_cents) if self.costed_cents > 0 else None
        return Pair(euros(self.cents), margin, euros(self.costed_cents), self.won, self.lost)

    @property
    def growth(self) -> Decimal | None:
        """Against the 12 months before, in percent points; None where nothing was sold then."""
        if self.past_cents <= 0:
            return None
        change = Decimal(100 * (self.cents - self.past_cents)) / self.past_cents
        return change.quantize(Decimal("0.1"), ROUND_HALF_UP)

    @property
    def margin_rate(self) -> Decimal | None:
        """In percent points."""
        return margin_rate(self.pair)

    @property
    def win_rate(self) -> Decimal | None:
        """In percent points."""
        return win_rate(self.won, self.lost)


@dataclass(frozen=True, slots=True)
class Segment:
    """A group of companies: how many, and how many of them can be reached."""

    key: str
    companies: int
    near: int


@dataclass(frozen=True, slots=True)
class Target:
    """A pair that is not served, or hardly, with what it may be worth."""

    family: int
    segment: Segment
    worked: Worked[Attack]


@dataclass(frozen=True, slots=True)
class OfferMatrix:
    """Families by revenue, segments by revenue, and their pairs; a family is its key, 0 for none."""

    dimension: SegmentDimension
    as_of: date
    made_at: datetime
    families: Sequence[int]
    segments: Sequence[Segment]
    left_out: int
    pairs: Mapping[tuple[int, str], Figures]
    by_family: Mapping[int, Figures] = field(default_factory=dict)
    by_segment: Mapping[str, Figures] = field(default_factory=dict)
    everywhere: Sequence[Segment] = ()

    @property
    def whole(self) -> Figures:
        """All pairs together."""
        return reduce(add, self.by_family.values(), Figures())

    @property
    def averages(self) -> Averages:
        """Of the portfolio."""
        whole = self.whole
        return Averages(whole.margin_rate, whole.win_rate)

    def figures(self, family: int, segment: str) -> Figures:
        """Of a pair; zeros where nothing happened."""
        return self.pairs.get((family, segment), Figures())

    def judged(self, family: int, segment: str) -> Worked[OfferSegmentClass]:
        """The class of a pair, and why."""
        return class_of(self.figures(family, segment).pair, self.averages)

    def target(self, family: int, segment: Segment, *, margin: bool) -> Target | None:
        """What the companies of a segment that did not buy a family in 24 months, and can be reached, may be worth.

        Neighbours are the same family in other segments and other families in this one. Without the right to read
        margins a customer is worth the revenue that those of the family bring.
        """
        here, row, column = (
            self.figures(family, segment.key),
            self.by_family[family],
            self.by_segment.get(segment.key),
        )
        around = row + (column or Figures())
        won, lost = around.won - 2 * here.won, around.lost - 2 * here.lost
        if won + lost < FEW_DECIDED or not row.buyers:
            return None
        cents = row.margin_cents if margin else row.cents
        each = (euros(cents) / row.buyers).quantize(Decimal(1), ROUND_HALF_UP)
        companies = segment.near - here.served_near
        worked = attack_worth(companies=companies, won=won, lost=lost, per_customer=each)
        return Target(family, segment, worked) if worked is not None else None

    def is_thin(self, family: int, segment: Segment) -> bool:
        """Nothing was sold there in 12 months, or half as many of its companies bought as of all segments together."""
        here = self.figures(family, segment.key)
        if not here.cents:
            return True
        companies = sum(each.companies for each in self.everywhere)
        # Products, not quotients: nothing is rounded.
        return 2 * here.served * companies < self.by_family[family].served * segment.companies

    def targets(self, *, margin: bool) -> Sequence[Target]:
        """Pairs that are not served, or hardly, those that may be worth most first."""
        found = [
            target
            for family in self.families
            if family
            for segment in self.segments
            if self.is_thin(family, segment)
            and (target := self.target(family, segment, margin=margin)) is not None
        ]
        return sorted(found, key=lambda each: (-each.worked.value.worth, each.family, each.segment.key))[
            :MOST_ATTACKS
        ]


def offer_matrix(scope_key: str, dimension: SegmentDimension) -> OfferMatrix | None:
    """The picture of a set, in one query; None before its first night."""
    row = OfferSegmentSnapshot.objects.filter(scope_key=scope_key, dimension=dimension.value).first()
    if row is None or row.content.get("version") != CONTENT_VERSION:
        return None
    pairs = {(each[0], each[1]): Figures(*each[2:]) for each in row.content["pairs"]}
    by_family: dict[int, Figures] = {}
    by_segment: dict[str, Figures] = {}
    for (family, segment), figures in pairs.items():
        by_family[family] = by_family.get(family, Figures()) + figures
        by_segment[segment] = by_segment.get(segment, Figures()) + figures
    segments = [Segment(*each) for each in row.content["segments"]]
    segments.sort(key=lambda each: (-by_segment.get(each.key, Figures()).cents, -each.companies, each.key))
    families = sorted(by_family, key=lambda each: (each == 0, -by_family[each].cents, each))
    left_out = max(len(segments) - MOST_SEGMENTS, 0)
    return OfferMatrix(
        dimension, row.as_of, row.made_at, families[:MOST_FAMILIES], segments[:MOST_SEGMENTS], left_out, pairs,
        by_family, by_segment, segments,
    )  # fmt: skip


def euros(cents: int) -> Decimal:
    """Cents as euros."""
    return Decimal(cents) / 100
