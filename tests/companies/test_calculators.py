"""Every calculator: its worked example, its words, its schema, its faults; and the same through the command line."""

from __future__ import annotations

import io
import json
from decimal import Decimal

import jsonschema_rs
import pytest
from django.core.management import CommandError, call_command
from django.utils import translation

from negoce.companies.queries.calculators import NotAnswered, answer, calculators
from negoce.companies.queries.calculators_json import answered, plain, question_schema
from negoce.parameters.calculator import Calculator, InputKind

pytestmark = pytest.mark.django_db
ALL = [pytest.param(each, id=f"{each.rule}-{each.ask}") for each in calculators()]
# The figures of the domain's worked examples.
EXPECTED = {
    "reductions": {"net_commercial": "9030.70", "net_financial": "8940.39", "incl_vat": "10908.47"},
    "volume-rebate": {"rebate": "1220.00"},
    "payment-terms": {"due_on": "2026-03-17", "latest": "2026-03-17", "lawful": True},
    "late-penalty": {"interest": "307.37", "recovery_fee": "40.00", "total": "347.37"},
    "public-late-interest": {"interest": "473.85"},
    "bill": {"charges": "143.32", "net": "9856.68"},
    "loan": {"instalment": "710.71", "interest": "1585.69", "last": "710.84"},
    "lease": {"loan_cost": "38550.73", "lease_cost": "38645.19", "difference": "94.46"},
    "contained": {"contained": "12.00"},
    "gifts": {"contained": "11.67", "deductible": "11.67"},
    "expense": {"contained": "12.00", "deductible": "9.60"},
    "mention-fine": {"fine": "50.00"},
    "totals": {"base": "99.99", "vat": "20.00", "incl_vat": "119.99"},
    "numbering": {"sound": False},
    "withdrawal": {"applies": True, "until": "2026-07-15"},
    "duty": {"receive_from": "2026-09-01", "send_from": "2027-09-01"},
    "report": {"first_day": "2026-11-11", "last_day": "2026-11-20", "due_on": "2026-11-30"},
    "retention": {"until": "2036-12-31"},
    "factoring": {"cash_now": "8838.00"},
    "identifier": {"valid": True, "siren": "732829320", "vat_number": "FR44732829320"},
    "vat-number": {"vat_number": "FR44732829320"},
    "size": {"size": "pme"},
    "headcount-band": {"code": "12"},
    "attrition": {"attrition": "7.50", "retention": "92.50", "lifetime": "13.33"},
    "lifetime-value": {"value": "1969.05"},
    "balance": {"cover": "96.88", "end": 332, "needed": 32, "prospects": 400},
    "balance-forward": {"cover": "82.86", "balanced": False},
    "concentration": {"gini": "0.4600", "hhi": "3160.00", "equivalent": "3.16", "alert": True},
    "rfm": {"segments": "555, 332, 444, 233, 111"},
    "sales-force": {"people": 3, "exact": "2.25"},
    "status-budget": {"return": "180.00", "attainment": "75.00"},
    "recall": {"value": "635.00", "worth_it": True},
    "break-even": {"order": 3},
    "tender-procedure": {"procedure": "adapted", "publicity": "notice", "most_turnover": "180000.00"},
    "tender-times": {"offers": "2026-04-01"},
    "price-note": {"cheapest": "A", "best": "10.00"},
    "comparison-grid": {"first": "A", "total": "7.850"},
    "simulation-grid": {"cost": "12140.00"},
    "winning-price": {"price": "103369.39", "margin": "21369.39", "rate": "20.67"},
    "go-no-go": {"go": True, "mean": "7.00"},
}


@pytest.mark.parametrize("calculator", ALL)
@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_worked_example_is_answered_in_words(calculator: Calculator, language: str) -> None:
    with translation.override(language):
        found = answered(calculator, plain(calculator.example))
    assert found["results"].keys() >= {each.key for each in calculator.results}
    for key, value in EXPECTED.get(calculator.ask, {}).items():
        assert found["results"][key] == value, key
    said = [each["text"] for each in (*found["steps"], *found["findings"])]
    assert said or calculator.ask == "status"
    for text in said:
        # A code without a sentence would say itself.
        assert " " in text, text
        assert "%(" not in text, text


