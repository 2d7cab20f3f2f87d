"""Filters as text: the grammar of the address, read strictly and written back."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from negoce.companies.rules.filter_text import MAX_LENGTH, read_filter, write_filter
from negoce.companies.rules.filters import TAKES, Condition, Group, Operator, Values, normalise

C = Condition


def codes(text: str) -> list[str]:
    return [problem.code for problem in read_filter(text).problems]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", Group()),
        ("   ", Group()),
        ("city is Lyon", Group((C("city", Operator.IS, ("Lyon",)),))),
        ("department is 07,26", Group((C("department", Operator.IS, ("07", "26")),))),
        ("city is Saint Étienne", Group((C("city", Operator.IS, ("Saint Étienne",)),))),
        ('name contains "Dupont, fils"', Group((C("name", Operator.CONTAINS, ("Dupont, fils",)),))),
        (r'name is "say \"or\" \\"', Group((C("name", Operator.IS, ('say "or" \\',)),))),
        ("next_activity_on empty", Group((C("next_activity_on", Operator.EMPTY),))),
        (
            "turnover > 10 and turnover <= 20",
            Group((C("turnover", Operator.OVER, ("10",)), C("turnover", Operator.AT_MOST, ("20",)))),
        ),
        (
            "a = 1 OR b != 2",
            Group((Group((C("a", Operator.IS, ("1",)), C("b", Operator.IS_NOT, ("2",))), any_of=True),)),
        ),
        (
            "a is 1 and (b is 2 or c empty and d ~ x)",
            Group(
                (
                    C("a", Operator.IS, ("1",)),
                    Group(
                        (
                            C("b", Operator.IS, ("2",)),
                            Group((C("c", Operator.EMPTY), C("d", Operator.CONTAINS, ("x",)))),
                        ),
                        any_of=True,
                    ),
                )
            ),
        ),
    ],
)
def test_reads(text: str, expected: Group) -> None:
    reading = read_filter(text)
    assert (reading.filter, reading.problems) == (expected, ())


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("city", "filter.operator_missing"),
        ("city resembles Lyon", "filter.operator_unknown"),
        ("city is", "filter.value_missing"),
        ("city is Lyon,", "filter.value_missing"),
        ("and", "filter.field_missing"),
        ("(city is Lyon", "filter.bracket"),
        ("city is Lyon)", "filter.bracket"),
        ('city is "Lyon', "filter.quote"),
        ("((((((city is Lyon))))))", "filter.too_deep"),
        ("city empty Lyon", "filter.rest"),
        ("city is a\x00b", "filter.characters"),
        ("x" * 10_000, "filter.too_long"),
        ("SELECT * FROM companies; --", "filter.operator_unknown"),
        ("name is " + ",".join("x" * 1 for _ in range(400)), "filter.too_many_values"),
    ],
)
def test_refuses_with_a_reason(text: str, problem: str) -> None:
    reading = read_filter(text)
    assert reading.filter == Group()
    assert problem in [finding.code for finding in reading.problems]


def test_what_is_understood_is_kept_beside_what_is_not() -> None:
    reading = read_filter("city is Lyon and nonsense and kind is retailer")
    assert write_filter(reading.filter) == "city is Lyon and kind is retailer"
    assert [(one.code, one.figures["text"]) for one in reading.problems] == [
        ("filter.operator_missing", "nonsense")
    ]


def test_alternatives_are_left_out_together() -> None:
    reading = read_filter("city is Lyon or nonsense")
    assert reading.filter == Group()
    assert len(reading.problems) == 1


def test_too_many_conditions_are_refused() -> None:
    assert codes(" and ".join(f"f{number} empty" for number in range(60))) == ["filter.too_many"]


def test_sql_in_a_value_is_a_value() -> None:
    assert read_filter("name is x'; DROP TABLE companies_company; --").filter == Group(
        (C("name", Operator.IS, ("x'; DROP TABLE companies_company; --",)),)
    )


def test_right_to_left_text_and_emoji_come_back_as_they_were() -> None:
    text = "name contains شركة النور 🧀"
    assert write_filter(read_filter(text).filter) == text


_fields = st.from_regex(r"[a-z][a-z0-9_]{0,12}", fullmatch=True).filter(
    lambda word: word not in {"and", "or"}
)
_values = st.text(st.characters(blacklist_categories=("Cs", "Cc")), min_size=1, max_size=12).filter(
    lambda text: text == text.strip()
)


@st.composite
def _conditions(draw: st.DrawFn) -> Condition:
    operator = draw(st.sampled_from(list(Operator)))
    count = (0, 0) if TAKES[operator] is Values.NO_VALUE else (1, 3)
    return Condition(
        draw(_fields), operator, tuple(draw(st.lists(_values, min_size=count[0], max_size=count[1])))
    )


_filters = st.recursive(
    _conditions(),
    lambda parts: st.builds(Group, st.lists(parts, min_size=1, max_size=3).map(tuple), st.booleans()),
    max_leaves=6,
)


# The machine of the tests may be busy: slowness of the generator says nothing of the grammar.
@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(_filters)
def test_writing_then_reading_gives_the_filter_back(node: Condition | Group) -> None:
    group = normalise((node,))
    text = write_filter(group)
    if len(text) <= MAX_LENGTH:
        reading = read_filter(text)
        assert (reading.filter, reading.problems) == (group, ())
        assert write_filter(reading.filter) == text


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.text(max_size=200))
def test_any_text_is_read_or_explained(text: str) -> None:
    reading = read_filter(text)
    assert reading.filter.parts or reading.problems or not text.strip()
    assert read_filter(write_filter(reading.filter)).filter == reading.filter
