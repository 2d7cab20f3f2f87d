"""Amounts that a file tells in thousands or millions: the name of the column says so, a person has the last word."""

from __future__ import annotations

import pytest

from negoce.companies.rules.imports.columns import guess_columns
from negoce.companies.rules.imports.company_fields import COMPANY_HINTS
from negoce.companies.rules.imports.units import parted, scaled, split_unit, with_unit


@pytest.mark.parametrize(
    ("name", "bare", "factor"),
    [
        ("C.A. (k€)", "C.A.", 1_000),
        ("CA en k€", "CA", 1_000),
        ("CA [K€]", "CA", 1_000),
        ("Total bilan KEUR", "Total bilan", 1_000),
        ("CA HT (K EUR)", "CA HT", 1_000),
        ("CA en milliers d’euros", "CA", 1_000),
        ("Turnover (EUR thousands)", "Turnover", 1_000),
        ("Revenue (in millions)", "Revenue", 1_000_000),
        ("Chiffre d’affaires (M€)", "Chiffre d’affaires", 1_000_000),
        ("Montant en millions d’euros", "Montant", 1_000_000),
        ("CA (€)", "CA (€)", 1),
        ("Poids (kg)", "Poids (kg)", 1),
        ("Nom", "Nom", 1),
        ("k€", "k€", 1),
        ("(" * 200 + " k€", "(" * 200 + " k€", 1),
    ],
)
def test_the_name_of_a_column_tells_its_unit(name: str, bare: str, factor: int) -> None:
    assert split_unit(name) == (bare, factor)


def test_a_column_is_found_by_its_name_without_the_unit() -> None:
    names, samples = ("Raison sociale", "C.A. (k€)"), [("Laiterie", "1 250"), ("Cave", "80,5")]
    assert guess_columns(names, samples, COMPANY_HINTS) == {0: "name", 1: "turnover"}


@pytest.mark.parametrize(
    ("told", "column", "kept"),
    [
        ("turnover", "CA", "turnover"),
        ("turnover", "CA (k€)", "turnover*1000"),
        ("turnover*1", "CA (k€)", "turnover*1"),
        ("turnover*1000000", "CA", "turnover*1000000"),
        ("turnover*7", "CA (k€)", "turnover*1000"),
        ("headcount*1000", "Effectif (milliers)", "headcount"),
    ],
)
def test_the_mapping_keeps_the_unit_of_amounts_alone(told: str, column: str, kept: str) -> None:
    assert with_unit(told, column, {"turnover"}) == kept
    assert parted(kept)[0] == told.partition("*")[0]


def test_amounts_are_given_in_euros_and_what_is_no_number_stays() -> None:
    cells = {"name": "Cave", "turnover": "1 250,5 k", "balance_sheet_total": "80,25"}
    factors = {"turnover": 1_000, "balance_sheet_total": 1_000, "equity": 1_000}
    assert scaled(cells, factors) == {**cells, "balance_sheet_total": "80250,00"}