@pytest.mark.parametrize("calculator", ALL)
def test_the_example_fits_the_schema_and_something_else_does_not(calculator: Calculator) -> None:
    schema = question_schema(calculator.rule, (calculator,))
    jsonschema_rs.meta.validate(schema)
    example = plain(calculator.example)
    validator = jsonschema_rs.validator_for(schema)
    validator.validate(example)
    assert not validator.is_valid({**example, "colour": "blue"})


@pytest.mark.parametrize("calculator", ALL)
def test_nothing_given_names_every_input_that_is_needed(calculator: Calculator) -> None:
    with pytest.raises(NotAnswered) as caught:
        answer(calculator, {})
    assert set(caught.value.faults) == {each.key for each in calculator.inputs if each.required}


HOSTILE = (
    "", " ", "\x00", "-", "1e999", "NaN", "Infinity", "9" * 100, "1_000", "<script>", "=1+1", "31/02/2026", True,
    None, [], {}, [[]], [{}], -1, 0, 10**30, Decimal("1e-30"), Decimal("NaN"), "0000-00-00",
)  # fmt: skip


@pytest.mark.parametrize("calculator", ALL)
def test_hostile_values_are_refused_or_answered_never_broken(calculator: Calculator) -> None:
    example = dict(calculator.example)
    for each in calculator.inputs:
        for value in HOSTILE:
            for given in ({**example, each.key: value}, _in_rows(each, example, value)):
                said = faults_of(calculator, given)
                assert all(" " in text and "%(" not in text for text in said), said


def faults_of(calculator, given) -> list[str]:
    try:
        answer(calculator, given)
    except NotAnswered as refused:
        return list(refused.faults.values())
    return []


def _in_rows(wanted, example, value):
    if wanted.kind is not InputKind.ROWS:
        return example
    return {**example, wanted.key: [{column.key: value for column in wanted.columns}]}


def test_a_step_without_figures_is_answered_too() -> None:
    late = next(each for each in calculators() if each.ask == "late-penalty")
    found = answered(late, {"amount": 1, "due_on": "2026-05-31", "until": "2026-05-31"})
    assert [(each["code"], each["figures"]) for each in found["steps"]] == [("interest.not_late", {})]


def asked(*arguments: str) -> object:
    output = io.StringIO()
    call_command("rule", *arguments, stdout=output)
    return output.getvalue()


def test_the_command_line_answers_alike() -> None:
    question = '{"amount": 12000.00, "due_on": "2026-05-31", "until": "2026-08-15"}'
    found = json.loads(str(asked("r-c5", question)))
    assert found["results"]["interest"] == "307.37"
    said = found["steps"][0]["text"].replace("\u00a0", " ")
    assert said.startswith("Taux de la loi, semestre 1 de 2026")
    assert "R-C18  factoring" in str(asked())
    assert json.loads(str(asked("R-C10", "--schema")))["title"] == "R-C10"


def test_gifts_of_the_year_recall_the_statement_of_overheads() -> None:
    gift = {"given_on": "2026-03-01", "incl_vat": 40}
    question = {"ask": "gifts", "gifts": [gift], "year_total": 3200}
    steps = json.loads(str(asked("R-C10", json.dumps(question))))["steps"]
    assert [each["code"] for each in steps] == ["gift.within_ceiling", "gift.statement_due"]
    without = json.loads(str(asked("R-C10", json.dumps({"ask": "gifts", "gifts": [gift]}))))["steps"]
    assert [each["code"] for each in without] == ["gift.within_ceiling"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("R-Z9", "{}"), "answers no question"),
        (("R-C5", "{"), "not JSON"),
        (("R-C5", "[]"), "JSON object"),
        (("R-C10", "{}"), "contained, gifts, expense"),
        (("R-C5", '{"amount": "x"}'), "due_on"),
    ],
)
def test_the_command_line_says_what_is_wrong(arguments, said) -> None:
    with pytest.raises(CommandError, match=said):
        asked(*arguments)
