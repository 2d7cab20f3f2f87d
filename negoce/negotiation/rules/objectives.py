"""Objectives of a meeting: are they whole, in order, clearly worded, and were they attained? Pure.

An objective is valid when it has a measure, a target, a unit, a due date, a rank and an owner; its fallback is at most
its aim, its aim at most its ideal, in the sense of the measure (domain 3.1).
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from negoce.kit.explain import Finding
from negoce.kit.text import name_key
from negoce.negotiation.enums import ObjectiveMetric, ObjectiveOutcome

LEVELS = ("ideal", "aimed", "fallback")
# For these less is better: what we give.
LOWER_IS_BETTER = frozenset({ObjectiveMetric.DISCOUNT, ObjectiveMetric.PAYMENT_DAYS})
# What these say is for who may read margins alone.
OF_MARGINS = frozenset({ObjectiveMetric.MARGIN.value})
OWN_UNIT = frozenset({ObjectiveMetric.QUANTITY, ObjectiveMetric.OTHER})
# An infinitive in French, or one of the verbs with which an aim begins in English.
_INFINITIVE = ("er", "ir", "re", "oir")
_VERBS = frozenset(
    "agree arrange ask book close confirm convince define find fix get have know lead learn make meet obtain offer"
    " open plan present prove reach secure sell set show sign speak start test understand win".split()
)
_NOT_VERBS = frozenset(
    {"premier", "dernier", "notre", "votre", "leur", "offre", "centre", "papier", "chantier"}
)
_VAGUE = frozenset(
    "mieux ameliorer augmenter optimiser maximum maximiser essayer tenter bon bonne beaucoup plus better improve"
    " increase maximize optimize try good more".split()
)


@dataclass(frozen=True, slots=True)
class Aims:
    """The three levels of a measure; None where a level is told in words."""

    ideal: Decimal | None
    aimed: Decimal | None
    fallback: Decimal | None
    higher_is_better: bool = True


@dataclass(frozen=True, slots=True)
class MonthTarget:
    """What somebody is to sell in the month in which a deal should be concluded, excluding VAT."""

    month: date
    amount: Decimal


@dataclass(frozen=True, slots=True)
class PlannedMargin:
    """The margin that the prospecting plan of the customer counts on, a year; `plan` is its public id."""

    plan: str
    name: str
    margin: Decimal


@dataclass(frozen=True, slots=True)
class Known:
    """What the rest of the deal says: our floor and our offer excluding VAT, when it is to be concluded.

    `cost` is that of `quoted`, the offer that stands; `margin_floor` is in percent points. What is not known, or not
    for the reader, is None.
    """

    reserve: Decimal | None = None
    offer: Decimal | None = None
    close_on: date | None = None
    quoted: Decimal | None = None
    cost: Decimal | None = None
    margin_floor: Decimal | None = None
    planned: PlannedMargin | None = None
    target: MonthTarget | None = None


@dataclass(frozen=True, slots=True)
class Attainment:
    """Reviewed objectives of somebody; `rate` in percent, a part counting half, None without any."""

    attained: int
    partly: int
    missed: int
    rate: Decimal | None

    @property
    def reviewed(self) -> int:
        """How many there are."""
        return self.attained + self.partly + self.missed


def order_faults(aims: Aims) -> Mapping[str, Finding]:
    """What stands in the wrong order, by level: ``objective.aimed_above_ideal``, ``objective.fallback_above_aimed``."""
    faults: dict[str, Finding] = {}
    for better, worse, code in (
        ("ideal", "aimed", "objective.aimed_above_ideal"),
        ("aimed", "fallback", "objective.fallback_above_aimed"),
    ):
        high, low = getattr(aims, better), getattr(aims, worse)
        if high is None or low is None:
            continue
        if (low > high) if aims.higher_is_better else (low < high):
            faults[worse] = Finding(code, "error", {"better": high, "worse": low})
    return faults


def wording(words: str) -> Sequence[Finding]:
    """What makes the words of an objective unclear: no verb at the head, or a vague word."""
    said = name_key(words).split()
    if not said:
        return ()
    found = []
    first = said[0]
    is_verb = first in _VERBS or (first.endswith(_INFINITIVE) and first not in _NOT_VERBS)
    if not is_verb:
        found.append(Finding("objective.no_verb", "warning", {"text": words.split()[0][:40]}))
    vague = next((word for word in said if word in _VAGUE), None)
    if vague is not None:
        original = next(word for word in words.split() if name_key(word) == vague or vague in name_key(word))
        found.append(Finding("objective.vague", "warning", {"text": original[:40]}))
    return found


def consistency(
    metric: str, aims: Aims, due_on: date, rank: int, taken: Collection[int], known: Known
) -> Sequence[Finding]:
    """What does not agree with the rest: our floors, our offer, the plan, the target, its day, the other ranks."""
    found: list[Finding] = []
    if metric == ObjectiveMetric.MARGIN:
        found += _margin_doubts(aims, known)
    if metric == ObjectiveMetric.AMOUNT:
        if known.reserve is not None and aims.fallback is not None and aims.fallback < known.reserve:
            figures = {"fallback": aims.fallback, "reserve": known.reserve}
            found.append(Finding("objective.under_floor", "warning", figures))
        if known.offer is not None and aims.ideal is not None and aims.ideal > known.offer:
            figures = {"ideal": aims.ideal, "offer": known.offer}
            found.append(Finding("objective.above_offer", "warning", figures))
        found += [*_cost_doubts(aims, known), *_target_doubts(aims, known)]
    if known.close_on is not None and due_on > known.close_on:
        found.append(Finding("objective.after_close", "warning", {"day": known.close_on}))
    if rank in taken:
        found.append(Finding("objective.same_rank", "warning", {"rank": rank}))
    return found


def _margin_doubts(aims: Aims, known: Known) -> Sequence[Finding]:
    floor = known.margin_floor
    if not floor or aims.fallback is None or aims.fallback >= floor:
        return ()
    return [Finding("objective.margin_under_floor", "warning", {"fallback": aims.fallback, "floor": floor})]


def _cost_doubts(aims: Aims, known: Known) -> Sequence[Finding]:
    """What the levels would leave of the offer that stands. Under half of it, another order is meant: its cost is not
    known.
    """
    if known.cost is None or known.quoted is None:
        return ()
    found = []
    fallback, floor = aims.fallback, known.margin_floor
    if floor and fallback is not None and fallback > 0 and fallback * 2 >= known.quoted:
        rate = ((fallback - known.cost) * 100 / fallback).quantize(Decimal("0.1"), ROUND_HALF_UP)
        if rate < floor:
            figures = {"fallback": fallback, "rate": rate, "floor": floor}
            found.append(Finding("objective.amount_under_floor", "warning", figures))
    if known.planned is not None and aims.aimed is not None and aims.aimed * 2 >= known.quoted:
        margin = aims.aimed - known.cost
        if margin < known.planned.margin:
            told = {"margin": margin, "expected": known.planned.margin, "plan": known.planned.name}
            told["public_id"] = known.planned.plan
            found.append(Finding("objective.under_plan", "warning", told))
    return found


def _target_doubts(aims: Aims, known: Known) -> Sequence[Finding]:
    target = known.target
    if target is None or target.amount <= 0 or aims.aimed is None or aims.aimed <= target.amount:
        return ()
    figures = {"aimed": aims.aimed, "target": target.amount, "month": target.month}
    return [Finding("objective.above_target", "warning", figures)]


def judge(obtained: Decimal, aims: Aims) -> ObjectiveOutcome:
    """Attained from the aim on, partly from the fallback on, missed below."""
    sign = 1 if aims.higher_is_better else -1
    if aims.aimed is not None and sign * obtained >= sign * aims.aimed:
        return ObjectiveOutcome.ATTAINED
    if aims.fallback is not None and sign * obtained >= sign * aims.fallback:
        return ObjectiveOutcome.PARTLY
    return ObjectiveOutcome.MISSED


def attainment(outcomes: Mapping[str, int]) -> Attainment:
    """Of counts by outcome: (attained + ½ partly) ÷ reviewed."""
    attained, partly, missed = (outcomes.get(each.value, 0) for each in ObjectiveOutcome)
    reviewed = attained + partly + missed
    if not reviewed:
        return Attainment(0, 0, 0, None)
    rate = (attained + Decimal(partly) / 2) * 100 / reviewed
    return Attainment(attained, partly, missed, rate.quantize(Decimal("0.1"), ROUND_HALF_UP))
