"""Puts a question to a rule and says its answer in words; the page, the API and the command line call it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import timezone

from negoce.companies.wired import wired
from negoce.companies.words.calculators import GIVEN_MESSAGES
from negoce.kit.explain import Explanation, Finding
from negoce.kit.worked import CannotWork, Step
from negoce.parameters.calculator import Calculator
from negoce.parameters.queries.dated_values import dated_values
from negoce.parameters.rules.calculator_reading import read_given
from negoce.parameters.rules.dated_values import DatedValue, NotedValues
from negoce.parameters.words import LABELS as PARAMETER_LABELS
from negoce.parameters.words import MESSAGES as PARAMETER_MESSAGES
from negoce.ui.words.say import say


@dataclass(frozen=True, slots=True)
class SaidStep:
    """One step in words, with the figures and the text it rests on."""

    code: str
    text: str
    source: str
    figures: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class SaidFinding:
    """Something to know about the answer."""

    code: str
    severity: str
    text: str


@dataclass(frozen=True, slots=True)
class CalculatorAnswer:
    """Results by key, how they were worked out, what there is to warn of, and the dated values that were read."""

    results: Mapping[str, object]
    steps: tuple[SaidStep, ...]
    findings: tuple[SaidFinding, ...]
    used: tuple[DatedValue, ...] = ()


class NotAnswered(Exception):
    """Nothing was worked out: `faults` says why, input by input; the key "" stands for all of them together."""

    def __init__(self, faults: Mapping[str, str]) -> None:
        super().__init__("; ".join(faults.values()))
        self.faults = faults


def calculators() -> tuple[Calculator, ...]:
    """Every calculator of every room, in the order of their rules."""
    return wired().calculators


def calculators_of(rule: str) -> tuple[Calculator, ...]:
    """Those that answer for one rule; none for an unknown one."""
    return tuple(each for each in calculators() if each.rule == rule)


def answer(
    calculator: Calculator, given: Mapping[str, object], *, today: date | None = None
) -> CalculatorAnswer:
    """Work out an answer from what was given, in the language of the moment. Raises NotAnswered."""
    values, wrong = read_given(calculator.inputs, given, today or timezone.localdate())
    messages = {**PARAMETER_MESSAGES, **GIVEN_MESSAGES, **calculator.messages}
    if wrong:
        raise NotAnswered({place: _say(finding, messages) for place, finding in wrong.items()})
    noted = NotedValues(dated_values())
    try:
        worked = calculator.work(values, noted)
    except CannotWork as refusal:
        raise NotAnswered({"": _say(refusal.finding, messages)}) from refusal
    except (OverflowError, ArithmeticError) as problem:
        raise NotAnswered({"": _say(Finding("given.out_of_all_proportion"), messages)}) from problem
    return CalculatorAnswer(
        calculator.show(worked.value),
        tuple(SaidStep(each.code, _say(each, messages), each.source, each.figures) for each in worked.steps),
        tuple(SaidFinding(each.code, each.severity, _say(each, messages)) for each in worked.findings),
        tuple(noted.read),
    )


def _say(what: Finding | Step, messages: Mapping[str, Any]) -> str:
    figures = dict(what.figures)
    if "key" in figures:
        figures["label"] = str(
            next((PARAMETER_LABELS[key] for key in PARAMETER_LABELS if key == figures["key"]), "")
        )
    return say(Explanation(what.code, figures), messages)
