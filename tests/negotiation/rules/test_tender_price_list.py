"""A price list pasted from a spreadsheet, kept and worked out (R-S7)."""

from __future__ import annotations

from decimal import Decimal

import pytest

from negoce.negotiation.rules.tender_simulation import simulation_grid
from negoce.negotiation.rules.tender_simulation_values import kept_list, read_price_list

HEAD = "Ligne\tNous\tAlpha\tQté A\tQuantité B\n"


def test_cells_become_the_worked_example_and_come_back_as_kept():
    text = f"{HEAD}Film\t12,40 €\t13\t500\t100\nCarton\t86\t80\t40\t\nRouleau\t1 250\t1 300\t2\t1\n"
    read = read_price_list(text)
    assert (read.suppliers, read.scenarios) == (["Nous", "Alpha"], ["Qté A", "Quantité B"])
    kept = kept_list(read.stored())
    costs = {
        (each.supplier, each.scenario): each.cost
        for each in simulation_grid(kept.suppliers, kept.scenarios, kept.items).value
    }
    assert costs["Nous", "Qté A"] == Decimal("12140.00")
    assert costs["Alpha", "Quantité B"] == Decimal("2600.00")


def test_nothing_pasted_is_nothing_kept():
    assert read_price_list(" \n").stored() == kept_list({}).stored()


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Ligne\tNous\nFilm\t3", "simulation.head"),
        ("Ligne\tNous\tNous\tQté\nFilm\t3\t4\t1", "simulation.head"),
        (f"{HEAD}Film\t3\t4\t1\t1\t9", "simulation.cells"),
        (f"{HEAD}\t3\t4\t1\t1", "simulation.name_needed"),
        (f"{HEAD}Film\tabc\t4\t1\t1", "simulation.unreadable"),
        (f"{HEAD}Film\t-3\t4\t1\t1", "simulation.unreadable"),
        (HEAD + "Film\t3\t4\t1\t1\n" * 301, "simulation.too_much"),
    ],
)
def test_what_cannot_be_read_says_why(text, code):
    found = read_price_list(text).finding
    assert found is not None
    assert found.code == code
