"""Reading what is typed, terms, typing mistakes, marks: all without the database."""

from __future__ import annotations

import pytest

from negoce.companies.rules.search.expression import (
    All,
    Any,
    Expression,
    Term,
    all_of,
    any_of,
    to_fts5,
    to_tsquery,
)
from negoce.companies.rules.search.highlight import highlighted
from negoce.companies.rules.search.match import Wanted, expression
from negoce.companies.rules.search.query import parse_query
from negoce.companies.rules.search.terms import (
    PUBLIC,
    SIGNS,
    IndexedEntry,
    entry_id,
    fragment_text,
    kept_words,
    kind_code,
    kind_range,
    object_id,
    vocabulary_of,
)
from negoce.companies.rules.search.typos import best_spellings, variants


@pytest.mark.parametrize("typed", ["", " ", "a", "é", "!!", "«»", "\0", "🙂🙂", "*", '"'])
def test_too_little_asks_for_nothing(typed: str) -> None:
    assert not parse_query(typed)


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("Dupont LYON", ("dupont", "lyon")),
        ("Éts Gérard", ("ets", "gerard")),
        ("l’Œuvre", ("l", "oeuvre")),
        ("Saint-Étienne", ("saint", "etienne")),
        ('"dupont" OR *', ("dupont", "or")),
        ("%_dupont", ("dupont",)),
        ("dupont\0lyon", ("dupont", "lyon")),
        ("שלום עולם", ("שלום", "עולם")),
    ],
)
def test_words_are_folded(typed: str, words: tuple[str, ...]) -> None:
    assert parse_query(typed).words == words


@pytest.mark.parametrize(
    ("typed", "numbers"),
    [
        ("06 39 98", ("63998",)),
        ("+33 6 39", ("33639",)),
        ("732 829 320", ("732829320",)),
        ("FR40303265045", ("303265045",)),
        ("FR 40 303265045", ("303265045",)),
        ("12 rue", ()),
        ("1 2", ()),
    ],
)
def test_numbers_with_spaces_are_one(typed: str, numbers: tuple[str, ...]) -> None:
    assert parse_query(typed).numbers == numbers


@pytest.mark.parametrize(
    ("typed", "fragments"),
    [
        ("+33639", ("33639",)),
        ("0639", ("639",)),
        ("38000", ("38000",)),
        ("garnier@lait", ("garnier@lait",)),
        ("P00012", ("p00012",)),
        ("42", ()),
    ],
)
def test_a_chunk_may_be_part_of_an_address(typed: str, fragments: tuple[str, ...]) -> None:
    (chunk,) = parse_query(typed).chunks
    assert (chunk.fragments, chunk.is_plain) == (fragments, False)


def test_a_plain_word_is_one() -> None:
    (chunk,) = parse_query("Garnier").chunks
    assert (chunk.words, chunk.fragments, chunk.is_plain) == (("garnier",), ("garnier",), True)


def test_a_long_text_is_cut() -> None:
    query = parse_query("dupont " * 2_000)
    assert len(query.chunks) == 6


def test_terms_of_a_record() -> None:
    """The SQLite index is told these again to forget them: a change here asks for a rebuild by migration."""
    entry = IndexedEntry(
        1, 7, "lait du vercors", "lait du vercors", "grenoble", "7328 a@bc.fr", "3361", "_o3 _t2"
    )
    assert entry.terms() == (
        "lait <la <lai <lait du <du vercors <ve <ver <verc <verco ~grenoble >gre >gren >greno "
        "^l ^la ^lai ^lait =laitduvercors #732 #328 #a@b #@bc #bc. #c.f #.fr !336 !361 _o3 _t2"
    )
    assert vocabulary_of([entry]) == {"lait", "vercors", "grenoble"}


@pytest.mark.parametrize("text", ["@", "a@", "@b", "a@b", "ab@c", "a@bc", "a@b@c", "33476951010", "ab", ""])
def test_an_address_has_the_terms_of_each_of_its_parts(text: str) -> None:
    terms = IndexedEntry(1, None, "", "", "", text, "", "").terms()
    assert "  " not in terms
    assert terms == terms.strip()
    assert set(terms.split()) == {f"#{text[at : at + 3]}" for at in range(len(text) - 2)}


def test_a_record_without_a_word_has_no_empty_term() -> None:
    assert IndexedEntry(1, None, "", "", "", "", "", "_all").terms() == "_all"


