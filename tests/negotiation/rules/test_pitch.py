"""Pitches: which blocks suit a deal, how long a text lasts, what is refused of a block (domain 3.1)."""

from __future__ import annotations

import pytest

from negoce.negotiation.enums import PitchPart
from negoce.negotiation.rules.pitch import (
    KnownBlock,
    Spoken,
    clean_block,
    composed,
    spoken,
    suiting,
)

P, S, C = PitchPart.PROMISE, PitchPart.SERVICES, PitchPart.CLIENTELE


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        ([], Spoken(0, 0)),
        ([" … — ! "], Spoken(0, 0)),
        (["L’essai d’aujourd’hui, porte-à-porte : 3 mois."], Spoken(5, 3)),
        (["mot " * 130], Spoken(130, 60)),
        (["mot " * 130, "un"], Spoken(131, 61)),
    ],
)
def test_minutes_follow_from_words(texts: list[str], expected: Spoken) -> None:
    assert (spoken(texts), spoken(texts).minutes) == (expected, -(-expected.seconds // 60))


def test_the_most_particular_block_comes_first_and_foreign_ones_never() -> None:
    blocks = [
        KnownBlock(1, P),
        KnownBlock(2, P, sector="47"),
        KnownBlock(3, P, product=9),
        KnownBlock(4, P, product=8),
        KnownBlock(5, P, sector="10"),
        KnownBlock(6, S),
    ]
    assert [each.key for each in suiting(blocks, {9}, "47")] == [3, 2, 1, 6]
    assert [each.key for each in suiting(blocks, (), "")] == [1, 6]
    assert [each.key for each in composed(blocks, (), {9}, "47")] == [3, 6]
    assert [each.key for each in composed(blocks, {P, C}, {9}, "47")] == [6]


@pytest.mark.parametrize(
    ("given", "codes"),
    [
        (
            {},
            {"part": "pitch.part_needed", "title": "pitch.title_needed", "words": "pitch.words_needed"},
        ),
        (
            {"part": "promise", "title": "Un", "words": "Deux", "sector": "4x"},
            {"sector": "pitch.sector_unlikely"},
        ),
        ({"part": "promise", "title": "Un", "words": "Deux", "sector": "47"}, {}),
    ],
)
def test_a_block_says_what_part_it_is_of_and_what_is_said(
    given: dict[str, str], codes: dict[str, str]
) -> None:
    assert {name: finding.code for name, finding in clean_block(given).errors.items()} == codes
