"""Questions and answers of calculators as JSON: one schema for the API and the command line."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from datetime import date
from decimal import Decimal
from typing import Any

from negoce.companies.queries.calculators import answer
from negoce.parameters.calculator import Calculator
from negoce.parameters.rules.calculator_schema import schema_of


def question_schema(rule: str, asked: tuple[Calculator, ...]) -> dict[str, Any]:
    """The JSON schema of a question; where a rule answers several, `ask` says which."""
    if len(asked) == 1:
        return schema_of(asked[0].inputs, title=f"{rule} {asked[0].title}")
    variants = []
    for each in asked:
        schema = schema_of(each.inputs, title=f"{rule} {each.title}")
        schema["properties"] = {"ask": {"type": "string", "const": each.ask}, **schema["properties"]}
        schema["required"] = ["ask", *schema["required"]]
        variants.append(schema)
    return {"title": rule, "oneOf": variants}


def plain(value: object) -> Any:
    """A figure as JSON has it: exact decimals and dates as text."""
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {str(key): plain(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [plain(each) for each in value]
    return value


def answered(calculator: Calculator, given: Mapping[str, object]) -> dict[str, Any]:
    """The whole answer as JSON has it. Raises NotAnswered."""
    found = answer(calculator, given)
    return {
        "rule": calculator.rule,
        "ask": calculator.ask,
        "results": plain(found.results),
        "steps": [
            {"code": each.code, "text": each.text, "source": each.source, "figures": plain(each.figures)}
            for each in found.steps
        ],
        "findings": [asdict(finding) for finding in found.findings],
        "source": calculator.source,
    }


def chosen(asked: tuple[Calculator, ...], given: Mapping[str, object]) -> Calculator | None:
    """The calculator that a question names by `ask`, or the only one."""
    wanted = given.get("ask")
    if wanted is None:
        return asked[0] if len(asked) == 1 else None
    return next((each for each in asked if each.ask == wanted), None)
