"""What a filter is: conditions joined by and / or, with the operators that each kind of field understands.

The same tree serves the address of a list, saved views, bulk changes and exports: it knows nothing of HTTP
nor SQL.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum, StrEnum

from negoce.companies.enums import ColumnKind


class Operator(StrEnum):
    """How a field is compared; the word is the one written in the address."""

    IS = "is"
    IS_NOT = "is_not"
    CONTAINS = "contains"
    LACKS = "lacks"
    STARTS = "starts"
    EMPTY = "empty"
    FILLED = "filled"
    OVER = "over"
    UNDER = "under"
    AT_LEAST = "at_least"
    AT_MOST = "at_most"
    BETWEEN = "between"
    BEFORE = "before"
    AFTER = "after"
    LAST = "last"
    LAST_MONTHS = "last_months"
    NEXT = "next"
    OLDER = "older"
    ANY = "any"
    ALL = "all"
    NONE = "none"
    BOUGHT = "bought"
    NEVER_BOUGHT = "never_bought"
    BOUGHT_SINCE = "bought_since"
    NOT_BOUGHT_SINCE = "not_bought_since"


class Values(Enum):
    """How many values an operator takes, and of which sort."""

    NO_VALUE = "none"
    ONE = "one"
    MANY = "many"
    RANGE = "range"
    DAYS = "days"
    MONTHS = "months"
    DATE_THEN_MANY = "date then many"


TAKES: Mapping[Operator, Values] = {
    **dict.fromkeys((Operator.EMPTY, Operator.FILLED), Values.NO_VALUE),
    **dict.fromkeys((Operator.LAST, Operator.NEXT, Operator.OLDER), Values.DAYS),
    Operator.LAST_MONTHS: Values.MONTHS,
    **dict.fromkeys((Operator.BOUGHT_SINCE, Operator.NOT_BOUGHT_SINCE), Values.DATE_THEN_MANY),
    Operator.BETWEEN: Values.RANGE,
    **dict.fromkeys(
        (
            Operator.OVER,
            Operator.UNDER,
            Operator.AT_LEAST,
            Operator.AT_MOST,
            Operator.BEFORE,
            Operator.AFTER,
        ),
        Values.ONE,
    ),
    **dict.fromkeys(
        (
            Operator.IS,
            Operator.IS_NOT,
            Operator.CONTAINS,
            Operator.LACKS,
            Operator.STARTS,
            Operator.ANY,
            Operator.ALL,
            Operator.NONE,
            Operator.BOUGHT,
            Operator.NEVER_BOUGHT,
        ),
        Values.MANY,
    ),
}

_EQUAL = (Operator.IS, Operator.IS_NOT)
_PRESENT = (Operator.FILLED, Operator.EMPTY)
_TEXT = (Operator.CONTAINS, Operator.STARTS, *_EQUAL, Operator.LACKS, *_PRESENT)
_NUMBER = (
    Operator.OVER, Operator.UNDER, Operator.BETWEEN, Operator.AT_LEAST, Operator.AT_MOST, *_EQUAL, *_PRESENT
)  # fmt: skip
_DATE = (
    Operator.LAST, Operator.NEXT, Operator.OLDER, Operator.AFTER, Operator.BEFORE, Operator.BETWEEN,
    Operator.IS, Operator.LAST_MONTHS,
    *_PRESENT,
)  # fmt: skip

# The operators of each kind of field; the first is the one proposed.
OPERATORS: Mapping[ColumnKind, tuple[Operator, ...]] = {
    ColumnKind.TEXT: _TEXT,
    ColumnKind.CHOICE: (*_EQUAL, *_PRESENT),
    ColumnKind.NUMBER: _NUMBER,
    ColumnKind.MONEY: _NUMBER,
    ColumnKind.DATE: _DATE,
    ColumnKind.MOMENT: _DATE,
    ColumnKind.YES_NO: (Operator.IS,),
    ColumnKind.PERSON: (*_EQUAL, *_PRESENT),
    ColumnKind.COMPANY: (Operator.CONTAINS, Operator.STARTS, *_EQUAL, *_PRESENT),
    ColumnKind.TAGS: (Operator.ANY, Operator.ALL, Operator.NONE, *_PRESENT),
    ColumnKind.PRODUCT: (
        Operator.BOUGHT,
        Operator.BOUGHT_SINCE,
        Operator.NOT_BOUGHT_SINCE,
        Operator.NEVER_BOUGHT,
    ),
}

ME, TEAM = "me", "team"
# People as the reader stands to them: such a filter finds other records for everybody.
RELATIVE = frozenset({ME, TEAM})
YES, NO = "yes", "no"


@dataclass(frozen=True, slots=True)
class Condition:
    """One comparison: a field's key, an operator, and its values as text in canonical form."""

    field: str
    operator: Operator
    values: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Group:
    """Parts that must all hold, or of which one must (`any_of`)."""

    parts: tuple[Condition | Group, ...] = ()
    any_of: bool = False


def normalise(parts: tuple[Condition | Group, ...]) -> Group:
    """The same filter as an « all of » group without empty, lone or needlessly nested groups."""
    flat = _flatten(parts, any_of=False)
    return Group(flat)


def conditions_of(node: Condition | Group) -> Iterator[Condition]:
    """Every condition of a filter, in order."""
    if isinstance(node, Condition):
        yield node
        return
    for part in node.parts:
        yield from conditions_of(part)


def _flatten(parts: tuple[Condition | Group, ...], *, any_of: bool) -> tuple[Condition | Group, ...]:
    flat: list[Condition | Group] = []
    for part in parts:
        simple = _simplify(part)
        if isinstance(simple, Group) and simple.any_of is any_of:
            flat.extend(simple.parts)
        else:
            flat.append(simple)
    return tuple(flat)


def _simplify(node: Condition | Group) -> Condition | Group:
    if isinstance(node, Condition):
        return node
    parts = _flatten(node.parts, any_of=node.any_of)
    if len(parts) == 1:
        return parts[0]
    return Group(parts, node.any_of and bool(parts))
