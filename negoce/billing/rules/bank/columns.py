"""Which column of a statement is what, when no header says so: by what the cells hold. Pure.

Nothing is taken for likely: what cannot be told apart is refused, for an amount read from the wrong column is money
that never came.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import combinations, islice

from negoce.billing.rules.bank.amounts import Order, balances, order_of, read_amount, read_direction
from negoce.billing.rules.bank.sides import Sides, order_of_sides, says_out
from negoce.billing.rules.bank.statement import UnreadableStatement
from negoce.kit.dates import parse_date

Row = Sequence[str]
Amounts = Sequence[Decimal | None]
_LOOKED_AT = 300
# A statement has a dozen columns; a file made for it has more.
_MOST_COLUMNS = 60
_MOST_NUMBERS = 5
_WORD = re.compile(r"[^\W\d_]{2}")
_IBAN = re.compile(r"[A-Za-z]{2}\d{2}[A-Za-z0-9 ]{10,40}")
_CURRENCIES = frozenset({"EUR", "USD", "GBP", "CHF", "CAD", "JPY"})


def columns_by_content(rows: Sequence[Row], today: date) -> Mapping[str, int]:
    """Return ``{field: column position}`` from the cells alone. Raises UnreadableStatement when it is not sure.

    A date on each row (the days in order win, then the first column: the operation before the value); one signed
    column, an amount with its side, or a debit and a credit; any other column of amounts must be the running balance
    of these; the longest text is the label.
    """
    dated = [
        row[:_MOST_COLUMNS] for row in islice((row for row in rows if _has_date(row, today)), _LOOKED_AT)
    ]
    width = max((len(row) for row in dated), default=0)
    columns = {at: [row[at].strip() if at < len(row) else "" for row in dated] for at in range(width)}
    dates = _date_columns(columns, today)
    if not dates:
        raise UnreadableStatement("bank.no_columns")
    booked_on = _operation(columns, dates, today)
    days = [(at, day) for at, cell in enumerate(columns[booked_on]) if (day := parse_date(cell, today).value)]
    kept = [at for at, _day in days]
    columns = {at: [cells[row] for row in kept] for at, cells in columns.items() if at not in dates}
    numbers = {at: read for at, cells in columns.items() if (read := _numbers(cells)) is not None}
    texts = {at: cells for at, cells in columns.items() if at not in numbers and any(cells)}
    places = {"booked_on": booked_on, **_asides(texts)}
    places["label"] = _label(texts, set(places.values()))
    said = _Texts(
        labels=texts[places["label"]],
        directions=[read_direction(cell) for cell in texts[places["direction"]]]
        if "direction" in places
        else [],
        has_empty_column=any(not any(cells) for cells in columns.values()),
        is_balanced=len(numbers) > 1,
        order=order_of([day for _at, day in days]),
    )
    return {**places, **_amounts(numbers, said)}


@dataclass(frozen=True, slots=True)
class _Texts:
    """What the rows say besides their amounts; `directions` is empty without a column of sides."""

    labels: Sequence[str]
    directions: Sequence[int]
    has_empty_column: bool
    is_balanced: bool
    order: Order


def _has_date(row: Row, today: date) -> bool:
    return any(parse_date(cell, today).value is not None for cell in row[:_MOST_COLUMNS] if cell.strip())


def _date_columns(columns: Mapping[int, Sequence[str]], today: date) -> list[int]:
    """The columns of dates: on more than half of the rows that have any, titles with a day in them aside."""
    counts = {
        at: sum(parse_date(cell, today).value is not None for cell in cells if cell)
        for at, cells in columns.items()
    }
    return [at for at, count in counts.items() if count * 2 > len(columns[at])]


def _operation(columns: Mapping[int, Sequence[str]], dates: Sequence[int], today: date) -> int:
    """The column of the operation: banks list it in order, which the days of value need not be."""

    def in_order(at: int) -> bool:
        days = [day for cell in columns[at] if (day := parse_date(cell, today).value) is not None]
        return days in (sorted(days), sorted(days, reverse=True))

    return next((at for at in dates if in_order(at)), dates[0])


def _numbers(cells: Sequence[str]) -> Amounts | None:
    """The amounts of a column, None where it has none; None for a column of anything else.

    Whole numbers without a sign are references, accounts, cheques: no column of amounts is without a single cent.
    """
    read = [read_amount(cell) if cell else None for cell in cells]
    filled = [cell for cell in cells if cell]
    if not filled or sum(value is not None for value in read) != len(filled):
        return None
    written = any("," in cell or "." in cell or cell[0] in "+-(−" or cell[-1] == "-" for cell in filled)
    return read if written else None


def _asides(texts: Mapping[int, Sequence[str]]) -> dict[str, int]:
    """The columns of the currency and of the side (D or C), where there are."""
    found: dict[str, int] = {}
    for at, cells in texts.items():
        if all(cell.upper() in _CURRENCIES for cell in cells):
            found.setdefault("currency", at)
        elif all(read_direction(cell) for cell in cells):
            found.setdefault("direction", at)
    return found


def _label(texts: Mapping[int, Sequence[str]], taken: set[int]) -> int:
    """The longest text; an account or a firm that is the same on every row comes last."""
    ranks = {
        at: (len(set(cells)) > 1, sum(map(len, cells)), -at)
        for at, cells in texts.items()
        if at not in taken and any(map(_says_something, cells))
    }
    if not ranks:
        raise UnreadableStatement("bank.no_columns")
    return max(ranks, key=lambda at: ranks[at])


def _says_something(cell: str) -> bool:
    return _WORD.search(cell) is not None and _IBAN.fullmatch(cell) is None


def _amounts(numbers: Mapping[int, Amounts], texts: _Texts) -> dict[str, int]:
    if not numbers:
        raise UnreadableStatement("bank.no_columns")
    if len(numbers) > _MOST_NUMBERS:
        raise UnreadableStatement("bank.unsure_amount")
    found = [{"amount": at} for at in numbers if _is_whole(numbers, at, texts)]
    if not texts.directions:
        found += [
            {"debit": at} for at in numbers if texts.is_balanced and _is_whole(numbers, at, texts, sign=-1)
        ]
        for one, other in combinations(numbers, 2):
            found += _sides(numbers, one, other, texts)
    if len(found) != 1:
        raise UnreadableStatement("bank.unsure_amount")
    if "unsure" in found[0] or ("amount" in found[0] and _lost_its_side(numbers[found[0]["amount"]], texts)):
        raise UnreadableStatement("bank.unsure_sides")
    return found[0]


def _is_whole(numbers: Mapping[int, Amounts], at: int, texts: _Texts, sign: int = 1) -> bool:
    """Whether a column holds the amounts: filled everywhere, every other one being its running balance.

    With `sign` -1, a debit written without a minus.
    """
    amounts = [value for value in numbers[at] if value is not None]
    if len(amounts) != len(numbers[at]):
        return False
    if sign < 0 and any(value < 0 for value in amounts):
        return False
    amounts = [sign * value for value in amounts]
    if texts.directions:
        amounts = [abs(value) * side for value, side in zip(amounts, texts.directions, strict=True)]
    return all(balances(other, amounts, texts.order) for place, other in numbers.items() if place != at)


def _lost_its_side(amounts: Amounts, texts: _Texts) -> bool:
    """Whether amounts without any minus may be debits: an empty column stands beside, or a label names one."""
    if texts.directions or texts.is_balanced or any(value is not None and value < 0 for value in amounts):
        return False
    return texts.has_empty_column or any(map(says_out, texts.labels))


def _sides(numbers: Mapping[int, Amounts], one: int, other: int, texts: _Texts) -> list[dict[str, int]]:
    """A debit and a credit, if these two columns are: one of them on each row, both somewhere."""
    pairs = list(zip(numbers[one], numbers[other], strict=True))
    if any(bool(left) == bool(right) for left, right in pairs):
        return []
    if not any(left for left, _right in pairs) or not any(right for _left, right in pairs):
        return []
    rest = [column for at, column in numbers.items() if at not in (one, other)]
    order = order_of_sides(pairs, rest, texts.labels, texts.order)
    if order is Sides.NEITHER:
        return []
    if order is Sides.UNSURE:
        return [{"debit": one, "credit": other, "unsure": 1}]
    debit, credit = (one, other) if order is Sides.DEBIT_FIRST else (other, one)
    return [{"debit": debit, "credit": credit}]
