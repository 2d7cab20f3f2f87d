"""What a subject of reports is: a list, its records, what is measured of them and by what they are grouped."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from negoce.catalogue.queries.own_currency import own_currency
from negoce.companies.rules.filters import Condition, Operator
from negoce.portfolio.queries.reports.dimensions import Dimension, columns_of
from negoce.portfolio.queries.reports.measures import Measure

# The condition of a list, and the records, that were not cancelled.
KEPT_CONDITION = Condition("cancelled_at", Operator.EMPTY, ())
EUROS = own_currency()


@dataclass(frozen=True, slots=True)
class Subject:
    """What a report is about: `list_key` names the list that its filter speaks of, `rows` makes its records of those
    that the list gives.
    """

    key: str
    label: Any
    list_key: str
    rows: Callable[[QuerySet[Any]], QuerySet[Any]]
    measures: Mapping[str, Measure]
    dimensions: Mapping[str, Dimension]
    # Whether a line leads to the list, which then counts the same records once `base` is asked of it too.
    leads: bool = True
    base: tuple[Condition, ...] = ()
    # Whether records bear a currency: those in another than ours are counted, their amounts are not added up.
    has_currency: bool = False


def make_subject(
    key: str,
    label: Any,
    list_key: str,
    rows: Callable[[QuerySet[Any]], QuerySet[Any]],
    measures: tuple[Measure, ...],
    dimensions: tuple[Dimension, ...],
    *,
    leads: bool = True,
    base: tuple[Condition, ...] = (),
    has_currency: bool = False,
) -> Subject:
    """A subject with its measures and groups by key."""
    found = {measure.key: measure for measure in measures}
    return Subject(key, label, list_key, rows, found, columns_of(dimensions), leads, base, has_currency)


def not_cancelled(rows: QuerySet[Any]) -> QuerySet[Any]:
    """The records that stand."""
    return rows.filter(cancelled_at__isnull=True)
