"""`negoce rule R-C5 '{…}'`: a rule works out an answer and explains it; `--schema` says what it takes."""

from __future__ import annotations

import json
import sys
from argparse import ArgumentParser
from decimal import Decimal
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import translation

from negoce.companies.queries.calculators import NotAnswered, calculators, calculators_of
from negoce.companies.queries.calculators_json import answered, chosen, question_schema
from negoce.parameters.calculator import Calculator

MOST_CHARACTERS = 5_000_000


class Command(BaseCommand):
    """Put a question to a rule."""

    help = (
        "Put a question to a rule: `rule R-C5 '{…}'`, or `-` to read it; without a rule, the list of rules."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("rule", nargs="?", default="", help="such as R-C5")
        parser.add_argument(
            "question", nargs="?", default="", help="a JSON object; - reads it from the input"
        )
        parser.add_argument("--schema", action="store_true", help="write the JSON schema of the question")
        parser.add_argument("--language", choices=("fr", "en"), default="fr")

    def handle(self, *arguments: object, **options: object) -> None:
        with translation.override(str(options["language"])):
            rule = str(options["rule"]).upper()
            if not rule:
                for each in calculators():
                    self.stdout.write(f"{each.rule}  {each.ask:22} {each.title}")
                return
            asked = calculators_of(rule)
            if not asked:
                raise CommandError(f"{rule} answers no question. The list: negoce rule")
            if options["schema"]:
                self._write(question_schema(rule, asked))
                return
            self._ask(asked, _question(str(options["question"])))

    def _ask(self, asked: tuple[Calculator, ...], question: dict[str, Any]) -> None:
        calculator = chosen(asked, question)
        if calculator is None:
            raise CommandError('Say which question: "ask" is one of ' + ", ".join(each.ask for each in asked))
        question.pop("ask", None)
        try:
            self._write(answered(calculator, question))
        except NotAnswered as problem:
            raise CommandError(
                "\n".join(f"{place}: {said}".lstrip(": ") for place, said in problem.faults.items())
            ) from problem

    def _write(self, content: object) -> None:
        self.stdout.write(json.dumps(content, ensure_ascii=False, indent=2, default=str))


def _question(text: str) -> dict[str, Any]:
    given = sys.stdin.read(MOST_CHARACTERS) if text in ("", "-") else text
    try:
        content = json.loads(given, parse_float=Decimal)
    except (ValueError, RecursionError) as problem:
        raise CommandError(f"This is not JSON: {problem}") from problem
    if not isinstance(content, dict):
        raise CommandError("A JSON object is expected: { … }")
    return content
