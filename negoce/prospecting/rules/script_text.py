"""A script of calls as it is typed: steps, what to say, and answers that lead to other steps. Pure.

`# Title` begins a step, `- answer -> Title` says where an answer leads, everything else is said. An answer that leads
nowhere, or to `fin`, ends the script. Whoever buys from us already is spoken to from the step « Client » on, whoever
is known to decide from the step « Décideur ».
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from negoce.kit.explain import Finding
from negoce.kit.text import fold

MOST_STEPS = 60
MOST_ANSWERS = 9
LONGEST = 20_000
_TITLE_MAX, _ANSWER_MAX, _SAID_MAX = 80, 120, 2_000
_ENDS = frozenset({"", "fin", "end"})
_CUSTOMERS = frozenset({"client", "clients", "customer", "customers"})
_DECIDERS = frozenset({"decideur", "decideurs", "decision maker", "decider"})
_ARROW = re.compile("->|→|=>")


@dataclass(frozen=True, slots=True)
class ScriptAnswer:
    """What the person may answer, and the number of the step it leads to; 0 ends the script."""

    text: str
    leads_to: int


@dataclass(frozen=True, slots=True)
class ScriptStep:
    """One step: its number from 1, its title, what is said, the answers. Without answers it is an end."""

    number: int
    title: str
    said: str
    answers: Sequence[ScriptAnswer] = ()


@dataclass(frozen=True, slots=True)
class Script:
    """The steps in order; `errors` must be mended before it is used, `warnings` are worth a look."""

    steps: Sequence[ScriptStep]
    errors: Sequence[Finding] = ()
    warnings: Sequence[Finding] = ()


@dataclass(slots=True)
class _Typed:
    line: int
    title: str
    said: list[str]
    answers: list[tuple[int, str, str]]


def read_script(text: str) -> Script:
    """The script that a text describes, with what is wrong with it, each with the line it stands on.

    Errors: ``script.empty``, ``script.no_title``, ``script.twice``, ``script.unknown_step``,
    ``script.no_way_out``, ``script.too_many_steps``, ``script.too_many_answers``, ``script.too_long``. Warnings:
    ``script.never_reached``, ``script.says_nothing``.
    """
    typed, errors = _split(text[:LONGEST])
    if not typed:
        return Script((), (*errors, Finding("script.empty")) if not errors else tuple(errors))
    numbers: dict[str, int] = {}
    for number, step in enumerate(typed, start=1):
        if fold(step.title) in numbers:
            errors.append(_wrong("script.twice", step.line, step.title))
        numbers.setdefault(fold(step.title), number)
    steps = [_step(number, step, numbers, errors) for number, step in enumerate(typed, start=1)]
    if len(steps) > MOST_STEPS:
        errors.append(Finding("script.too_many_steps", "error", {"count": MOST_STEPS}))
    warnings: list[Finding] = []
    if not errors:
        errors += _no_way_out(steps, typed)
        warnings += _never_reached(steps, typed)
        warnings += [
            Finding("script.says_nothing", "warning", {"line": each.line, "text": each.title})
            for step, each in zip(steps, typed, strict=True)
            if not step.said and not step.answers
        ]
    return Script(tuple(steps), tuple(errors), tuple(warnings))


def customers_step(steps: Sequence[ScriptStep]) -> int:
    """The number of the step at which a call with a customer begins; 0 when the script has none for them."""
    return next((step.number for step in steps if fold(step.title) in _CUSTOMERS), 0)


def deciders_step(steps: Sequence[ScriptStep]) -> int:
    """The number of the step at which a call with who is known to decide begins; 0 when the script has none."""
    return next((step.number for step in steps if fold(step.title) in _DECIDERS), 0)


def _split(text: str) -> tuple[list[_Typed], list[Finding]]:
    typed: list[_Typed] = []
    errors: list[Finding] = []
    for number, raw in enumerate(text.replace("\r", "").split("\n"), start=1):
        line = raw.strip()
        if line.startswith("#"):
            title = " ".join(line.lstrip("#").split())
            if not title:
                errors.append(Finding("script.no_title", "error", {"line": number}))
            elif len(title) > _TITLE_MAX:
                errors.append(_wrong("script.too_long", number, title[:30]))
            typed.append(_Typed(number, title, [], []))
        elif not typed:
            if line:
                errors.append(Finding("script.no_title", "error", {"line": number}))
                typed.append(_Typed(number, "", [line], []))
        elif line.startswith(("- ", "– ", "* ")):
            answer, _arrow, target = _parts(line[2:])
            if len(answer) > _ANSWER_MAX:
                errors.append(_wrong("script.too_long", number, answer[:30]))
            typed[-1].answers.append((number, answer, target))
        else:
            typed[-1].said.append(line)
    return typed, errors


def _parts(line: str) -> tuple[str, str, str]:
    found = list(_ARROW.finditer(line))
    if not found:
        return line.strip(), "", ""
    last = found[-1]
    return line[: last.start()].strip(), last[0], " ".join(line[last.end() :].split())


def _step(number: int, typed: _Typed, numbers: Mapping[str, int], errors: list[Finding]) -> ScriptStep:
    answers = []
    for line, text, target in typed.answers:
        leads_to = (
            0 if fold(target) in _ENDS and fold(target) not in numbers else numbers.get(fold(target), -1)
        )
        if leads_to < 0:
            errors.append(_wrong("script.unknown_step", line, target))
        answers.append(ScriptAnswer(text, max(leads_to, 0)))
    if len(answers) > MOST_ANSWERS:
        errors.append(_wrong("script.too_many_answers", typed.line, typed.title, count=MOST_ANSWERS))
    said = "\n".join(typed.said).strip("\n")
    if len(said) > _SAID_MAX:
        errors.append(_wrong("script.too_long", typed.line, typed.title[:30]))
    return ScriptStep(number, typed.title, said, tuple(answers))


def _no_way_out(steps: Sequence[ScriptStep], typed: Sequence[_Typed]) -> list[Finding]:
    """Steps from which no answer, however many are given, ends the script."""
    ending = {each.number for each in steps if not each.answers}
    grew = True
    while grew:
        more = {
            step.number
            for step in steps
            if step.number not in ending
            and any(answer.leads_to == 0 or answer.leads_to in ending for answer in step.answers)
        }
        ending |= more
        grew = bool(more)
    return [
        _wrong("script.no_way_out", typed[step.number - 1].line, step.title)
        for step in steps
        if step.number not in ending
    ]


def _never_reached(steps: Sequence[ScriptStep], typed: Sequence[_Typed]) -> list[Finding]:
    reached = {1, customers_step(steps) or 1, deciders_step(steps) or 1}
    waiting = sorted(reached)
    while waiting:
        for answer in steps[waiting.pop() - 1].answers:
            if answer.leads_to and answer.leads_to not in reached:
                reached.add(answer.leads_to)
                waiting.append(answer.leads_to)
    return [
        Finding("script.never_reached", "warning", {"line": typed[step.number - 1].line, "text": step.title})
        for step in steps
        if step.number not in reached
    ]


def _wrong(code: str, line: int, text: str, **figures: object) -> Finding:
    return Finding(code, "error", {"line": line, "text": text, **figures})
