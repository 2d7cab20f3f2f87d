"""A comparison as the rules read it: its criteria, its offers, their notes; and what they say of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from negoce.kit.explain import Finding
from negoce.kit.worked import CannotWork, Worked
from negoce.negotiation.models import (
    Tender,
    TenderCriterion,
    TenderGrid,
    TenderLot,
    TenderNote,
    TenderOffer,
)
from negoce.negotiation.queries.bargaining.concessions import quoted_margin
from negoce.negotiation.queries.deals.page import deal_quotes
from negoce.negotiation.rules.tender_award import (
    AwardCriterion,
    AwardOffer,
    AwardScale,
    Contest,
    check_weights,
    contest_of,
    leaves_of,
    notes_of_prices,
    priced_grid,
)
from negoce.negotiation.rules.tender_grid import GridLine
from negoce.negotiation.rules.tender_price_note import PriceMethod
from negoce.negotiation.words.tender_award import offer_name


@dataclass(frozen=True, slots=True)
class Comparison:
    """Everything of one comparison: rows of the database, and the same as the rules read it."""

    grid: TenderGrid
    criteria: Sequence[TenderCriterion]
    offers: Sequence[TenderOffer]
    notes: Mapping[tuple[int, int], Decimal]

    @property
    def scale(self) -> AwardScale:
        """How the buyer notes."""
        return AwardScale(self.grid.highest, PriceMethod(self.grid.method), self.grid.slope)

    @property
    def award_criteria(self) -> list[AwardCriterion]:
        """The criteria of the rules."""
        return [
            AwardCriterion(each.pk, each.name, each.weight, each.parent_id, each.is_price)
            for each in self.criteria
        ]

    @property
    def award_offers(self) -> list[AwardOffer]:
        """The offers of the rules, with the notes of each."""
        return [
            AwardOffer(
                offer_name(each),
                each.price,
                {key: note for (offer, key), note in self.notes.items() if offer == each.pk},
                each.is_ours,
            )
            for each in self.offers
        ]

    def faults(self) -> list[Finding]:
        """What is wrong with the weights."""
        return check_weights(self.award_criteria)

    def price_notes(self) -> Sequence[Decimal | None]:
        """The note of the price of each offer, None while they cannot be worked out."""
        try:
            found = notes_of_prices(self.award_offers, leaves_of(self.award_criteria), self.scale)
        except CannotWork:
            return [None] * len(self.offers)
        return found.value or [None] * len(self.offers)

    def ranking(self) -> Worked[tuple[GridLine, ...]]:
        """The offers by rank; raises CannotWork."""
        return priced_grid(self.award_offers, self.award_criteria, self.scale)

    def contest(self) -> Worked[Contest]:
        """What our price has to win; raises CannotWork."""
        return contest_of(self.award_offers, self.award_criteria, self.scale)


def comparison_of(tender: Tender, lot: TenderLot | None) -> Comparison | None:
    """The comparison of a tender that the caller sees, or of one of its lots; four queries, None when not begun."""
    grid = TenderGrid.objects.filter(tender=tender, lot=lot).first()
    if grid is None:
        return None
    notes = TenderNote.objects.filter(offer__grid=grid).order_by("pk")
    return Comparison(
        grid,
        list(TenderCriterion.objects.filter(grid=grid).order_by("position", "pk")),
        list(TenderOffer.objects.filter(grid=grid).order_by("-is_ours", "pk")),
        {(each.offer_id, each.criterion_id): each.note for each in notes},
    )


def noted_criteria(grid: TenderGrid) -> list[TenderCriterion]:
    """The criteria that receive notes: neither the price nor those that others detail."""
    rows = list(TenderCriterion.objects.filter(grid=grid).order_by("position", "pk"))
    detailed = {each.parent_id for each in rows}
    return [each for each in rows if not each.is_price and each.pk not in detailed]


def known_cost(comparison: Comparison, today: date) -> Decimal | None:
    """Our cost: the one given, or that of the quote of the deal for a whole tender; for who may read margins alone."""
    grid = comparison.grid
    if grid.cost is not None or grid.lot_id is not None:
        return grid.cost
    deal = grid.tender.deal
    quoted = quoted_margin(deal_quotes(deal), today) if deal is not None else None
    return None if quoted is None else quoted.net - quoted.margin
