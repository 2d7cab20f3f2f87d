"""Statements whose file names no column: what the cells show, and what they do not."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pytest

from negoce.billing.rules.bank.statement import UnreadableStatement
from negoce.billing.rules.bank.table import read_table

TODAY = date(2026, 11, 21)


def read(text: str, names: Sequence[str] = ()) -> list[tuple[int, str]]:
    """The day of the month and the amount of each movement."""
    rows = [(number, line.split(";")) for number, line in enumerate(text.strip().split("\n"), start=1)]
    found = read_table(rows, TODAY, names)
    assert found.faults == ()
    return [(each.booked_on.day, str(each.amount)) for each in found.statements[0].movements]


READ = {
    "signed": ("15/11/2026;VIR LAITERIE;1\u00a0234,56\n16/11/2026;PRLV EDF;-50,00", ["1234.56", "-50.00"]),
    "balance after": ("15/11/2026;AAA;100,00;1 100,00\n16/11/2026;BBB;-50,00;1 050,00", ["100.00", "-50.00"]),
    "balance before": ("15/11/2026;1 100,00;AAA;100,00\n16/11/2026;1 050,00;BBB;-50,00", ["100.00", "-50.00"]),
    "newest first": ("16/11/2026;BBB;-50,00;1050,00\n15/11/2026;AAA;100,00;1100,00", ["-50.00", "100.00"]),
    "balance of the day": (
        "15/11/2026;AAA;-50,00;\n15/11/2026;BBB;30,00;1000,00\n16/11/2026;CCC;5,00;1005,00",
        ["-50.00", "30.00", "5.00"],
    ),
    "one day, newest first": (
        "15/11/2026;AAA;-50,00;950,00\n15/11/2026;BBB;30,00;1000,00\n15/11/2026;CCC;5,00;970,00",
        ["-50.00", "30.00", "5.00"],
    ),
    "debit and credit by labels": ("15/11/2026;VIR RECU X;;100,00\n16/11/2026;PRLV EDF;50,00;", ["100.00", "-50.00"]),
    "credit before debit": ("15/11/2026;VIR RECU X;100,00;\n16/11/2026;PRLV EDF;;50,00", ["100.00", "-50.00"]),
    "sides by balance": ("15/11/2026;AAA;100,00;;1100,00\n16/11/2026;BBB;;50,00;1050,00", ["100.00", "-50.00"]),
    "sides by a minus": ("15/11/2026;AAA;;100,00\n16/11/2026;BBB;-50,00;", ["100.00", "-50.00"]),
    "zeros for nothing": ("15/11/2026;VIR RECU X;0,00;100,00\n16/11/2026;FRAIS;50,00;0,00", ["100.00", "-50.00"]),
    "only debits, by balance": ("15/11/2026;AAA;50,00;;950,00\n16/11/2026;BBB;50,00;;900,00", ["-50.00", "-50.00"]),
    "a side of its own": ("15/11/2026;AAA;50,00;D\n16/11/2026;BBB;50,00;C", ["-50.00", "50.00"]),
    "a side and a balance": ("15/11/2026;AAA;50,00;D;950,00\n16/11/2026;BBB;5,00;C;955,00", ["-50.00", "5.00"]),
    "titles and a total": (
        "Compte 0002021;;;\nSolde au 01/11/2026;;;1 000,00\n15/11/2026;REMISE CHQ;;7,00\n16/11/2026;FRAIS;5,00;\n"
        "Total;;5,00;7,00",
        ["7.00", "-5.00"],
    ),
    "names nobody knows": ("Jour;Quoi;Combien\n15/11/2026;AAA;1,00\n16/11/2026;BBB;-5,00", ["1.00", "-5.00"]),
    "twice the same": ("15/11/2026;AAA;-5,00\n16/11/2026;AAA;-5,00", ["-5.00", "-5.00"]),
}  # fmt: skip


@pytest.mark.parametrize("name", READ)
def test_what_the_cells_show(name: str) -> None:
    text, amounts = READ[name]
    assert [amount for _day, amount in read(text)] == amounts


def test_the_day_of_the_operation_is_the_one_in_order() -> None:
    text = "17/11/2026;15/11/2026;AAA;1,00\n16/11/2026;16/11/2026;BBB;-5,00\n18/11/2026;16/11/2026;CCC;-5,00"
    assert [day for day, _amount in read(text)] == [15, 16, 16]
    both = "15/11/2026;14/11/2026;AAA;1,00\n16/11/2026;16/11/2026;BBB;-5,00"
    assert [day for day, _amount in read(both)] == [15, 16]


def test_the_longest_text_is_the_label_and_a_currency_is_read() -> None:
    account = "FR7630001007941234567890185"
    rows = [
        (1, [account, "15/11/2026", "000123", "VIR", "LAITERIE DU VERCORS", "USD", "100,00"]),
        (2, [account, "16/11/2026", "000124", "PRLV", "ELECTRICITE", "USD", "-5,00"]),
    ]
    statement = read_table(rows, TODAY).statements[0]
    assert [each.label for each in statement.movements] == ["LAITERIE DU VERCORS", "ELECTRICITE"]
    assert statement.currency == "USD"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        # Two columns of amounts, and neither is the running balance of the other.
        ("15/11/2026;AAA;100,00;1100,00\n16/11/2026;BBB;-50,00;1051,00", "bank.unsure_amount"),
        ("15/11/2026;AAA;100,00;110,00\n16/11/2026;BBB;-50,00;-55,00", "bank.unsure_amount"),
        ("15/11/2026;AAA;100,00;1100,00", "bank.unsure_amount"),
        # The same three debits, or credits read from the newest: the balance fits both.
        ("15/11/2026;AAA;50,00;;950,00\n15/11/2026;BBB;50,00;;900,00", "bank.unsure_amount"),
        ("15/11/2026;AAA;;100,00\n16/11/2026;BBB;50,00;", "bank.unsure_sides"),
        ("15/11/2026;VIR RECU X;;1,00\n16/11/2026;FRAIS;;5,00\n16/11/2026;AAA;5,00;", "bank.unsure_sides"),
        ("15/11/2026;AAA;50,00;\n16/11/2026;BBB;50,00;", "bank.unsure_sides"),
        ("15/11/2026;CB PARKING;50,00\n16/11/2026;AAA;50,00", "bank.unsure_sides"),
        # Whole numbers may be references.
        ("15/11/2026;AAA;100\n16/11/2026;BBB;50", "bank.no_columns"),
        ("15/11/2026;50,00\n16/11/2026;-1,00", "bank.no_columns"),
        ("AAA;50,00\nBBB;-1,00", "bank.no_columns"),
        ("", "bank.no_columns"),
        (";".join(["15/11/2026", "AAA", *["1,00"] * 50]), "bank.unsure_amount"),
    ],
)
def test_what_is_not_sure_is_refused(text: str, code: str) -> None:
    with pytest.raises(UnreadableStatement) as refusal:
        read(text)
    assert refusal.value.code == code


def test_a_person_names_the_columns() -> None:
    text = "Relevé;;;\n15/11/2026;AAA;50,00;\n16/11/2026;BBB;;50,00"
    assert read(text, ("Date", "Libellé", "Débit", "Crédit")) == [(15, "-50.00"), (16, "50.00")]
    assert read(text, ("Date", "", "Crédit", "Débit")) == [(15, "50.00"), (16, "-50.00")]
    with pytest.raises(UnreadableStatement) as refusal:
        read(text, ("Nom", "Ville"))
    assert refusal.value.code == "bank.names_unknown"


def test_a_day_that_does_not_exist_is_a_fault_and_a_side_unknown_too() -> None:
    rows = [
        (1, ["15/11/2026", "AAA", "-5,00"]),
        (2, ["31/02/2026", "BBB", "3,00"]),
        (3, ["Total", "", "-2,00"]),
    ]
    assert [(each.where, each.code) for each in read_table(rows, TODAY).faults] == [("2", "bank.no_day")]
    sided = [
        (1, ["Date", "Libellé", "Montant", "Sens"]),
        (2, ["15/11/2026", "A", "5", "?"]),
        (3, ["15/11/2026", "B", "5", "D"]),
    ]
    found = read_table(sided, TODAY)
    assert [(each.where, each.code) for each in found.faults] == [("2", "bank.no_amount")]
    assert str(found.statements[0].movements[0].amount) == "-5.00"
