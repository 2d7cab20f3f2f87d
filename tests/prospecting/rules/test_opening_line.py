"""Each opening line rests on a fact; what is owed comes first, what is old is left out."""

from __future__ import annotations

from datetime import date

from negoce.prospecting.enums import OpeningKind
from negoce.prospecting.rules.opening_line import OpeningFacts, opening_lines

DAY = date(2026, 11, 20)


def kinds(facts: OpeningFacts) -> list[OpeningKind]:
    return [each.kind for each in opening_lines(facts, DAY)]


def test_nothing_known_leaves_the_plain_line() -> None:
    assert kinds(OpeningFacts()) == [OpeningKind.PLAIN]


def test_what_is_owed_comes_first_and_four_are_enough() -> None:
    facts = OpeningFacts(
        promised="les échantillons",
        promised_for=date(2026, 11, 18),
        referrer="Laiterie du Vercors",
        need="deux quais",
        need_on=date(2026, 10, 1),
        last_order_on=date(2026, 1, 20),
        family="Films",
        similar=12,
        similar_of=20,
        trade="laiterie",
    )
    assert kinds(facts) == [OpeningKind.PROMISE, OpeningKind.REFERRAL, OpeningKind.NEED, OpeningKind.PLAIN]


def test_the_months_of_silence_are_told() -> None:
    (silence, _plain) = opening_lines(OpeningFacts(last_order_on=date(2026, 1, 20)), DAY)
    assert (silence.kind, silence.line.figures["months"], silence.line.figures["days"]) == (
        OpeningKind.SILENCE,
        9,
        304,
    )


def test_old_news_a_recent_order_and_nobody_similar_open_nothing() -> None:
    facts = OpeningFacts(
        site_city="Valence",
        site_on=date(2026, 5, 1),
        last_order_on=date(2026, 10, 1),
        family="Films",
        similar=0,
        fair="Salon",
        fair_on=date(2026, 12, 1),
    )
    assert kinds(facts) == [OpeningKind.PLAIN]
