"""Folding, sorting keys and names without their legal form."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from negoce.kit.text import fold, fold_flat, fold_with_offsets, name_key, split_words, strip_legal_forms


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Électricité  Générale", "electricite generale"),
        ("ŒUVRE & Cæsar Straße", "oeuvre & caesar strasse"),
        ("L’Atelier\u00a0du\u202fBois\n", "l'atelier du bois"),
        ("ＡＢＣ １２３", "abc 123"),
        ("ﬁn", "fin"),
        ("zero\u200bwidth \u202ertl", "zerowidth rtl"),
        ("İstanbul Łódź Ørsted", "istanbul lodz orsted"),
        ("Ελλάς", "ελλασ"),
        ("", ""),
    ],
)
def test_fold(text: str, folded: str) -> None:
    assert fold(text) == folded


@given(st.text(max_size=60))
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


def test_words_and_keys() -> None:
    assert split_words("L’Épi d’Or – S.A. (Lyon)") == ["l", "epi", "d", "or", "s", "a", "lyon"]
    assert name_key("  Éts. Dupont-Martin ") == "ets dupont martin"


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("SARL Côté Sud", "cote sud"),
        ("S.A.R.L. Côté Sud", "cote sud"),
        ("S A R L COTE SUD", "cote sud"),
        ("Côté Sud (S.A.S.)", "cote sud"),
        ("Société Dupont et Fils SAS", "dupont et fils"),
        ("Müller GmbH", "muller"),
        ("SAS", "sas"),
        ("Sasori", "sasori"),
        ("A.B.C. Transports", "abc transports"),
        ("La Sarlat", "la sarlat"),
    ],
)
def test_legal_forms_are_taken_off_both_ends(name: str, key: str) -> None:
    assert strip_legal_forms(name) == key


@pytest.mark.parametrize(
    "text", ["", "À l’été", "« Crème »\u00a0!", "Œuvre", "e\u0301t\u00e9", "a\u200bb…", "Straße"]
)
def test_each_folded_character_has_its_place(text: str) -> None:
    folded, offsets = fold_with_offsets(text)
    assert (folded, len(offsets), offsets[-1]) == (fold_flat(text), len(folded) + 1, len(text))
    assert [fold_flat(text[at]) for at in sorted(set(offsets[:-1]))] == [
        piece for piece in map(fold_flat, text) if piece
    ]
