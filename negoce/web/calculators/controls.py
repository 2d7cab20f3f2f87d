"""The form of a calculation: each input as a control, with what is wrong with it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from negoce.parameters.calculator import Calculator, Input, InputKind
from negoce.web.calculators.asked import Asked, written_input


@dataclass(frozen=True, slots=True)
class Control:
    """One thing to type or to choose. `fault_id` is the element that says what is wrong with it."""

    name: str
    label: Any
    kind: str
    value: str
    required: bool
    choices: Sequence[tuple[str, Any]]
    note: Any
    fault: str
    placeholder: str
    is_focused: bool

    @property
    def id(self) -> str:
        return f"calc-{self.name.replace('.', '-')}"

    @property
    def fault_id(self) -> str:
        return f"fault-{self.name.replace('.', '-')}"

    @property
    def is_number(self) -> bool:
        return self.kind in (InputKind.MONEY, InputKind.PERCENT, InputKind.NUMBER, InputKind.WHOLE)


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a table: its cells, and what its button sends."""

    number: int
    cells: Sequence[Control]
    button: str


@dataclass(frozen=True, slots=True)
class Table:
    """An input that is a table of lines."""

    name: str
    label: Any
    note: Any
    required: bool
    columns: Sequence[Input]
    lines: Sequence[Line]
    fault: str
    kind: str = "rows"

    @property
    def fault_id(self) -> str:
        return f"fault-{self.name}"


def controls_of(
    calculator: Calculator, asked: Asked, faults: Mapping[str, str], language: str, focus: str = ""
) -> list[Control | Table]:
    """Every input in order; `faults` by name in the form, `focus` the beginning of the name to type in next."""
    found: list[Control | Table] = []
    for each in calculator.inputs:
        if each.kind is not InputKind.ROWS:
            found.append(_control(each, each.key, asked.texts.get(each.key, ""), faults, language))
            continue
        lines = list(_lines(each, asked, faults, language, focus))
        found.append(
            Table(
                each.key, each.label, each.note, each.required, each.columns, lines, faults.get(each.key, "")
            )
        )
    return found


def fault_places(controls: Sequence[Control | Table]) -> Iterator[tuple[str, str]]:
    """Each place of a fault, with what stands there: drawn again after each answer."""
    for each in controls:
        yield each.fault_id, each.fault
        if isinstance(each, Table):
            yield from ((cell.fault_id, cell.fault) for line in each.lines for cell in line.cells)


def _lines(
    wanted: Input, asked: Asked, faults: Mapping[str, str], language: str, focus: str
) -> Iterator[Line]:
    # A table without a line would leave nothing to type in.
    rows = asked.rows.get(wanted.key) or [{}]
    numbers = asked.numbers.get(wanted.key) or [0]
    for place, (number, row) in enumerate(zip(numbers, rows, strict=True)):
        begin = f"{wanted.key}.{number}"
        cells = [
            _control(
                column,
                f"{begin}.{column.key}",
                row.get(column.key, ""),
                faults,
                language,
                focus == begin and first,
            )
            for first, column in ((index == 0, column) for index, column in enumerate(wanted.columns))
        ]
        yield Line(place + 1, cells, begin)


def _control(
    wanted: Input, name: str, value: str, faults: Mapping[str, str], language: str, is_focused: bool = False
) -> Control:
    placeholder = "31/12/2026" if wanted.kind is InputKind.DATE else ""
    if wanted.default is not None and wanted.kind not in (InputKind.CHOICE, InputKind.YES_NO):
        placeholder = written_input(wanted.default, language)
    choices = wanted.choices
    if wanted.kind is InputKind.YES_NO:
        choices = (("oui", _("Oui")), ("non", _("Non")))
    return Control(
        name=name,
        label=wanted.label,
        kind=wanted.kind,
        value=value,
        required=wanted.required,
        choices=choices,
        note=wanted.note,
        fault=faults.get(name, ""),
        placeholder=placeholder,
        is_focused=is_focused,
    )
