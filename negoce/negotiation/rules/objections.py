"""Objections: which to expect in a deal and why, and which answer to give first. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal

from negoce.companies.enums import PurchaseMotive
from negoce.kit.explain import Explanation
from negoce.negotiation.enums import AnswerTechnique, ObjectionNature
from negoce.prospecting.rules.call_figures import Share, share

# An answer counts as though it had been given five times more, with the success of the house.
PRIOR = 5
MOST_EXPECTED = 6
# Told in one deal alone, an objection is no habit of the house.
LEAST_DEALS = 2
_TENTH = Decimal("0.1")

# What fits each nature: dig into a pretext, compensate what is true, prove what is not, trade what is tactical.
FITTING: Mapping[ObjectionNature, frozenset[AnswerTechnique]] = {
    ObjectionNature.FOUNDED: frozenset({AnswerTechnique.COMPENSATION, AnswerTechnique.DIVISION}),
    ObjectionNature.UNFOUNDED: frozenset(
        {AnswerTechnique.DEMONSTRATION, AnswerTechnique.TESTIMONY, AnswerTechnique.BOOMERANG}
    ),
    ObjectionNature.PRETEXT: frozenset({AnswerTechnique.QUESTION, AnswerTechnique.REFORMULATION}),
    ObjectionNature.TACTICAL: frozenset({AnswerTechnique.DIVISION, AnswerTechnique.COMPENSATION}),
}


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer of the library: how often it was given with an outcome known, and how often that was overcome."""

    key: int
    technique: AnswerTechnique
    overcome: int = 0
    told: int = 0


@dataclass(frozen=True, slots=True)
class RankedReply:
    """`counted` in percent is what it is ranked by; None while the house has no outcome at all."""

    reply: Reply
    success: Share
    counted: Decimal | None
    fits: bool


def house_success(replies: Sequence[Reply]) -> Share:
    """What the answers of the house gave, all together."""
    return share(sum(each.overcome for each in replies), sum(each.told for each in replies))


def rank_replies(
    replies: Sequence[Reply], house: Share, nature: ObjectionNature | None = None
) -> Sequence[RankedReply]:
    """The answers to one objection, the first to give first: those that fit its nature, then the surest.

    A success is shrunk towards that of the house: with r of n and the house's rate h, (r + 5h) ÷ (n + 5). One lucky
    time counts little, twenty count nearly all.
    """
    fitting = FITTING[nature] if nature is not None else frozenset()
    ranked = [
        RankedReply(
            each, share(each.overcome, each.told), _counted(each, house), fits=each.technique in fitting
        )
        for each in replies
    ]
    ranked.sort(key=lambda each: (not each.fits, -(each.counted or Decimal(0)), each.reply.key))
    return ranked


def _counted(reply: Reply, house: Share) -> Decimal | None:
    if not house.total:
        return None
    rate = Decimal(house.count) / house.total
    counted = 100 * (reply.overcome + PRIOR * rate) / (reply.told + PRIOR)
    return counted.quantize(_TENTH, ROUND_HALF_UP)


@dataclass(frozen=True, slots=True)
class KnownObjection:
    """An objection of the library. `sector`: the first two digits of an APE code, or nothing for every sector."""

    key: int
    product: int | None = None
    motives: frozenset[PurchaseMotive] = frozenset()
    sector: str = ""


@dataclass(frozen=True, slots=True)
class Told:
    """In how many deals an objection was heard: of this customer, of the customer's sector, of the house."""

    customer: int = 0
    sector: int = 0
    house: int = 0


@dataclass(frozen=True, slots=True)
class Situation:
    """What is known of a deal: `chosen`, `set_aside`, `staying` and `overcome` are keys of objections."""

    chosen: frozenset[int] = frozenset()
    set_aside: frozenset[int] = frozenset()
    staying: frozenset[int] = frozenset()
    overcome: frozenset[int] = frozenset()
    told: Mapping[int, Told] = field(default_factory=dict)
    motives: Mapping[PurchaseMotive, int] = field(default_factory=dict)
    products: frozenset[int] = frozenset()
    sector: str = ""


@dataclass(frozen=True, slots=True)
class Expected:
    """An objection to expect, and every reason for it, the strongest first."""

    key: int
    reasons: Sequence[Explanation]


def expect(
    known: Sequence[KnownObjection], situation: Situation, most: int = MOST_EXPECTED
) -> Sequence[Expected]:
    """The buyer's expected objections, the likeliest first, `most` of them; those chosen by hand are never cut.

    Left out: what was set aside, what was overcome in the deal, what is of a product not offered or of another
    sector, unless it was chosen or still stays. Order: still staying, chosen, heard at this customer, in the
    customer's sector, of the sector, of a motive heard, of a product offered, heard in the house.
    """
    found = []
    for each in known:
        reasons = _reasons(each, situation)
        if reasons:
            strongest = reasons[0]
            count = strongest[1].figures.get("count", 0)
            assert isinstance(count, int)
            found.append((strongest[0], -count, each.key, [reason for _rank, reason in reasons]))
    found.sort(key=lambda each: each[:3])
    kept = [each for place, each in enumerate(found) if place < most or each[0] <= 1]
    return [Expected(key, reasons) for _rank, _count, key, reasons in kept]


def _reasons(each: KnownObjection, situation: Situation) -> Sequence[tuple[int, Explanation]]:
    by_hand = [
        (rank, Explanation(f"objection.{code}"))
        for rank, code, keys in ((0, "stays", situation.staying), (1, "chosen", situation.chosen))
        if each.key in keys
    ]
    away = each.key in situation.set_aside or each.key in situation.overcome
    elsewhere = each.product is not None and each.product not in situation.products
    foreign = bool(each.sector) and each.sector != situation.sector
    if not by_hand and (away or elsewhere or foreign):
        return ()
    told = situation.told.get(each.key, Told())
    served = sum(situation.motives.get(motive, 0) for motive in each.motives)
    counted = (
        (2, "customer", told.customer, 1),
        (3, "in_sector", told.sector, 1),
        (4, "of_sector", int(bool(each.sector) and not foreign), 1),
        (5, "motive", served, 1),
        (6, "product", int(each.product is not None and not elsewhere), 1),
        (7, "house", told.house, LEAST_DEALS),
    )
    found = [
        (rank, Explanation(f"objection.{code}", {"count": count}))
        for rank, code, count, least in counted
        if count >= least
    ]
    return [*by_hand, *found]
