"""What the criteria of a buyer come to: a tree of weights, and the notes of each offer on its leaves. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from negoce.kit.explain import Finding
from negoce.kit.worked import CannotWork, Step, Worked
from negoce.negotiation.rules.tender_grid import Criterion, GridLine, comparison_grid
from negoce.negotiation.rules.tender_price_note import USUAL_SLOPE, PriceMethod, exact_notes, price_notes
from negoce.negotiation.rules.tender_winning_price import Grading, Guess

ZERO, HUNDRED = Decimal(0), Decimal(100)


@dataclass(frozen=True, slots=True)
class AwardCriterion:
    """A criterion by its key, its weight in percent points of the whole; `parent` is the key it details.

    The weights of those that detail one sum to its own.
    """

    key: int
    name: str
    weight: Decimal
    parent: int | None = None
    is_price: bool = False


@dataclass(frozen=True, slots=True)
class AwardOffer:
    """An offer: its price excluding VAT where known, and its notes by key of criterion."""

    name: str
    price: Decimal | None
    notes: Mapping[int, Decimal]
    is_ours: bool = False


@dataclass(frozen=True, slots=True)
class AwardScale:
    """How the buyer notes: the highest note of every criterion, the method of the price, its n."""

    highest: Decimal
    method: PriceMethod
    slope: Decimal = USUAL_SLOPE


@dataclass(frozen=True, slots=True)
class Contest:
    """What the price has to win: our note of all that is not the price, and those of the others with their prices."""

    quality: Decimal
    guesses: tuple[Guess, ...]
    grading: Grading


def leaves_of(criteria: Sequence[AwardCriterion]) -> list[AwardCriterion]:
    """The criteria that receive notes: those that no other details."""
    detailed = {each.parent for each in criteria}
    return [each for each in criteria if each.key not in detailed]


def check_weights(criteria: Sequence[AwardCriterion]) -> list[Finding]:
    """What is to be put right before anything is compared: weights that are short of 100, or over, and what to do."""
    found = []
    if criteria:
        whole = sum((each.weight for each in criteria if each.parent is None), ZERO)
        found += _sum_finding("award.weights", whole, HUNDRED, {})
    for each in criteria:
        parts = [part.weight for part in criteria if part.parent == each.key]
        if parts:
            whole = sum(parts, ZERO)
            found += _sum_finding("award.parts", whole, each.weight, {"criterion": each.name})
    return found


def priced_grid(
    offers: Sequence[AwardOffer], criteria: Sequence[AwardCriterion], scale: AwardScale
) -> Worked[tuple[GridLine, ...]]:
    """Return the offers by rank, the note of the price worked out from the prices.

    Raises CannotWork for what check_weights finds, a price that is missing or not above zero, a note that is missing.
    """
    faults = check_weights(criteria)
    if faults:
        raise CannotWork(faults[0].code, **faults[0].figures)
    leaves = leaves_of(criteria)
    if not offers or not leaves:
        raise CannotWork("grid.nothing_to_compare")
    priced = notes_of_prices(offers, leaves, scale)
    rows = [
        Criterion(
            each.name,
            each.weight,
            priced.value if each.is_price else tuple(offer.notes.get(each.key) for offer in offers),
        )
        for each in leaves
    ]
    found = comparison_grid([offer.name for offer in offers], rows)
    return replace(found, steps=(*priced.steps, *found.steps))


def notes_of_prices(
    offers: Sequence[AwardOffer], leaves: Sequence[AwardCriterion], scale: AwardScale
) -> Worked[tuple[Decimal, ...]]:
    """Return the note of each price, not rounded; none when the price is no criterion. Raises CannotWork."""
    if not any(each.is_price for each in leaves):
        return Worked(())
    prices = []
    for offer in offers:
        if offer.price is None:
            raise CannotWork("award.price_missing", offer=offer.name)
        if offer.price <= 0:
            raise CannotWork("award.price_not_above_zero", offer=offer.name)
        prices.append(offer.price)
    said = price_notes(prices, highest=scale.highest, method=scale.method, slope=scale.slope)
    exact = exact_notes(prices, highest=scale.highest, method=scale.method, slope=scale.slope)
    return Worked(tuple(exact), (*said.steps, Step("grid.exact_notes")), said.findings)


def contest_of(
    offers: Sequence[AwardOffer], criteria: Sequence[AwardCriterion], scale: AwardScale
) -> Worked[Contest]:
    """Return what our price has to win against, offers that are not wholly known left aside and told.

    Raises CannotWork for what check_weights finds, without a price among the criteria, without an offer of ours that
    is noted, or without any other offer that is known.
    """
    faults = check_weights(criteria)
    if faults:
        raise CannotWork(faults[0].code, **faults[0].figures)
    leaves = leaves_of(criteria)
    price = next((each for each in leaves if each.is_price and each.weight > 0), None)
    if price is None:
        raise CannotWork("award.no_price_criterion")
    ours = next((each for each in offers if each.is_ours), None)
    if ours is None:
        raise CannotWork("award.no_offer_of_ours")
    others = [each for each in leaves if not each.is_price]
    missing = next((each for each in others if each.key not in ours.notes), None)
    if missing is not None:
        raise CannotWork("award.our_note_missing", criterion=missing.name)
    guesses, aside = [], []
    for offer in offers:
        if offer.is_ours:
            continue
        if offer.price is None or offer.price <= 0 or any(each.key not in offer.notes for each in others):
            aside.append(Finding("award.left_aside", "warning", {"offer": offer.name}))
            continue
        guesses.append(Guess(offer.name, offer.price, quality_of(offer, others)))
    if not guesses:
        raise CannotWork("award.rivals_incomplete" if aside else "award.no_rival")
    grading = Grading(price.weight, scale.highest, scale.method, scale.slope)
    return Worked(Contest(quality_of(ours, others), tuple(guesses), grading), (), tuple(aside))


def quality_of(offer: AwardOffer, others: Sequence[AwardCriterion]) -> Decimal:
    """Return the weighted mean of the notes that are not the price; zero where the price alone counts."""
    whole = sum((each.weight for each in others), ZERO)
    if not whole:
        return ZERO
    return sum((each.weight * offer.notes[each.key] for each in others), ZERO) / whole


def _sum_finding(code: str, whole: Decimal, due: Decimal, more: Mapping[str, object]) -> list[Finding]:
    if whole == due:
        return []
    side = "short" if whole < due else "over"
    return [Finding(f"{code}_{side}", "error", {**more, "sum": whole, "due": due, "gap": abs(due - whole)})]
