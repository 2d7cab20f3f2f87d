"""The matrix of offers and segments as its page reads it: one snapshot, judged by the rule (P8)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from functools import reduce
from operator import add

from negoce.catalogue.enums import ProductKind
from negoce.catalogue.models import Product
from negoce.kit.worked import Worked
from negoce.portfolio.enums import OfferKind, OfferSegmentClass, SegmentDimension
from negoce.portfolio.measures.offer_segment import ALL, OTHER
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
CONTENT_VERSION = 2
MOST_SEGMENTS = 9
MOST_FAMILIES = 16
MOST_PRODUCTS = 40
MOST_ATTACKS = 12
# Pairs named where none is empty, for want of better.
MOST_BEHIND = 3
# Euros a year: what promises less is worth no campaign.
LEAST_WORTH = 1_000
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
        # What came back has a cost too: its sums are below zero, and known.
        is_costed = self.costed_cents != 0 or self.margin_cents != 0
        margin = euros(self.margin_cents) if is_costed else None
        return Pair(euros(self.cents), margin, euros(self.costed_cents), self.won, self.lost)

    @property
    def earns_nothing(self) -> bool:
        """Nothing was sold in 12 months, or without a margin."""
        return self.cents <= 0 or (self.costed_cents > 0 and self.margin_cents <= 0)

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
    """All families (or the largest products, the `rest` being the others) by revenue, all segments by revenue, and
    their pairs; a family is its key, 0 for none.

    Totals count a buyer and an offer once, whatever they bought or it held.
    """

    dimension: SegmentDimension
    as_of: date
    made_at: datetime
    families: Sequence[int]
    segments: Sequence[Segment]
    pairs: Mapping[tuple[int, str], Figures]
    by_family: Mapping[int, Figures] = field(default_factory=dict)
    by_segment: Mapping[str, Figures] = field(default_factory=dict)
    whole: Figures = Figures()
    accompanying: frozenset[int] = frozenset()
    kind: OfferKind = OfferKind.FAMILY
    rest: Figures | None = None
    companies: int = 0

    @property
    def averages(self) -> Averages:
        """Of the whole portfolio: the same however companies are grouped."""
        whole = self.whole
        return Averages(whole.margin_rate, whole.win_rate)

    @property
    def is_empty(self) -> bool:
        """Nothing was sold or offered, not even what has no line of its own."""
        return not self.families and self.rest is None

    @property
    def shown_families(self) -> Sequence[int]:
        """The lines of the page."""
        return self.families[: self._most]

    @property
    def shown_segments(self) -> Sequence[Segment]:
        """The columns of the page: the largest, and who has no segment where something was sold or offered there."""
        named = [each for each in self.segments if each.key][:MOST_SEGMENTS]
        return [*named, *(each for each in self.segments if not each.key and each.key in self.by_segment)]

    @property
    def other_families(self) -> Sequence[int]:
        """Those that have no line of their own."""
        return [*self.families[self._most :], *([] if self.rest is None else [OTHER])]

    @property
    def _most(self) -> int:
        return MOST_PRODUCTS if self.kind is OfferKind.PRODUCT else MOST_FAMILIES

    def together(self, families: Iterable[int], segments: Iterable[Segment]) -> Figures:
        """The sum of these pairs."""
        keys = [each.key for each in segments]
        return reduce(add, (self.figures(family, key) for family in families for key in keys), Figures())

    def total(self, family: int) -> Figures:
        """Of a line, whatever the segment."""
        return (self.rest or Figures()) if family == OTHER else self.by_family.get(family, Figures())

    def figures(self, family: int, segment: str) -> Figures:
        """Of a pair; zeros where nothing happened."""
        return self.pairs.get((family, segment), Figures())

    def judged(self, family: int, segment: str) -> Worked[OfferSegmentClass]:
        """The class of a pair, and why."""
        return class_of(self.figures(family, segment).pair, self.averages)

    def target(self, family: int, segment: Segment, *, margin: bool) -> Target | None:
        """What the companies of a segment that did not buy a family in 24 months, and can be reached, may be worth.

        Neighbours are the same family in other segments and other families in this one. Without the right to read
        margins a customer is worth the revenue that those of the family bring. A family that only goes with others, or
        on which nothing is earned, is no offer to attack with.
        """
        if family in self.accompanying or self.by_family[family].earns_nothing:
            return None
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
        # Products, not quotients: nothing is rounded.
        return 2 * here.served * self.companies < self.by_family[family].served * segment.companies

    def targets(self, *, margin: bool) -> Sequence[Target]:
        """Pairs that are not served, or hardly, and promise LEAST_WORTH at least; those worth most first."""
        found = [each for each in self._promising(margin=margin) if self.is_thin(each.family, each.segment)]
        return sorted(found, key=lambda each: (-each.worked.value.worth, each.family, each.segment.key))[
            :MOST_ATTACKS
        ]

    def behind(self, *, margin: bool) -> Sequence[Target]:
        """Pairs that are served, though less than in all segments together, and promise as much; the furthest first."""
        found = [
            (self._against(each), each)
            for each in self._promising(margin=margin)
            if not self.is_thin(each.family, each.segment)
        ]
        late = sorted(
            (pair for pair in found if pair[0] < 1),
            key=lambda pair: (pair[0], -pair[1].worked.value.worth, pair[1].family, pair[1].segment.key),
        )
        return [each for _against, each in late[:MOST_BEHIND]]

    def _promising(self, *, margin: bool) -> Sequence[Target]:
        return [
            target
            for family in self.shown_families
            if family
            for segment in self.shown_segments
            if segment.key
            and (target := self.target(family, segment, margin=margin)) is not None
            and target.worked.value.worth >= LEAST_WORTH
        ]

    def _against(self, pair: Target) -> Fraction:
        """Which part of a segment buys, against which part of all companies does."""
        whole = self.by_family[pair.family].served * pair.segment.companies
        here = self.figures(pair.family, pair.segment.key).served * self.companies
        return Fraction(here, whole) if whole else Fraction(1)


def offer_matrix(
    scope_key: str, dimension: SegmentDimension, kind: OfferKind = OfferKind.FAMILY
) -> OfferMatrix | None:
    """The picture of a set, in two queries; None before its first night."""
    row = OfferSegmentSnapshot.objects.filter(
        scope_key=scope_key, dimension=dimension.value, offers=kind.value
    ).first()
    if row is None or row.content.get("version") != CONTENT_VERSION:
        return None
    cells = {(each[0], each[1]): Figures(*each[2:]) for each in row.content["pairs"]}
    by_segment = {segment: figures for (family, segment), figures in cells.items() if family == ALL}
    by_family = {each[0]: Figures(*each[1:]) for each in row.content["whole"]}
    whole = by_family.pop(ALL, Figures())
    segments = [Segment(*each) for each in row.content["segments"]]
    # Who has no segment comes last, as what has no family does.
    segments.sort(
        key=lambda each: (not each.key, -by_segment.get(each.key, Figures()).cents, -each.companies, each.key)
    )
    rest = by_family.pop(OTHER, None)
    families = sorted(by_family, key=lambda each: (each == 0, -by_family[each].cents, each))
    return OfferMatrix(
        dimension, row.as_of, row.made_at, families, segments, cells, by_family, by_segment, whole,
        accompanying_offers(kind), kind, rest, row.content["companies"],
    )  # fmt: skip


def accompanying_offers(kind: OfferKind) -> frozenset[int]:
    """Services (carriage, fees), or families of services alone, in a house that sells goods: they follow a sale."""
    offer = "family_id" if kind is OfferKind.FAMILY else "pk"
    services, goods = (
        Product.objects.filter(kind=each.value).order_by().values_list(offer, flat=True).distinct()
        for each in (ProductKind.SERVICE, ProductKind.GOODS)
    )
    own = {each for each in services if each is not None}
    if not own or not goods.exists():
        return frozenset()
    # Products are of one kind; a family may hold both.
    return (
        frozenset(own) - frozenset(goods.filter(family_id__in=own))
        if offer == "family_id"
        else frozenset(own)
    )


def euros(cents: int) -> Decimal:
    """Cents as euros."""
    return Decimal(cents) / 100
