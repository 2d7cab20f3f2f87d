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


def test_whoever_buys_is_spoken_to_of_their_orders_and_not_discovered() -> None:
    facts = OpeningFacts(
        last_order_on=date(2026, 11, 14), cadence_days=7, is_customer=True, trade="épicerie", met_on=DAY
    )
    lines = opening_lines(facts, DAY)
    assert [(each.kind, each.line.code) for each in lines] == [
        (OpeningKind.PROMISE, "opening.meeting"),
        (OpeningKind.ORDERS, "opening.orders"),
        (OpeningKind.PLAIN, "opening.plain_customer"),
    ]
    assert lines[1].fact.figures == {"day": date(2026, 11, 14), "days": 7}


def test_a_first_order_has_no_rhythm_a_silence_is_told_as_one_and_a_past_meeting_is_no_promise() -> None:
    once = opening_lines(OpeningFacts(last_order_on=DAY, is_customer=True), DAY)
    assert [each.line.code for each in once] == ["opening.orders_once", "opening.plain_customer"]
    silent = OpeningFacts(last_order_on=date(2026, 3, 1), is_customer=True, met_on=date(2026, 11, 19))
    assert kinds(silent) == [OpeningKind.SILENCE, OpeningKind.PLAIN]


def test_a_customer_who_orders_twice_a_year_is_not_silent_after_four_months() -> None:
    usual = OpeningFacts(last_order_on=date(2026, 6, 20), cadence_days=182, is_customer=True)
    assert kinds(usual) == [OpeningKind.ORDERS, OpeningKind.PLAIN]
    late = OpeningFacts(last_order_on=date(2026, 5, 1), cadence_days=182, is_customer=True)
    assert kinds(late) == [OpeningKind.SILENCE, OpeningKind.PLAIN]


def test_whoever_bought_once_is_not_asked_two_questions_like_a_stranger() -> None:
    assert kinds(OpeningFacts(last_order_on=date(2025, 1, 20), trade="épicerie")) == [
        OpeningKind.SILENCE,
        OpeningKind.PLAIN,
    ]


def test_what_was_noted_as_a_sentence_does_not_end_twice_and_a_name_keeps_its_stop() -> None:
    need = OpeningFacts(need="Veut changer d’emballage.", need_on=DAY, referrer="Mallet S.A.")
    referral, told = opening_lines(need, DAY)[:2]
    assert (referral.line.figures, told.line.figures) == (
        {"text": "Mallet S.A."},
        {"text": "Veut changer d’emballage", "day": DAY},
    )