def test_fragments_hold_no_sign_that_an_engine_would_read() -> None:
    assert fragment_text('O\'Neil "x"\\@Exemple.FR\0') == "oneilx@exemple.fr"
    assert set("@._+-") <= set(SIGNS)


def test_words_are_cut_and_counted() -> None:
    assert kept_words(["a" * 10_000]) == "a" * 40
    assert len(kept_words(f"mot{number}" for number in range(500)).split(" ")) == 60


def test_the_key_of_an_entry_holds_kind_and_record() -> None:
    key = entry_id(2, 400_000)
    assert (kind_code(key), object_id(key)) == (2, 400_000)
    first, last = kind_range(2)
    assert first < key < last < kind_range(3)[0]
    assert entry_id(32_000, 2**48 - 1) < 2**63


def test_expressions_in_both_languages() -> None:
    asked = All((Any((Term("<du"), Term("dupont", is_prefix=True))), Term("_o1")))
    assert to_fts5(asked) == '(("<du" OR "dupont" *) AND "_o1")'
    assert to_tsquery(asked) == "(('<du' | 'dupont':*) & '_o1')"


def test_nothing_answers_nothing() -> None:
    assert all_of([Term("a"), None]) is None
    assert any_of([None, Term("a"), Term("a")]) == Term("a")
    assert any_of([]) is None


@pytest.mark.parametrize("text", ['a"b', "a'b", "a b", "a\\b", "", "a\0"])
def test_a_term_never_carries_a_quote(text: str) -> None:
    with pytest.raises(ValueError, match="not a term"):
        to_fts5(Term(text))


@pytest.mark.parametrize(
    ("typed", "right"),
    [
        ("latierie", "laiterie"),
        ("latrie", "laitrie"),
        ("laitteri", "laiteri"),
        ("vercars", "vercors"),
        ("лайтерия", "лайтерин"),
    ],
)
def test_one_mistake_is_among_the_variants(typed: str, right: str) -> None:
    assert right in variants(typed)


def test_two_mistakes_are_not() -> None:
    assert "laiterie" not in variants("lattrie")


@pytest.mark.parametrize("word", ["lai", "a" * 21, "p00012", ""])
def test_short_long_and_numbered_words_are_left_alone(word: str) -> None:
    assert variants(word) == []


def test_whole_words_come_first_and_short_words_need_them() -> None:
    assert best_spellings("lyno", ["lyon", "lynx", "lun"], ["lyon"]) == ("lyon",)
    assert best_spellings("verocr", ["vercor", "verocy"], ["verocy"]) == ("verocy", "vercor")


@pytest.mark.parametrize(
    ("text", "begins", "parts"),
    [
        ("Éts Gérard", ["ger"], [("Éts ", False), ("Gér", True), ("ard", False)]),
        ("Œuvre", ["oe"], [("Œ", True), ("uvre", False)]),
        ("Saint-Gérard", ["ger"], [("Saint-", False), ("Gér", True), ("ard", False)]),
        ("Rien", ["x"], [("Rien", False)]),
        ("", ["x"], []),
    ],
)
def test_marks_fall_on_the_shown_text(text: str, begins: list[str], parts: list[tuple[str, bool]]) -> None:
    assert highlighted(text, begins) == parts


@pytest.mark.parametrize("part", ["m.10@exemple", "rim.14@exemp", "contact@transports"])
def test_a_long_part_is_asked_by_fewer_terms_that_hold_all_its_letters(part: str) -> None:
    asked = _terms_asked(part)
    whole = [part[at : at + 3] for at in range(len(part) - 2)]
    assert asked < set(whole)
    held = {at + step for at, term in enumerate(whole) if term in asked for step in range(3)}
    assert held == set(range(len(part)))


def test_a_number_is_asked_by_all_its_terms() -> None:
    assert _terms_asked("632259") == {"632", "322", "225", "259"}


def _terms_asked(part: str) -> set[str]:
    """The trigrams of what everybody reads, without their mark."""
    found = expression(Wanted(parse_query(part), {}, {}), None)
    return {term.text[1:] for term in _all_terms(found) if term.text.startswith(PUBLIC)}


def _all_terms(found: Expression | None) -> list[Term]:
    if found is None or isinstance(found, Term):
        return [found] if found else []
    return [term for part in found.parts for term in _all_terms(part)]
