"""The lines of the filter's form: a field, a comparison and values become a condition, and back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _

from negoce.companies.enums import ColumnKind
from negoce.companies.interfaces import Column
from negoce.companies.queries.lists.spec import ListSpec
from negoce.companies.queries.lists.values import known_values
from negoce.companies.rules.filters import (
    ME,
    NO,
    OPERATORS,
    TAKES,
    TEAM,
    YES,
    Condition,
    Group,
    Operator,
    Values,
)
from negoce.kit.explain import Finding
from negoce.web.lists.filter_words import operator_words

MAX_LINES = 8
_PICKED = (ColumnKind.CHOICE, ColumnKind.PERSON, ColumnKind.TAGS, ColumnKind.YES_NO)
_DATED = (ColumnKind.DATE, ColumnKind.MOMENT)


@dataclass(frozen=True, slots=True)
class Line:
    """One condition as the form holds it; `control` says which inputs the values need."""

    number: int
    column: Column
    operator: Operator
    control: str
    values: Sequence[str]
    operators: Sequence[tuple[str, str]]
    options: Sequence[tuple[str, Any]] = ()
    suggests: bool = False

    @property
    def first(self) -> str:
        """The first value, or nothing."""
        return self.values[0] if self.values else ""

    @property
    def second(self) -> str:
        """The second value, or nothing."""
        return self.values[1] if len(self.values) > 1 else ""

    @property
    def rest(self) -> str:
        """The values after the date of « bought since »."""
        return ", ".join(self.values[1:])

    @property
    def joined(self) -> str:
        """All values in one text."""
        return ", ".join(self.values)


def lines_of(spec: ListSpec, part: Condition | Group) -> list[Line] | None:
    """The lines of a chip: a condition, or alternatives that are all conditions; None when it is more than
    that.
    """
    parts = part.parts if isinstance(part, Group) else (part,)
    if isinstance(part, Group) and not part.any_of:
        return None
    conditions = [one for one in parts if isinstance(one, Condition)]
    if len(conditions) != len(parts) or len(conditions) > MAX_LINES:
        return None
    return [
        make_line(spec, number, one.field, one.operator, one.values) for number, one in enumerate(conditions)
    ]


def make_line(
    spec: ListSpec, number: int, field: str, operator: Operator | None, values: Sequence[str] = ()
) -> Line:
    """A line for a field; an operator that the field does not know gives way to its first one."""
    filterable = {key: column for key, column in spec.readable.items() if column.filterable}
    column = filterable.get(field) or next(iter(filterable.values()))
    allowed = OPERATORS[column.kind]
    chosen = operator if operator in allowed else allowed[0]
    return Line(
        number=number,
        column=column,
        operator=chosen,
        control=_control(column, chosen),
        values=values,
        operators=[(one.value, operator_words(one, column.kind)) for one in allowed],
        options=_options(spec, column),
        suggests=column.suggest is not None or column.kind is ColumnKind.TEXT,
    )


def posted_lines(spec: ListSpec, posted: QueryDict) -> list[Line]:
    """The lines as they were sent, however wrong."""
    lines: list[Line] = []
    for number in range(MAX_LINES):
        field = posted.get(f"field-{number}")
        if field is None:
            continue
        word = posted.get(f"operator-{number}", "")
        operator = Operator(word) if word in {one.value for one in Operator} else None
        line = make_line(spec, len(lines), field, operator)
        lines.append(_with_values(spec, line, posted, number))
    return lines


def condition_of_line(line: Line) -> Condition:
    """The condition that a line asks for; `check_filter` says whether it makes sense."""
    return Condition(line.column.key, line.operator, tuple(line.values))


def missing_value(line: Line) -> Finding | None:
    """What is missing in a line, if anything."""
    if TAKES[line.operator] is Values.NO_VALUE or (
        line.values and all(value.strip() for value in line.values)
    ):
        return None
    return Finding("filter.value_missing", "error", {"text": str(line.column.label), "near": ""})


def _with_values(spec: ListSpec, line: Line, posted: QueryDict, number: int) -> Line:
    raw = [value for value in posted.getlist(f"value-{number}") if value.strip()]
    if line.control == "none":
        values: Sequence[str] = ()
    elif line.control in ("text", "products", "products_since"):
        values = [word.strip() for value in raw for word in value.split(",") if word.strip()]
    else:
        values = raw
    if line.control in ("products", "products_since"):
        values = _codes(spec, line.column, values)
    if line.control in ("number", "numbers"):
        values = [
            value.replace("\u202f", "").replace("\u00a0", "").replace(" ", "").replace(",", ".")
            for value in values
        ]
    return make_line_with(line, values)


def make_line_with(line: Line, values: Sequence[str]) -> Line:
    """The same line with these values."""
    return Line(
        line.number,
        line.column,
        line.operator,
        line.control,
        tuple(values),
        line.operators,
        line.options,
        line.suggests,
    )


def _codes(spec: ListSpec, column: Column, values: Sequence[str]) -> Sequence[str]:
    """Product codes; a proposal picked from the list reads « Label (CODE) »."""
    plain = [
        value[value.rfind("(") + 1 : -1] if value.endswith(")") and "(" in value else value
        for value in values
    ]
    known = known_values(column, plain, spec.directory)
    return [known[value][0] if value in known else value for value in plain]


def _control(column: Column, operator: Operator) -> str:
    takes = TAKES[operator]
    if takes is Values.NO_VALUE:
        return "none"
    if takes is Values.DAYS:
        return "days"
    if takes is Values.MONTHS:
        return "months"
    if takes is Values.DATE_THEN_MANY:
        return "products_since"
    if column.kind is ColumnKind.PRODUCT:
        return "products"
    if column.kind in _PICKED:
        return "picked"
    if column.kind in _DATED:
        return "dates" if takes is Values.RANGE else "date"
    if column.kind in (ColumnKind.NUMBER, ColumnKind.MONEY):
        return "numbers" if takes is Values.RANGE else "number"
    return "text"


def _options(spec: ListSpec, column: Column) -> Sequence[tuple[str, Any]]:
    if column.kind is ColumnKind.YES_NO:
        return [(YES, _("Oui")), (NO, _("Non"))]
    if column.kind is ColumnKind.PERSON:
        people = [(one.public_id, one.full_name) for one in spec.directory.people.values()]
        team = [(TEAM, _("Mon équipe"))] if spec.directory.team else []
        return [(ME, _("Moi")), *team, *people]
    if column.kind is ColumnKind.TAGS:
        return [(one.key, one.name) for one in spec.directory.tags.values()]
    return column.options(spec.actor) if column.options is not None else ()
