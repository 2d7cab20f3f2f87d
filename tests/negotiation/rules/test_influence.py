"""The support of a deal (R-S1): its worked examples, what is flagged, circles and empty maps."""

from __future__ import annotations

from decimal import Decimal

import pytest

from negoce.negotiation.enums import Attitude, DealRole
from negoce.negotiation.rules.influence import Edge, Influencer, support_of, would_loop
from negoce.negotiation.rules.influence_circles import circles_of

G, O, R, U = (  # noqa: E741 - green, orange, red, unknown
    each.value for each in (Attitude.GREEN, Attitude.ORANGE, Attitude.RED, Attitude.UNKNOWN)
)
# Those of domain.md: managing director, finance, technical, user.
HEAD, FINANCE, TECHNICAL, USER = 1, 2, 3, 4
PEOPLE = (
    Influencer(HEAD, 5, O, {DealRole.DECIDER.value}, met=True, name="DG"),
    Influencer(FINANCE, 3, R, name="DAF"),
    Influencer(TECHNICAL, 4, G),
    Influencer(USER, 2, G),
)
EDGES = (Edge(TECHNICAL, HEAD, Decimal("0.6")), Edge(FINANCE, HEAD, Decimal("0.3")))


def codes(*people: Influencer) -> list[str]:
    return [each.code for each in support_of(people).flags]


def test_the_worked_example_without_edges() -> None:
    found = support_of(PEOPLE)
    assert found.score == Decimal("0.2143")
    assert (found.gained, found.lost, found.total) == (6, 3, 14)


def test_the_worked_example_with_edges() -> None:
    found = support_of(PEOPLE, EDGES)
    assert list(found.weights.values()) == [5, Decimal("4.5"), 7, 2]
    assert found.score == Decimal("0.2432")


@pytest.mark.parametrize(
    ("people", "expected"),
    [
        ((), []),
        ((Influencer(1, 5, G, {"decider"}, met=True),), []),
        ((Influencer(1, 5, O, {"decider"}, met=True),), ["influence.no_champion"]),
        ((Influencer(1, 5, G, {"user"}, met=True),), ["influence.no_decider"]),
        ((Influencer(1, 5, G, {"decider"}),), ["influence.decider_not_met"]),
        (
            (Influencer(1, 4, G, {"decider"}, met=True), Influencer(2, 4, R)),
            ["influence.red_heaviest"],
        ),
        ((Influencer(1, 4, G, {"decider"}, met=True), Influencer(2, 3, R)), []),
    ],
)
def test_what_is_flagged(people: tuple[Influencer, ...], expected: list[str]) -> None:
    assert codes(*people) == expected


def test_a_red_becomes_the_heaviest_by_whom_they_sway() -> None:
    people = (Influencer(1, 5, G, {"decider"}, met=True), Influencer(2, 3, R, name="Mme Roux"))
    flags = support_of(people, [Edge(2, 1, Decimal("0.5"))]).flags
    assert [(each.code, each.figures) for each in flags] == [("influence.red_heaviest", {"name": "Mme Roux"})]


def test_nobody_has_no_score() -> None:
    assert support_of(()).score is None


def test_a_circle_of_influence_counts_each_edge_once() -> None:
    people = (Influencer(1, 2, G), Influencer(2, 4, U))
    found = support_of(people, [Edge(1, 2, Decimal(1)), Edge(2, 1, Decimal("0.5"))])
    assert (dict(found.weights), found.score) == ({1: 6, 2: 5}, Decimal("0.5455"))


def test_an_edge_of_somebody_who_is_not_there_counts_for_nothing() -> None:
    assert support_of(PEOPLE, [Edge(9, HEAD, Decimal(1)), Edge(HEAD, 9, Decimal(1))]) == support_of(PEOPLE)


@pytest.mark.parametrize(
    ("person", "chief", "expected"), [(1, 1, True), (1, 3, True), (3, 1, False), (4, 3, False)]
)
def test_nobody_reports_to_themselves(person: int, chief: int, expected: bool) -> None:
    assert would_loop(person, chief, {1: None, 2: 1, 3: 2, 4: None}) is expected


def test_a_loop_that_is_stored_already_ends() -> None:
    assert would_loop(9, 1, {1: 2, 2: 1}) is False


@pytest.mark.parametrize(
    ("pairs", "circles"),
    [
        ([], []),
        ([(1, 2), (2, 3)], []),
        ([(1, 2), (2, 1)], [[1, 2]]),
        ([(1, 2), (2, 3), (3, 1), (3, 4), (5, 6), (6, 5)], [[1, 2, 3], [5, 6]]),
    ],
)
def test_circles_of_influence_are_found_and_leave_the_weights_alone(pairs, circles):
    edges = [Edge(source, target, Decimal("0.5")) for source, target in pairs]
    assert circles_of(edges) == circles
    people = [Influencer(key, 2) for key in range(1, 7)]
    swayed = [sum(1 for source, _target in pairs if source == key) for key in range(1, 7)]
    assert list(support_of(people, edges).weights.values()) == [2 + each for each in swayed]
