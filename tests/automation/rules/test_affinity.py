"""What similar customers buy and this one does not."""

from __future__ import annotations

from fractions import Fraction

from negoce.automation.rules.affinity import Affinity, affinities, proposals

WINE, CHEESE, CRACKERS, SOAP = 1, 2, 3, 4


def shop(*counts: tuple[int, set[int]]) -> list[frozenset[int]]:
    return [frozenset(families) for times, families in counts for _each in range(times)]


def test_twelve_of_fifteen_who_buy_both_buy_the_third() -> None:
    baskets = shop((12, {WINE, CHEESE, CRACKERS}), (3, {WINE, CHEESE}), (40, {SOAP}))
    found = affinities(baskets)
    assert Affinity((WINE, CHEESE), CRACKERS, 15, 12) in found
    best = proposals({WINE, CHEESE}, found, 3)
    assert [(each.proposed, each.share) for each in best] == [(CRACKERS, Fraction(12, 15))]


def test_what_is_bought_already_is_not_proposed_nor_what_rests_on_what_is_not() -> None:
    found = affinities(shop((15, {WINE, CHEESE, CRACKERS}), (40, {SOAP})))
    assert proposals({WINE, CHEESE, CRACKERS}, found, 3) == []
    assert proposals({SOAP}, found, 3) == []
    assert {each.proposed for each in proposals({WINE}, found, 3)} == {CHEESE, CRACKERS}


def test_too_few_customers_prove_nothing() -> None:
    assert affinities(shop((11, {WINE, CHEESE}), (40, {SOAP}))) == []


def test_what_everybody_buys_is_no_news() -> None:
    found = affinities(shop((20, {WINE, CHEESE}), (20, {SOAP, CHEESE})))
    assert [each for each in found if each.proposed == CHEESE] == []


def test_nobody_has_bought_anything() -> None:
    assert affinities([]) == []
    assert affinities([frozenset()]) == []
    assert proposals(set(), [], 3) == []


def test_the_best_reason_is_given_once() -> None:
    known = [
        Affinity((WINE,), CRACKERS, 100, 50),
        Affinity((WINE, CHEESE), CRACKERS, 20, 16),
        Affinity((CHEESE,), CRACKERS, 30, 24),
    ]
    assert proposals({WINE, CHEESE}, known, 3) == [known[2]]
