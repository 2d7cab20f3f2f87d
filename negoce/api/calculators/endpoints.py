"""`POST rules/R-C5`: a rule works out an answer and explains it; `GET rules/R-C5/schema` says what it takes."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from negoce.api.endpoints import Answer, Call, Endpoint, Schema
from negoce.api.problems import Problem, invalid
from negoce.companies.queries.calculators import NotAnswered, calculators, calculators_of
from negoce.companies.queries.calculators_json import answered, chosen, plain, question_schema
from negoce.identity.rules.token_scopes import TokenScope
from negoce.parameters.calculator import Calculator

_GROUP = _("Règles et calculs")


def rule_endpoints() -> tuple[Endpoint, ...]:
    """The list of rules, and for each rule its question and its schema."""
    rules = dict.fromkeys(each.rule for each in calculators())
    return (
        Endpoint(
            "GET", "rules", "rules_list", _("Lister les règles qui répondent à une question"),
            TokenScope.RULES, _list, answer=_list_schema, group=_GROUP,
        ),
        *(endpoint for rule in rules for endpoint in _of_rule(rule, calculators_of(rule))),
    )  # fmt: skip


def _of_rule(rule: str, asked: tuple[Calculator, ...]) -> Iterable[Endpoint]:
    name = rule.lower().replace("-", "_")
    title = " · ".join(str(each.title) for each in asked)
    yield Endpoint(
        "POST", f"rules/{rule}", f"rules_{name}", title, TokenScope.RULES, _asker(asked),
        body=lambda: question_schema(rule, asked), answer=_answer_schema, asks=True, group=_GROUP,
    )  # fmt: skip
    yield Endpoint(
        "GET", f"rules/{rule}/schema", f"rules_{name}_schema", _("Ce que prend la règle %(rule)s") % {"rule": rule},
        TokenScope.RULES, lambda _call: Answer(question_schema(rule, asked)), answer=lambda: {"type": "object"},
        group=_GROUP,
    )  # fmt: skip


def _asker(asked: tuple[Calculator, ...]) -> Callable[[Call], Answer]:
    def ask(call: Call) -> Answer:
        calculator = chosen(asked, call.body)
        if calculator is None:
            allowed = ", ".join(each.ask for each in asked)
            raise invalid(
                "ask", _now("Dites à quelle question répondre : %(allowed)s.") % {"allowed": allowed}
            )
        given = {key: value for key, value in call.body.items() if key != "ask"}
        try:
            return Answer(answered(calculator, given))
        except NotAnswered as problem:
            errors = {place: [said] for place, said in problem.faults.items() if place}
            detail = problem.faults.get("") or _now(
                "Des valeurs manquent ou ne se lisent pas. Rien n’a été calculé."
            )
            raise Problem("invalid", detail, errors=errors) from problem

    return ask


def _list(_call: Call) -> Answer:
    items = [
        {
            "rule": each.rule,
            "ask": each.ask,
            "title": str(each.title),
            "source": each.source,
            "example": plain(each.example),
        }
        for each in calculators()
    ]
    return Answer({"items": items})


def _list_schema() -> Schema:
    text = {"type": "string"}
    item = {
        "type": "object",
        "required": ["rule", "ask", "title", "example"],
        "properties": {
            "rule": text,
            "ask": text,
            "title": text,
            "source": text,
            "example": {"type": "object"},
        },
    }
    return {
        "type": "object",
        "required": ["items"],
        "properties": {"items": {"type": "array", "items": item}},
    }


def _answer_schema() -> Schema:
    text = {"type": "string"}
    step = {
        "type": "object",
        "required": ["code", "text", "source", "figures"],
        "properties": {"code": text, "text": text, "source": text, "figures": {"type": "object"}},
    }
    finding = {
        "type": "object",
        "required": ["code", "severity", "text"],
        "properties": {"code": text, "severity": text, "text": text},
    }
    return {
        "type": "object",
        "required": ["rule", "ask", "results", "steps", "findings"],
        "properties": {
            "rule": text,
            "ask": text,
            "results": {"type": "object"},
            "steps": {"type": "array", "items": step},
            "findings": {"type": "array", "items": finding},
            "source": text,
        },
    }
