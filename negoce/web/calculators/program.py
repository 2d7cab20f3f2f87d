"""The same question as a program asks it: its JSON, and a command ready to run."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from django.utils import timezone

from negoce.companies.queries.calculators import calculators_of
from negoce.companies.queries.calculators_json import plain
from negoce.parameters.calculator import Calculator, InputKind
from negoce.parameters.rules.calculator_reading import read_given
from negoce.web.calculators.asked import Asked, to_given


def question_json(calculator: Calculator, asked: Asked, language: str) -> str:
    """What `POST rules/…` takes; inputs that cannot be read are left out."""
    values, _faults = read_given(
        calculator.inputs, to_given(calculator.inputs, asked, language), timezone.localdate()
    )
    kept = {
        each.key: values[each.key] for each in calculator.inputs if values[each.key] not in (None, (), [])
    }
    for each in calculator.inputs:
        if each.kind is InputKind.ROWS and each.key in kept:
            kept[each.key] = [_without_nothing(row) for row in kept[each.key]]
    question = plain(kept)
    if len(calculators_of(calculator.rule)) > 1:
        question = {"ask": calculator.ask, **question}
    return json.dumps(question, ensure_ascii=False, indent=2)


def curl_command(calculator: Calculator, question: str, origin: str) -> str:
    """A command for a shell; `$TOKEN` stands for the access token."""
    body = question.replace("'", "'\\''")
    return (
        'curl -H "Authorization: Bearer $TOKEN" -H "Content-Type: application/json" \\\n'
        f"  {origin}/api/v1/rules/{calculator.rule} \\\n  -d '{body}'"
    )


def _without_nothing(row: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in row.items() if value is not None}
