"""Statements as tables (CSV): which column is what, one amount or a debit and a credit. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal

from negoce.billing.rules.bank.statement import (
    LONGEST,
    MOST_MOVEMENTS,
    Movement,
    ReadStatements,
    Statement,
    StatementFault,
    UnreadableStatement,
)
from negoce.companies.rules.imports.columns import FieldHint, guess_columns, known_names
from negoce.companies.rules.imports.header import find_header
from negoce.kit.dates import parse_date
from negoce.kit.numbers import parse_decimal

FIELDS: tuple[FieldHint, ...] = (
    FieldHint("booked_on", ("date operation", "date comptable", "date comptabilisation", "booking date", "date"),
              without=("valeur", "value")),
    FieldHint("label", ("libelle", "libelle operation", "libelle complet", "designation", "description", "label",
                        "intitule", "details", "nature")),
    FieldHint("credit", ("credit", "montant credit", "credit euros", "recette")),
    FieldHint("debit", ("debit", "montant debit", "debit euros", "depense")),
    FieldHint("amount", ("montant", "amount", "montant euros", "valeur eur")),
    FieldHint("reference", ("reference", "reference operation", "ref", "numero operation")),
    FieldHint("counterpart", ("contrepartie", "tiers", "beneficiaire", "emetteur", "donneur d ordre", "counterparty")),
    FieldHint("counterpart_iban", ("iban contrepartie", "iban tiers", "counterparty iban")),
    FieldHint("currency", ("devise", "currency")),
)  # fmt: skip
_LOOKED_AT = 60


def read_table(rows: Sequence[tuple[int, Sequence[str]]], today: date) -> ReadStatements:
    """Read a statement from the rows of a file, each with its line number.

    Needs a column of dates and one of amounts, or debit and credit. Raises UnreadableStatement; rows without sense
    are faults, those without a date or an amount (titles, balances) are passed over.
    """
    if len(rows) > MOST_MOVEMENTS:
        raise UnreadableStatement("bank.too_many", most=MOST_MOVEMENTS)
    cells = [list(row) for _number, row in rows]
    header = find_header(cells, known_names(FIELDS))
    columns = guess_columns(header.names, cells[header.data_starts :][:_LOOKED_AT], FIELDS)
    places = {key: position for position, key in columns.items()}
    if "booked_on" not in places or not {"amount", "credit", "debit"} & places.keys():
        raise UnreadableStatement("bank.no_columns")
    movements, faults, currencies = [], [], set()
    for number, row in rows[header.data_starts :]:
        values = {key: row[at].strip() if at < len(row) else "" for key, at in places.items()}
        read = _movement(values, today)
        if isinstance(read, Movement):
            movements.append(read)
            currencies.add(values.get("currency", "").upper()[:3])
        elif read:
            faults.append(StatementFault(str(number), read, values.get("label", "")[:60]))
    currencies.discard("")
    if len(currencies) > 1:
        raise UnreadableStatement("bank.several_currencies", text=", ".join(sorted(currencies)))
    if not movements:
        raise UnreadableStatement("bank.no_movement")
    days = [each.booked_on for each in movements]
    statement = Statement("csv", "", next(iter(currencies), "EUR"), tuple(movements), min(days), max(days))
    return ReadStatements((statement,), tuple(faults))


def _movement(values: Mapping[str, str], today: date) -> Movement | str:
    """The movement of a row, the code of what is wrong with it, or nothing for a row that is none."""
    given = [values.get(name, "") for name in ("amount", "credit", "debit")]
    if not values["booked_on"] or not any(given):
        return ""
    day = parse_date(values["booked_on"], today)
    if day.value is None:
        return "bank.no_day"
    amount = _amount(*given)
    if amount is None:
        return "bank.no_amount"
    if amount == 0:
        return ""
    return Movement(
        booked_on=day.value,
        amount=amount,
        label=" ".join(values.get("label", "").split())[:LONGEST],
        counterpart=values.get("counterpart", "")[:200],
        counterpart_iban=values.get("counterpart_iban", "").replace(" ", "")[:34],
        reference=values.get("reference", "")[:140],
    )


def _amount(amount: str, credit: str, debit: str) -> Decimal | None:
    """One signed column, or a credit and a debit, which some banks write with a minus."""
    if amount:
        found = parse_decimal(amount, "," if "," in amount else ".").value
        return None if found is None else found.quantize(Decimal("0.01"))
    total = Decimal(0)
    for text, sign in ((credit, 1), (debit, -1)):
        if text:
            part = parse_decimal(text, "," if "," in text else ".").value
            if part is None:
                return None
            total += sign * abs(part)
    return total.quantize(Decimal("0.01"))
