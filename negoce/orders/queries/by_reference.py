"""Orders by their reference, capitals ignored, as the index of references holds it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import reduce
from operator import or_

from django.db import connection
from django.db.models import Q, Value
from django.db.models.functions import Upper
from django.db.models.lookups import Exact, GreaterThanOrEqual, LessThan, StartsWith

from negoce.companies.rules.filters import Operator
from negoce.identity.rules.actor import Actor

_LAST = "\U0010ffff"


def by_reference(operator: str, values: Sequence[str], _actor: Actor) -> Q:
    """The condition of the list's column « Référence »."""
    wanted = Operator(operator)
    if wanted in (Operator.EMPTY, Operator.FILLED):
        return Q(reference="") if wanted is Operator.EMPTY else ~Q(reference="")
    found = reduce(or_, (_COMPARISONS[wanted](value) for value in values))
    return ~found if wanted in (Operator.IS_NOT, Operator.LACKS) else found


def _is(value: str) -> Q:
    return Q(Exact(Upper("reference"), Value(value.upper())))


def _contains(value: str) -> Q:
    return Q(reference__icontains=value)


def _starts(value: str) -> Q:
    begin = value.upper()
    if connection.vendor != "sqlite":
        return Q(StartsWith(Upper("reference"), Value(begin)))
    # Bounds rather than LIKE: SQLite finds them in the index.
    after = Q(GreaterThanOrEqual(Upper("reference"), Value(begin)))
    return after & Q(LessThan(Upper("reference"), Value(begin + _LAST)))


_COMPARISONS: Mapping[Operator, Callable[[str], Q]] = {
    Operator.IS: _is,
    Operator.IS_NOT: _is,
    Operator.CONTAINS: _contains,
    Operator.LACKS: _contains,
    Operator.STARTS: _starts,
}
