"""The answer as the page shows it: figures in words, steps, warnings, and what is still missing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from negoce.companies.queries.calculators import (
    CalculatorAnswer,
    NotAnswered,
    SaidFinding,
    SaidStep,
    answer,
)
from negoce.kit.dates import format_date, format_date_long
from negoce.kit.money import NARROW_SPACE, format_decimal, format_money
from negoce.parameters.calculator import Calculator, InputKind, Result, ResultUnit
from negoce.parameters.enums import ParameterKey, ParameterUnit
from negoce.parameters.kinds import KINDS
from negoce.parameters.rules.dated_values import DatedValue
from negoce.parameters.words import LABELS
from negoce.web.calculators.asked import Asked, to_given
from negoce.web.calculators.tables import ResultTable, tables_of

NOTHING = "—"
_TONES = {"error": "bad", "warning": "warn", "info": "info", "question": "info"}


@dataclass(frozen=True, slots=True)
class Shown:
    """One result in words; `tone` marks a yes or a no."""

    label: Any
    value: str
    tone: str = ""


@dataclass(frozen=True, slots=True)
class UsedValue:
    """A dated value that the answer rests on."""

    key: str
    label: Any
    value: str
    day: str
    source: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """What there is to show: an answer, or why there is none. `faults` are named as the form names its inputs."""

    main: Shown | None = None
    others: Sequence[Shown] = ()
    steps: Sequence[SaidStep] = ()
    warnings: Sequence[tuple[str, SaidFinding]] = ()
    tables: Sequence[ResultTable] = ()
    used: Sequence[UsedValue] = ()
    refusal: str = ""
    missing: Sequence[str] = ()
    faults: Mapping[str, str] = field(default_factory=dict)


def outcome_of(calculator: Calculator, asked: Asked, language: str) -> Outcome:
    """Put the question to the rule. One query, whatever was asked."""
    try:
        found = answer(calculator, to_given(calculator.inputs, asked, language))
    except NotAnswered as refused:
        return _without_answer(calculator, asked, refused.faults)
    return _with_answer(calculator, found, language)


def _with_answer(calculator: Calculator, found: CalculatorAnswer, language: str) -> Outcome:
    shown = [
        (each, _shown(calculator, each, found.results.get(each.key), language)) for each in calculator.results
    ]
    main = next((said for each, said in shown if each.main), shown[0][1])
    return Outcome(
        main=main,
        others=[said for _each, said in shown if said is not main],
        steps=found.steps,
        warnings=[(_TONES[each.severity], each) for each in found.findings],
        tables=tables_of(found.results, language),
        used=[_used(each, language) for each in found.used],
    )


def _without_answer(calculator: Calculator, asked: Asked, faults: Mapping[str, str]) -> Outcome:
    by_name: dict[str, str] = {}
    missing: list[str] = []
    for place, said in faults.items():
        if not place:
            continue
        name, text, label = _found_in_form(calculator, asked, place)
        by_name[name] = said
        if not text:
            missing.append(label)
    refusal = faults.get("", "")
    return Outcome(refusal=refusal, missing=missing, faults=by_name)


def _found_in_form(calculator: Calculator, asked: Asked, place: str) -> tuple[str, str, str]:
    """The name of an input in the form, what was typed there, and what it is called."""
    key, _dot, rest = place.partition(".")
    wanted = next((each for each in calculator.inputs if each.key == key), None)
    if wanted is None:
        return place, place, place
    label = str(wanted.label)
    if not rest:
        rows = asked.filled(key) if wanted.kind is InputKind.ROWS else []
        return place, asked.texts.get(key, "") or ("x" if rows else ""), label
    number, _dot, column = rest.partition(".")
    row = asked.filled(key)[int(number)]
    column_label = next((str(each.label) for each in wanted.columns if each.key == column), column)
    said = _("%(table)s, ligne %(line)s : %(column)s") % {
        "table": label,
        "line": int(number) + 1,
        "column": column_label,
    }
    return f"{key}.{asked.numbers[key][row]}.{column}", asked.rows[key][row].get(column, ""), said


def _shown(calculator: Calculator, result: Result, value: object, language: str) -> Shown:
    if value is None or value == "":
        return Shown(result.label, NOTHING)
    if isinstance(value, str) and value in result.words:
        return Shown(result.label, str(result.words[value]))
    if isinstance(value, bool):
        return Shown(result.label, _("Oui") if value else _("Non"), "good" if value else "bad")
    if result.unit is ResultUnit.DATE and isinstance(value, date):
        return Shown(result.label, format_date_long(value, language))
    if isinstance(value, Decimal) and result.unit is ResultUnit.MONEY:
        return Shown(result.label, format_money(value, language))
    if isinstance(value, int | Decimal):
        decimals = 2 if result.unit is ResultUnit.PERCENT or value != int(value) else 0
        written = format_decimal(Decimal(value), language, decimals)
        return Shown(
            result.label, _percent(written, language) if result.unit is ResultUnit.PERCENT else written
        )
    return Shown(result.label, _in_words(calculator, str(value)))


def _in_words(calculator: Calculator, text: str) -> str:
    """Codes of a list that the question chooses from, as that list calls them."""
    parts = text.split(", ")
    for each in calculator.inputs:
        words = dict(each.choices)
        if words and all(part in words for part in parts):
            return ", ".join(str(words[part]) for part in parts)
    return text


def _used(value: DatedValue, language: str) -> UsedValue:
    key = ParameterKey(value.key)
    if KINDS[key].unit is ParameterUnit.EURO:
        written = format_money(value.value, language)
    else:
        written = _percent(format_decimal(value.value, language, 2), language)
    return UsedValue(key.value, LABELS[key], written, format_date(value.starts_on, language), value.source)


def _percent(written: str, language: str) -> str:
    return f"{written}{NARROW_SPACE if language == 'fr' else ''}%"
