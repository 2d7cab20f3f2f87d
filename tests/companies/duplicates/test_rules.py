"""The rules of likeness, without a database: words, columns, learning, groups."""

from __future__ import annotations

import pytest

from negoce.companies.rules.duplicates.blocking import copies_of
from negoce.companies.rules.duplicates.clusters import close_groups
from negoce.companies.rules.duplicates.columns import Kind, guess_kinds
from negoce.companies.rules.duplicates.evidence import Evidence, rising
from negoce.companies.rules.duplicates.likeness import name_probability
from negoce.companies.rules.duplicates.record_keys import CONTACT_FAMILIES, meetings
from negoce.companies.rules.duplicates.records import company_record, contact_record, judge_companies
from negoce.companies.rules.duplicates.repeated import worth_of
from negoce.companies.rules.duplicates.scoring import score_table
from negoce.companies.rules.duplicates.tokens import Weights, compare_words, words_of
from negoce.companies.rules.duplicates.whole_text import whole_text


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("AKZO NOBEL N .V.", "Akzo Nobel NV"),
        ("Société Générale", "SOCIETE GENERALE S.A."),
        ("Ets Dupont & Fils", "DUPONT FILS"),
        ("L’Oréal", "LOREAL"),
    ],
)
def test_forms_accents_and_points_do_not_count(left: str, right: str) -> None:
    assert words_of(left).compact == words_of(right).compact


@pytest.mark.parametrize(
    ("left", "right", "near"),
    [
        ("Boulangerie Martin", "Boulangerie Martn", True),
        ("Global StorageTechnologies", "Global Storage Technologies", True),
        ("IBM Research", "International Business Machines Research", True),
        ("Boulangerie Martin", "Boulangerie Durand", False),
        ("Garage Morel", "Pharmacie du Lac", False),
        ("", "Garage Morel", False),
    ],
)
def test_what_is_near(left: str, right: str, near: bool) -> None:
    assert (name_probability(compare_words(words_of(left), words_of(right), Weights())) >= 0.5) is near


def test_columns_are_guessed_and_the_truth_is_never_read() -> None:
    rows = {
        "id": [str(number) for number in range(10)],
        "cluster": ["1"] * 10,
        "nom": [f"Laiterie {number}" for number in range(10)],
        "courriel": [f"a{number}@b.example" for number in range(10)],
        "inconnu": [f"2026-01-{number + 10}" for number in range(10)],
        "tel": [f"04 76 00 00 {number + 10}" for number in range(10)],
    }
    kinds = guess_kinds(rows, key="id", ignored=frozenset({"tel"}))
    assert kinds == {"nom": Kind.NAME, "courriel": Kind.EMAIL, "inconnu": Kind.DATE}


def test_a_table_is_scored() -> None:
    names = [f"Maison {word}" for word in ("Alpha", "Bravo", "Charlie", "Delta", "Echo", "Foxtrot", "Golf")]
    rows = {"id": [str(n) for n in range(8)], "name": [*names, "MAISON ALPHA SARL"]}
    scored = score_table(rows, {"name": Kind.NAME})
    best = max(scored, key=lambda each: each.score)
    assert ((best.left, best.right), best.score > 0.9) == ((0, 7), True)


@pytest.mark.parametrize(
    "rows", [{"id": [], "name": []}, {"id": ["1"], "name": [""]}, {"id": ["1", "2"], "name": ["", ""]}]
)
def test_tables_with_nothing_to_compare(rows: dict[str, list[str]]) -> None:
    assert list(score_table(rows, {"name": Kind.NAME})) == []


def test_what_is_joined_through_a_third_is_lifted() -> None:
    closed = close_groups({(1, 2): 0.99, (2, 3): 0.98, (1, 3): 0.1, (4, 5): 0.2})
    assert (closed[1, 3] > 0.5, closed[4, 5]) == (True, 0.2)


