"""What reviews of meetings tell together, and what they may not say of somebody else."""

from __future__ import annotations

from decimal import Decimal

import pytest

from negoce.negotiation.enums import DealStep, DebriefAspect
from negoce.negotiation.rules.body_words import body_without_words
from negoce.negotiation.rules.debrief_values import clean_debrief
from negoce.negotiation.rules.debriefs import one_thing, practised, trend


@pytest.mark.parametrize(
    "text",
    [
        "Il avait les bras croisés pendant le prix",
        "Son regard a changé à l’annonce",
        "Elle a soupiré deux fois",
        "Ils ont haussé les épaules",
        "Her eyes went to the door",
        "He frowned at the price",
    ],
)
def test_anothers_body_is_refused_without_words_and_passes_with_them(text: str) -> None:
    found = body_without_words(text)
    assert found is not None
    assert found.code == "debrief.body_without_words"
    assert body_without_words(f"{text} : « c’est deux fois trop »") is None


@pytest.mark.parametrize(
    "text",
    [
        "J’ai croisé les bras, puis souri",
        "Ma posture était fermée",
        "Il a demandé le délai de livraison",
        "Leur directeur regarde les prix de près",
        "Deux reformulations, il a dit oui au besoin",
    ],
)
def test_what_is_ones_own_or_was_said_passes(text: str) -> None:
    assert body_without_words(text) is None


@pytest.mark.parametrize(
    ("given", "field", "code"),
    [
        ({}, "", "debrief.empty"),
        ({"note-listening": "4"}, "seen-listening", "debrief.seen_needed"),
        ({"seen-listening": "Deux reformulations"}, "note-listening", "debrief.note_needed"),
        ({"note-listening": "6", "seen-listening": "x"}, "note-listening", "debrief.note_out_of_range"),
        (
            {"note-feelings": "4", "seen-feelings": "Elle a soupiré"},
            "seen-feelings",
            "debrief.body_without_words",
        ),
        ({"perceived": "Pressé"}, "heard", "debrief.heard_needed"),
        ({"to_change": "Surveiller ses mains"}, "to_change", "debrief.body_without_words"),
        ({"step-contact": "perhaps"}, "step-contact", "choice.unknown"),
    ],
)
def test_what_is_wrong_is_told_by_field(given: dict[str, str], field: str, code: str) -> None:
    errors = clean_debrief(given, ()).errors
    assert [(name, each.code) for name, each in errors.items()] == [(field, code)]


def test_a_review_is_read_and_a_good_start_needs_no_way_back() -> None:
    given = {
        "step-contact": "done",
        "step-follow_up": "not_concerned",
        "note-listening": "4",
        "seen-listening": " Deux  reformulations ",
        "start": "good",
        "recovered": "yes",
        "perceived": "Pressé",
        "heard": "J’ai dix minutes",
    }
    found = clean_debrief(given, ("asked",))
    assert found.errors == {}
    assert found.notes == {"listening": (4, "Deux reformulations")}
    assert found.values["steps"] == {"contact": "done", "follow_up": "not_concerned"}
    assert (found.values["recoveries"], found.values["recovered"]) == ([], "")
    bad = clean_debrief({**given, "start": "bad", "recovered": ""}, ("asked",))
    assert bad.errors["recovered"].code == "debrief.recovered_needed"


def test_the_mean_is_that_of_the_last_five_beside_the_five_before() -> None:
    found = trend([1, 2, 2, 3, 3, 4, 3, 4, 5])
    assert (found.mean, found.before) == (Decimal("3.8"), Decimal("2.0"))
    assert trend([]).mean is None


def test_a_step_that_had_no_place_does_not_count() -> None:
    found = practised(["done", "partly", "missed", "not_concerned", "done"])
    assert (found.concerned, found.rate) == (4, Decimal(63))
    assert practised(["not_concerned"]).rate is None


def test_one_thing_is_the_lowest_of_what_was_noted_often_enough() -> None:
    trends = {
        DebriefAspect.TONE: trend([1, 1]),
        DebriefAspect.LISTENING: trend([2, 3, 2]),
        DebriefAspect.RELATIONS: trend([4, 4, 5]),
    }
    steps = {DealStep.LEAVE_TAKING: practised(["missed", "partly", "missed", "done"])}
    found = one_thing(trends, steps)
    # Listening: 2.33 of 5 is 33 % of the way; leave-taking 38 %.
    assert found is not None
    assert (found.key, found.is_step, found.why.figures) == (
        "listening",
        False,
        {"mean": Decimal("2.33"), "count": 3},
    )
    trends[DebriefAspect.LISTENING] = trend([4, 4, 4])
    found = one_thing(trends, steps)
    assert found is not None
    assert (found.key, found.is_step) == ("leave_taking", True)
    assert one_thing(trends, {}) is None
