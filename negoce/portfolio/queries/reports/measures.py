"""What a report measures: sums that the database gives, and what they become."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django.db.models import BigIntegerField, Case, Count, DurationField, ExpressionWrapper, F, Q, Sum, When
from django.db.models.functions import Cast, Round, TruncDate

from negoce.identity.enums import FieldGroup
from negoce.kit.numbers import percent_of
from negoce.ui.charts import Unit

CENT, THOUSANDTH = Decimal("0.01"), Decimal("0.001")


@dataclass(frozen=True, slots=True)
class Measure:
    """`parts` are aggregates; `finish` makes the value of what they give. Where `adds` is off (distinct counts), the
    parts of two groups do not add up to those of both. `group` hides it from who may not read such fields.
    """

    key: str
    label: Any
    unit: Unit
    parts: tuple[Any, ...]
    finish: Callable[[Sequence[Any]], Decimal | None]
    adds: bool = True
    group: FieldGroup | None = None
    # Whether it is worked out from amounts, which only those of one currency give.
    is_amount: bool = False


def cents(path: str, where: Q | None = None) -> Any:
    """The sum of an amount in whole cents: SQLite keeps decimals as floats."""
    return Sum(Cast(Round(F(path) * 100), BigIntegerField()), filter=where)


def less(path: str, other: str, where: Q | None = None) -> Any:
    """The sum of one amount less another, in cents; rows without either count for nothing."""
    return Sum(Cast(Round((F(path) - F(other)) * 100), BigIntegerField()), filter=where)


def plus(path: str, other: str, where: Q | None = None) -> Any:
    """The sum of two amounts together, in cents."""
    return Sum(Cast(Round((F(path) + F(other)) * 100), BigIntegerField()), filter=where)


def signed_cents(path: str, negative: Q, where: Q | None = None) -> Any:
    """The sum of an amount in cents, taken off where `negative` holds."""
    whole = Cast(Round(F(path) * 100), BigIntegerField())
    signed = Case(When(negative, then=-whole), default=whole, output_field=BigIntegerField())
    return Sum(signed, filter=where)


def days_between(first: str, last: str, where: Q | None = None) -> Any:
    """The sum of the days from the moment `first` to the day `last`."""
    span = ExpressionWrapper(F(last) - TruncDate(first), output_field=DurationField())
    return Sum(span, filter=where)


def count_of(key: str, label: Any, where: Q | None = None) -> Measure:
    """How many records."""
    return Measure(key, label, Unit.NUMBER, (Count("pk", filter=where),), _number)


def distinct(key: str, label: Any, path: str, where: Q | None = None) -> Measure:
    """How many different ones."""
    return Measure(key, label, Unit.NUMBER, (Count(path, distinct=True, filter=where),), _number, adds=False)


def money(key: str, label: Any, part: Any, group: FieldGroup | None = None) -> Measure:
    """A sum of euros."""
    return Measure(key, label, Unit.MONEY, (part,), _euros, group=group, is_amount=True)


def quantity(key: str, label: Any, path: str) -> Measure:
    """A sum of plain numbers."""
    return Measure(key, label, Unit.DECIMAL, (Sum(path),), _quantity)


def mean_money(key: str, label: Any, part: Any, count: Any) -> Measure:
    """Euros each."""
    return Measure(key, label, Unit.MONEY, (part, count), _euros_each, is_amount=True)


def mean(
    key: str, label: Any, part: Any, count: Any, *, unit: Unit = Unit.DECIMAL, adds: bool = True
) -> Measure:
    """So many each."""
    return Measure(key, label, unit, (part, count), _each, adds=adds)


def rate(
    key: str, label: Any, part: Any, whole: Any, group: FieldGroup | None = None, *, is_amount: bool = False
) -> Measure:
    """A share in percent points."""
    return Measure(key, label, Unit.PERCENT, (part, whole), _percent, group=group, is_amount=is_amount)


def _number(parts: Sequence[Any]) -> Decimal | None:
    return Decimal(str(parts[0] or 0))


def _quantity(parts: Sequence[Any]) -> Decimal | None:
    # SQLite adds up floats.
    return Decimal(str(parts[0] or 0)).quantize(THOUSANDTH, ROUND_HALF_UP)


def _euros(parts: Sequence[Any]) -> Decimal | None:
    return Decimal(parts[0]) / 100 if parts[0] is not None else Decimal(0)


def _euros_each(parts: Sequence[Any]) -> Decimal | None:
    if not parts[1] or parts[0] is None:
        return None
    each: Decimal = Decimal(parts[0]) / 100 / parts[1]
    return each.quantize(CENT, ROUND_HALF_UP)


def _each(parts: Sequence[Any]) -> Decimal | None:
    if not parts[1] or parts[0] is None:
        return None
    whole = Decimal(parts[0].days) if isinstance(parts[0], timedelta) else Decimal(str(parts[0]))
    each: Decimal = whole / parts[1]
    return each.quantize(CENT, ROUND_HALF_UP)


def _percent(parts: Sequence[Any]) -> Decimal | None:
    # A share of what was sent back says nothing.
    if parts[0] is None or parts[1] is None or parts[1] <= 0:
        return None
    return percent_of(Decimal(parts[0]), Decimal(parts[1]))
