"""What a statement of a bank says, whatever the format of its file."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, InvalidOperation

# More than a month of any small firm: read and written at once, while a person waits and others wait to write.
MOST_MOVEMENTS = 10_000
# A bank puts a day, or a customer's few accounts, in a file.
MOST_STATEMENTS = 400
LONGEST = 500
_WHOLE_DIGITS = 13
_CENT = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Movement:
    """One movement: `amount` in the account's currency, above zero for what came in.

    `bank_key` is the bank's own number of the movement, empty where it gives none.
    """

    booked_on: date
    amount: Decimal
    label: str = ""
    counterpart: str = ""
    counterpart_iban: str = ""
    reference: str = ""
    bank_key: str = ""


@dataclass(frozen=True, slots=True)
class Statement:
    """The movements of one account between two days. `account` is an IBAN or the bank's number, as far as said."""

    format: str
    account: str
    currency: str
    movements: tuple[Movement, ...]
    starts_on: date | None = None
    ends_on: date | None = None


@dataclass(frozen=True, slots=True)
class ReadStatements:
    """The accounts that a file holds, and what could not be read of it, each a code with its figures."""

    statements: tuple[Statement, ...]
    faults: tuple[StatementFault, ...] = ()


@dataclass(frozen=True, slots=True)
class StatementFault:
    """A line that was left out: its number or the bank's key, and why."""

    where: str
    code: str
    text: str = ""


class UnreadableStatement(ValueError):
    """The file is no statement that we read; `code` says why."""

    def __init__(self, code: str, **figures: object) -> None:
        super().__init__(code)
        self.code = code
        self.figures = figures


def read_amount(text: str) -> Decimal | None:
    """Return the amount that a file writes with a point, to the cent; None for what no account moves."""
    try:
        amount = Decimal(text)
    except InvalidOperation:
        return None
    # The exponent is looked at first: a calculation with 1e999999999 fails by itself.
    if not amount.is_finite() or amount.adjusted() >= _WHOLE_DIGITS:
        return None
    return amount.quantize(_CENT)


@dataclass(slots=True)
class _Keys:
    """Hands out keys that are the same each time the same movements are read."""

    seen: Counter[str] = field(default_factory=Counter)

    def key(self, movement: Movement) -> str:
        """The bank's own key; where it gives none, or the same to two movements, one made of what the line says."""
        said = "|".join(
            (
                movement.booked_on.isoformat(),
                str(movement.amount.normalize()),
                " ".join(movement.label.split()).casefold(),
                movement.reference.casefold(),
                movement.counterpart_iban,
            )
        )
        base = movement.bank_key or hashlib.sha256(said.encode()).hexdigest()[:32]
        self.seen[base] += 1
        rank = self.seen[base]
        return base if rank == 1 else f"{base}#{rank}"


def movement_keys(movements: Iterable[Movement]) -> Sequence[str]:
    """One key a movement, so that the same statement, or one that overlaps it, brings nothing twice.

    Two equal movements of one day get two keys, in the order of the file: an overlapping file that holds both gives
    them the same. A bank that gives one key to two movements is told apart by their rank too.
    """
    keys = _Keys()
    return [keys.key(movement)[:120] for movement in movements]
