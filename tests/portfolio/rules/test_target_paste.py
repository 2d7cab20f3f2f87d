"""Targets pasted from a spreadsheet."""

from __future__ import annotations

from datetime import date
from decimal import Decimal as D

import pytest

from negoce.portfolio.rules.target_paste import read_paste

NAMES = ("Nadia Benali", "Équipe Nord", "Paul Roy", "Paul ROY")


def months(*amounts: int) -> dict[date, D]:
    return {date(2026, number, 1): D(amount) for number, amount in enumerate(amounts, 1)}


@pytest.mark.parametrize(
    "text",
    [
        "Nadia Benali\t100\t200",
        "nadia  BENALI ; 100 ; 200,00 €",
        "Personne;janvier;février\nNadia Benali;100;200;;",
        "Nadia Benali;2026-01;100\nNadia Benali;02/2026;200",
        '"Nadia Benali","100","200"',
    ],
)
def test_shapes(text: str) -> None:
    read = read_paste(text, NAMES, 2026, ",")
    assert (read.problems, read.amounts) == ([], {"Nadia Benali": months(100, 200)})


def test_a_figure_between_quotes_is_one_cell() -> None:
    read = read_paste('"Nadia Benali","1,200.50","300"', NAMES, 2026, ".")
    assert (read.problems, read.amounts) == (
        [],
        {"Nadia Benali": {date(2026, 1, 1): D("1200.50"), date(2026, 2, 1): D(300)}},
    )


def test_accents_do_not_matter_and_an_empty_cell_changes_nothing() -> None:
    read = read_paste("equipe nord;;50", NAMES, 2026, ",")
    assert read.amounts == {"Équipe Nord": {date(2026, 2, 1): D(50)}}


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        ("Personne;Total\nNadia Benali;1", "paste.name", 1),
        ("Nadia Benali;1\n\nInconnue;2", "paste.name", 3),
        ("Paul Roy;1", "paste.ambiguous", 1),
        ("Nadia Benali;1\nNadia Benali;2", "paste.twice", 2),
        ("Nadia Benali;douze", "paste.amount", 1),
        ("Nadia Benali;-3", "paste.amount", 1),
        ("Nadia Benali;2025-01;5", "paste.year", 1),
        ("Nadia Benali;2026-01;5;6", "paste.columns", 1),
        ("Nadia Benali;" + ";".join("1" * 13), "paste.columns", 1),
    ],
)
def test_what_cannot_be_read_is_told_with_its_line(text: str, code: str, line: int) -> None:
    (problem,) = read_paste(text, NAMES, 2026, ",").problems
    assert (problem.code, problem.figures["line"]) == (code, line)


def test_nothing_and_too_much() -> None:
    assert [each.code for each in read_paste(" \n", NAMES, 2026, ",").problems] == ["paste.nothing"]
    assert [each.code for each in read_paste("Nadia Benali;;", NAMES, 2026, ",").problems] == [
        "paste.nothing"
    ]
    assert [each.code for each in read_paste("a;1\n" * 2_001, NAMES, 2026, ",").problems] == [
        "paste.too_long"
    ]
