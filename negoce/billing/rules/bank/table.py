"""Statements as tables (CSV): one amount, one with its side, or a debit and a credit. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal

from negoce.billing.rules.bank.amounts import read_amount, read_direction
from negoce.billing.rules.bank.columns import columns_by_content
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
from negoce.companies.rules.imports.header import find_header, header_key
from negoce.kit.dates import parse_date

_BALANCE = ("solde", "balance")
FIELDS: tuple[FieldHint, ...] = (
    FieldHint("booked_on", ("date operation", "date comptable", "date comptabilisation", "booking date", "date"),
              without=("valeur", "value")),
    FieldHint("label", ("libelle", "libelle operation", "libelle complet", "designation", "description", "label",
                        "intitule", "details", "nature")),
    FieldHint("credit", ("credit", "montant credit", "credit euros", "recette"), without=_BALANCE),
    FieldHint("debit", ("debit", "montant debit", "debit euros", "depense"), without=_BALANCE),
    FieldHint("amount", ("montant", "amount", "montant euros", "valeur eur"), without=_BALANCE),
    FieldHint("reference", ("reference", "reference operation", "ref", "numero operation")),
    FieldHint("counterpart", ("contrepartie", "tiers", "beneficiaire", "emetteur", "donneur d ordre", "counterparty")),
    FieldHint("counterpart_iban", ("iban contrepartie", "iban tiers", "counterparty iban")),
    FieldHint("currency", ("devise", "currency")),
    FieldHint("direction", ("sens", "sens operation", "debit credit", "credit debit", "d c")),
)  # fmt: skip
NumberedRow = tuple[int, Sequence[str]]
_LOOKED_AT = 60


def read_table(rows: Sequence[NumberedRow], today: date, names: Sequence[str] = ()) -> ReadStatements:
    """Read a statement from the rows of a file, each with its line number.

    Needs a column of dates and one of amounts, or debit and credit: as `names` say, one a column in their order, else
    as a line of the file names them, else as the cells show (`columns_by_content`). Raises UnreadableStatement; rows
    without sense are faults, those without a date or an amount (titles, balances) are passed over.
    """
    if len(rows) > MOST_MOVEMENTS:
        raise UnreadableStatement("bank.too_many", most=MOST_MOVEMENTS)
    places, rows = _places(rows, today, names)
    movements, faults, currencies = [], [], set()
    for number, row in rows:
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


def _places(
    rows: Sequence[NumberedRow], today: date, names: Sequence[str]
) -> tuple[Mapping[str, int], Sequence[NumberedRow]]:
    """Where each field stands, and the rows that may be movements."""
    if names:
        places = _named(names, ())
        if not _is_enough(places):
            raise UnreadableStatement("bank.names_unknown", text=";".join(names)[:120])
        return places, _dated(rows, places["booked_on"], today)
    cells = [row for _number, row in rows]
    header = find_header(cells, known_names(FIELDS))
    places = _named(header.names, cells[header.data_starts :][:_LOOKED_AT])
    if _is_enough(places):
        return places, rows[header.data_starts :]
    places = columns_by_content(cells, today)
    taken = [places[name] for name in ("amount", "credit", "debit") if name in places]
    if any(_is_balance(header.names[at]) for at in taken if at < len(header.names)):
        raise UnreadableStatement("bank.unsure_amount")
    return places, _dated(rows, places["booked_on"], today)


def _dated(rows: Sequence[NumberedRow], at: int, today: date) -> Sequence[NumberedRow]:
    """Without a header, what is no date at all is a title or a total; a day that does not exist is a fault."""

    def is_title(row: Sequence[str]) -> bool:
        finding = parse_date(row[at], today).finding if at < len(row) else None
        return finding is not None and finding.code == "date.unreadable"

    return [(number, row) for number, row in rows if not is_title(row)]


def _is_balance(name: str) -> bool:
    return not {*header_key(name).split()}.isdisjoint(_BALANCE)


def _named(names: Sequence[str], samples: Sequence[Sequence[str]]) -> Mapping[str, int]:
    return {key: position for position, key in guess_columns(names, samples, FIELDS).items()}


def _is_enough(places: Mapping[str, int]) -> bool:
    return "booked_on" in places and not {"amount", "credit", "debit"}.isdisjoint(places)


def _movement(values: Mapping[str, str], today: date) -> Movement | str:
    """The movement of a row, the code of what is wrong with it, or nothing for a row that is none."""
    given = [values.get(name, "") for name in ("amount", "credit", "debit")]
    if not values["booked_on"] or not any(given):
        return ""
    day = parse_date(values["booked_on"], today)
    if day.value is None:
        return "bank.no_day"
    amount = _amount(*given)
    if amount and "direction" in values:
        side = read_direction(values["direction"])
        amount = abs(amount) * side if side else None
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
        return read_amount(amount)
    total = Decimal(0)
    for text, sign in ((credit, 1), (debit, -1)):
        if text:
            part = read_amount(text)
            if part is None:
                return None
            total += sign * abs(part)
    return total
