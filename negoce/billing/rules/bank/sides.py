"""Which of two columns is the debit and which the credit: by a balance, by a minus, or by what the labels say. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from enum import Enum

from negoce.billing.rules.bank.amounts import Order, balances
from negoce.kit.text import fold

_OUT = re.compile(
    r"\b(prlv|prelevement|cb|carte|retrait|frais|cotis\w*|commission\w*|agios|echeance|(vir\w*\b.*\bemis))\b"
)
_IN = re.compile(r"\b((vir\w*\b.*\brecu)|remise\w*|versement|encaissement\w*)\b")
_ZERO = Decimal(0)
# What a bank writes first; a label made for it would be read for ever.
_READ = 160


class Sides(Enum):
    """What is known of two columns that are filled in turn."""

    DEBIT_FIRST = "debit_first"
    CREDIT_FIRST = "credit_first"
    UNSURE = "unsure"
    NEITHER = "neither"


def order_of_sides(
    pairs: Sequence[tuple[Decimal | None, Decimal | None]],
    rest: Sequence[Sequence[Decimal | None]],
    labels: Sequence[str],
    order: Order,
) -> Sides:
    """Tell the debit from the credit of two columns; `rest` are the other columns of amounts, `labels` the texts.

    NEITHER when another column of amounts is not the running balance of these two: they are something else.
    """
    signed = [abs(right or _ZERO) - abs(left or _ZERO) for left, right in pairs]
    debit_first = all(balances(column, signed, order) for column in rest)
    credit_first = all(balances(column, [-each for each in signed], order) for column in rest)
    if rest:
        if debit_first == credit_first:
            return Sides.NEITHER
        return Sides.DEBIT_FIRST if debit_first else Sides.CREDIT_FIRST
    minus = _minus(pairs)
    return minus if minus is not Sides.UNSURE else _by_labels(signed, labels)


def says_out(label: str) -> bool:
    """Whether a label names money that goes out: a card, a direct debit, charges."""
    return _OUT.search(fold(label[:_READ])) is not None


def _says_in(label: str) -> bool:
    return _IN.search(fold(label[:_READ])) is not None


def _minus(pairs: Sequence[tuple[Decimal | None, Decimal | None]]) -> Sides:
    """Some banks write their debits with a minus."""
    left = any((one or _ZERO) < 0 for one, _other in pairs)
    right = any((other or _ZERO) < 0 for _one, other in pairs)
    if left == right:
        return Sides.UNSURE
    return Sides.DEBIT_FIRST if left else Sides.CREDIT_FIRST


def _by_labels(signed: Sequence[Decimal], labels: Sequence[str]) -> Sides:
    """By labels that name a side, when none says the contrary; `signed` holds as if the debit came first."""
    said = {
        (amount > 0) == _says_in(label)
        for amount, label in zip(signed, labels, strict=True)
        if says_out(label) != _says_in(label)
    }
    if len(said) != 1:
        return Sides.UNSURE
    return Sides.DEBIT_FIRST if said == {True} else Sides.CREDIT_FIRST