def test_a_siren_outweighs_a_name() -> None:
    one = company_record(1, "Laiterie du Vercors", siren="732829320")
    same = judge_companies(one, company_record(2, "Vercors lait", siren="732829320"), Weights())
    other = judge_companies(one, company_record(3, "Laiterie du Vercors", siren="552100554"), Weights())
    assert (same.score > 0.6, other.score < 0.6, same.reasons[0]) == (True, True, "same_siren")


def test_people_of_a_crowded_company_meet_by_their_names() -> None:
    people = [contact_record(place, f"Nom{place:03}", "Anne", company=1) for place in range(60)]
    people.append(contact_record(60, "Anne", "Nom007", company=1))
    weights = Weights(each.words for each in people)
    assert list(meetings(people, CONTACT_FAMILIES["company"], weights)) == []
    assert list(meetings(people, CONTACT_FAMILIES["named_at_company"], weights)) == [(7, 60)]


def test_columns_that_repeat_each_other_count_for_less() -> None:
    full, first, last = ["Ann Roy", "Bob Sy", "Cy Lee", "Di Moe", "Ed Poe"], [], []
    for name in full:
        one, two = name.split()
        first.append(one)
        last.append(two)
    towns = ["Lyon", "Nice", "Brest", "Lille", "Pau"]
    assert worth_of([full, first, last, towns]) == [3**-0.5, 2**-0.5, 2**-0.5, 1.0]


def test_a_pair_that_all_others_contradict_loses_its_score() -> None:
    tight = {(1, 2): 0.99, (3, 4): 0.99, (1, 3): 0.9, (1, 4): 0.01, (2, 3): 0.01, (2, 4): 0.01}
    alone = close_groups(tight | {(1, 3): 0.5})
    assert (alone[1, 3] < 0.25, alone[1, 2], alone[3, 4]) == (True, 0.99, 0.99)


def test_better_levels_never_say_less() -> None:
    assert rising([-1.0, 3.0, 1.0, 4.0], [1.0, 1.0, 3.0, 1.0]) == (-1.0, 1.5, 1.5, 4.0)


def test_what_stands_at_one_place_says_no_more_than_so_much() -> None:
    said = Evidence(nats=((0.0, 9.0), (0.0, 9.0)), places=(True, True), constant=0.0)
    apart = Evidence(nats=((0.0, 9.0), (0.0, 9.0)), places=(False, False), constant=0.0)
    assert (said.of((1, 1)) < 10, apart.of((1, 1)), said.of((-1, -1))) == (True, 18.0, 0.0)


def test_two_things_at_one_address_are_told_apart_by_their_numbers() -> None:
    rows = {
        "name": ["Garage Morel", "Garage Morel", "Garage Morel"],
        "address": ["12 rue des Lilas", "12 rue des Lilas", "48 rue des Lilas"],
    }
    whole = whole_text(rows, {"name": Kind.NAME, "address": Kind.ADDRESS}, least=50)
    assert whole is not None
    assert whole.said(0, 1) > whole.said(0, 2) + 1
    assert whole_text(rows, {"name": Kind.NAME}, least=50) is None


def test_rows_that_say_the_same_are_found_however_many() -> None:
    assert copies_of(enumerate(["a", "b", "a", "a"])) == [[0, 2, 3]]
    found = score_table({"name": ["Laiterie du Vercors"] * 500}, {"name": Kind.NAME})
    assert {each.right for each in found if each.left == 0} == set(range(1, 500))


@pytest.mark.parametrize(
    ("left", "right"),
    [("Группа Газ", "группа  ГАЗ"), ("Αθηνά ΑΕ", "αθηνα αε"), ("株式会社山田製作所", "株式会社 山田製作所")],
)
def test_every_script_has_words(left: str, right: str) -> None:
    one, two = words_of(left), words_of(right)
    assert one.words
    assert compare_words(one, two, Weights()).shared > 0.7


def test_acronyms_of_several_words() -> None:
    full = words_of("Hong Kong University of Science and Technology")
    assert compare_words(words_of("HKUST"), full, Weights()).shared > 0.9
