"""Statements as tables of several banks, and keys that bring nothing twice."""

from __future__ import annotations

from datetime import date
from decimal import Decimal as D

import pytest

from negoce.billing.rules.bank.statement import Movement, UnreadableStatement, movement_keys
from negoce.billing.rules.bank.table import read_table

TODAY = date(2026, 11, 21)


def rows(text: str) -> list[tuple[int, list[str]]]:
    return [(number, line.split(";")) for number, line in enumerate(text.strip().splitlines(), start=1)]


def amounts(text: str) -> list[tuple[str, D]]:
    return [(each.label, each.amount) for each in read_table(rows(text), TODAY).statements[0].movements]


def test_one_signed_column() -> None:
    table = "Date;Date de valeur;Libellé;Montant\n15/11/2026;;VIR LAITERIE;1 234,56\n16/11/2026;;CHQ;-50,00"
    assert amounts(table) == [("VIR LAITERIE", D("1234.56")), ("CHQ", D("-50.00"))]


def test_debit_and_credit_under_titles() -> None:
    table = """Compte courant n° 00020216907;;;
Solde au 21/11/2026;;;9 999,00
Date opération;Libellé opération;Débit euros;Crédit euros
15/11/2026;VIR LAITERIE;;1234,56
16/11/2026;FRAIS;-12,00;
17/11/2026;CHQ;50,00;
;Total;62,00;1234,56"""
    assert amounts(table) == [("VIR LAITERIE", D("1234.56")), ("FRAIS", D("-12.00")), ("CHQ", D("-50.00"))]


def test_a_balance_is_no_amount_whatever_its_name() -> None:
    table = "Date;Libellé;Montant du solde;Débit;Crédit\n15/11/2026;AAA;990,00;10,00;\n16/11/2026;BBB;995,00;;5,00"
    assert amounts(table) == [("AAA", D("-10.00")), ("BBB", D("5.00"))]
    with pytest.raises(UnreadableStatement):
        amounts("Date;Libellé;Montant du solde\n15/11/2026;AAA;990,00\n16/11/2026;BBB;995,00")


def test_a_bad_row_is_named() -> None:
    read = read_table(rows("Date;Libellé;Montant\n31/02/2026;A;5\n01/03/2026;B;5\n02/03/2026;C;cinq"), TODAY)
    assert [(each.where, each.code) for each in read.faults] == [
        ("2", "bank.no_day"),
        ("4", "bank.no_amount"),
    ]
    assert [each.label for each in read.statements[0].movements] == ["B"]


@pytest.mark.parametrize(
    ("table", "code"),
    [
        ("Nom;Ville\nLaiterie;Lyon", "bank.no_columns"),
        ("Date;Libellé;Montant\n;Rien;", "bank.no_movement"),
        ("Date;Libellé;Montant;Devise\n01/03/2026;B;5;EUR\n01/03/2026;C;5;USD", "bank.several_currencies"),
    ],
)
def test_what_is_no_statement(table: str, code: str) -> None:
    with pytest.raises(UnreadableStatement) as refusal:
        read_table(rows(table), TODAY)
    assert refusal.value.code == code


def test_keys_are_the_same_each_time_and_tell_twins_apart() -> None:
    one = Movement(date(2026, 11, 15), D("50.00"), label="CB  PARKING")
    again = Movement(date(2026, 11, 15), D("50"), label="cb parking")
    other = Movement(date(2026, 11, 15), D("50.00"), label="CB", bank_key="K1")
    first = movement_keys([one, again, other, other])
    assert len(set(first)) == 4
    assert first[1] == f"{first[0]}#2"
    assert first[2:] == ["K1", "K1#2"]
    assert movement_keys([again, one]) == first[:2]
