"""Objectives of a meeting: whole, in order, clearly worded, consistent, attained or not."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from negoce.negotiation.enums import ObjectiveOutcome
from negoce.negotiation.rules.objective_values import clean_objective, clean_review
from negoce.negotiation.rules.objectives import (
    Aims,
    Known,
    MonthTarget,
    PlannedMargin,
    attainment,
    consistency,
    judge,
    order_faults,
    wording,
)

TODAY = date(2026, 11, 20)
# The example of the deal of films: 48,000 ideally, 46,500 aimed at, 6,000 on one line to fall back on.
FILMS = Aims(Decimal(48000), Decimal(46500), Decimal(6000))
DISCOUNT = Aims(Decimal(1), Decimal(3), Decimal(5), higher_is_better=False)
PLAN = PlannedMargin("plan", "Imprimeurs", Decimal(6500))
TYPED = {
    "words": "Signer le renouvellement",
    "metric": "amount",
    "ideal": "48 000",
    "aimed": "46 500",
    "fallback": "6 000",
    "aimed_words": "24 mois",
    "due_on": "15/12/2026",
    "rank": "1",
}


def test_what_is_typed_becomes_an_objective() -> None:
    cleaned = clean_objective(TYPED, TODAY)
    assert cleaned.errors == {}
    assert cleaned.values == {
        "words": "Signer le renouvellement", "metric": "amount", "measure": "", "unit": "",
        "ideal": Decimal(48000), "aimed": Decimal(46500), "fallback": Decimal(6000),
        "ideal_words": "", "aimed_words": "24 mois", "fallback_words": "",
        "higher_is_better": True, "due_on": date(2026, 12, 15), "rank": 1,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("given", "field", "code"),
    [
        ({"words": ""}, "words", "objective.words_needed"),
        ({"metric": ""}, "metric", "objective.metric_needed"),
        ({"aimed": ""}, "aimed", "objective.level_needed"),
        ({"aimed": "49 000"}, "aimed", "objective.aimed_above_ideal"),
        ({"fallback": "47 000"}, "fallback", "objective.fallback_above_aimed"),
        ({"metric": "discount", "ideal": "5", "aimed": "3"}, "aimed", "objective.aimed_above_ideal"),
        ({"metric": "other", "sense": "lower"}, "aimed", "objective.aimed_above_ideal"),
        ({"metric": "quantity"}, "unit", "objective.unit_needed"),
        ({"metric": "other", "unit": "visites"}, "measure", "objective.measure_needed"),
        ({"metric": "quality", "measure": "Un oui écrit"}, "ideal_words", "objective.level_needed"),
        ({"rank": ""}, "rank", "objective.rank_needed"),
        ({"rank": "12"}, "rank", "number.too_large"),
        ({"due_on": ""}, "due_on", "objective.due_on_needed"),
        ({"due_on": "01/11/2026"}, "due_on", "objective.due_in_past"),
        ({"due_on": "01/11/2062"}, "due_on", "deal.day_unlikely"),
    ],
)
def test_what_is_missing_or_in_the_wrong_order_is_refused(
    given: dict[str, str], field: str, code: str
) -> None:
    assert clean_objective({**TYPED, **given}, TODAY).errors[field].code == code


@pytest.mark.parametrize(
    ("aims", "faults"),
    [
        (FILMS, []),
        (DISCOUNT, []),
        (Aims(Decimal(5), Decimal(3), Decimal(1), higher_is_better=False), ["aimed", "fallback"]),
        (Aims(Decimal(3), Decimal(3), Decimal(3)), []),
        (Aims(None, None, None), []),
    ],
)
def test_levels_follow_the_sense_of_the_measure(aims: Aims, faults: list[str]) -> None:
    assert list(order_faults(aims)) == faults


@pytest.mark.parametrize(
    ("words", "codes"),
    [
        ("Signer pour 24 mois", []),
        ("Obtenir un essai sur une ligne", []),
        ("Book a visit of the plant", []),
        ("Rendez-vous avec le directeur", ["objective.no_verb"]),
        ("Améliorer la relation", ["objective.vague"]),
        ("Notre offre au maximum", ["objective.no_verb", "objective.vague"]),
        ("", []),
    ],
)
def test_words_begin_with_a_verb_and_can_be_verified(words: str, codes: list[str]) -> None:
    assert [each.code for each in wording(words)] == codes


@pytest.mark.parametrize(
    ("known", "taken", "codes"),
    [
        (Known(), (), []),
        (Known(Decimal(6000), Decimal(48000), date(2026, 12, 15)), (2, 3), []),
        (Known(reserve=Decimal(44500)), (), ["objective.under_floor"]),
        (Known(offer=Decimal(47000)), (), ["objective.above_offer"]),
        (Known(close_on=date(2026, 12, 1)), (1,), ["objective.after_close", "objective.same_rank"]),
        # The fallback is another, smaller order: the cost of this offer says nothing of it.
        (Known(quoted=Decimal(48000), cost=Decimal(40000), margin_floor=Decimal(20)), (), []),
        (Known(target=MonthTarget(date(2026, 12, 1), Decimal(46500))), (), []),
        (Known(target=MonthTarget(date(2026, 12, 1), Decimal(46000))), (), ["objective.above_target"]),
        (Known(quoted=Decimal(48000), cost=Decimal(40000), planned=PLAN), (), []),
        (Known(quoted=Decimal(48000), cost=Decimal("40000.01"), planned=PLAN), (), ["objective.under_plan"]),
    ],
)
def test_an_objective_agrees_with_the_rest_of_the_deal(
    known: Known, taken: tuple[int, ...], codes: list[str]
) -> None:
    found = consistency("amount", FILMS, date(2026, 12, 15), 1, taken, known)
    assert [each.code for each in found] == codes


@pytest.mark.parametrize(
    ("obtained", "aims", "outcome"),
    [
        ("46500", FILMS, "attained"),
        ("46499.99", FILMS, "partly"),
        ("6000", FILMS, "partly"),
        ("5999", FILMS, "missed"),
        ("2", DISCOUNT, "attained"),
        ("5", DISCOUNT, "partly"),
        ("6", DISCOUNT, "missed"),
    ],
)
def test_a_figure_judges_itself(obtained: str, aims: Aims, outcome: str) -> None:
    assert judge(Decimal(obtained), aims) == ObjectiveOutcome(outcome)
    read = clean_review({"obtained": obtained.replace(".", ",")}, aims, "amount", TODAY)
    assert read.values["outcome"] == outcome


def test_what_is_told_in_words_is_judged_by_who_was_there() -> None:
    read = clean_review({"outcome": "partly", "obtained_words": "Un essai"}, FILMS, "quality", TODAY)
    assert (read.errors, read.values["outcome"]) == ({}, "partly")
    assert sorted(clean_review({}, FILMS, "quality", TODAY).errors) == ["obtained_words", "outcome"]
    assert clean_review({}, FILMS, "amount", TODAY).errors["obtained"].code == "objective.obtained_needed"


def test_a_part_counts_half_and_nothing_has_no_rate() -> None:
    # (3 + ½ × 1) ÷ 6 = 58.3 %.
    found = attainment({"attained": 3, "partly": 1, "missed": 2})
    assert (found.reviewed, found.rate) == (6, Decimal("58.3"))
    assert attainment({}).rate is None


def test_a_fallback_is_compared_with_the_margin_floor() -> None:
    known = Known(quoted=Decimal(48000), cost=Decimal(36000), margin_floor=Decimal(20))

    def found(metric: str, fallback: str) -> list[tuple[str, dict[str, object]]]:
        aims = Aims(Decimal(48000), Decimal(47000), Decimal(fallback))
        doubts = consistency(metric, aims, date(2026, 12, 15), 1, (), known)
        return [(each.code, dict(each.figures)) for each in doubts]

    # 36,000 is 80 % of 45,000: exactly on the floor.
    assert found("amount", "45000") == []
    assert found("amount", "44000") == [
        (
            "objective.amount_under_floor",
            {"fallback": Decimal(44000), "rate": Decimal("18.2"), "floor": Decimal(20)},
        )
    ]
    assert found("margin", "20") == []
    assert found("margin", "19.5") == [
        ("objective.margin_under_floor", {"fallback": Decimal("19.5"), "floor": Decimal(20)})
    ]
    assert found("months", "12") == []


@pytest.mark.parametrize("metric", ["margin", "discount"])
def test_a_percentage_is_at_most_100(metric: str) -> None:
    levels = {"margin": ("101", "30", "20"), "discount": ("1", "2", "101")}[metric]
    given = {**TYPED, "metric": metric, **dict(zip(("ideal", "aimed", "fallback"), levels, strict=True))}
    assert {each.code for each in clean_objective(given, TODAY).errors.values()} == {
        "objective.percent_too_high"
    }
