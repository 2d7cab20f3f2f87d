"""Which tests of pages need not ask PostgreSQL too: those whose questions the others ask."""

from __future__ import annotations

from tests.harness.questions import without_values
from tools.asked_already import Asked, by_function, kept

ASKED: Asked = {
    "a.py::test_page[1]": (0.1, {1, 2, 3}),
    "a.py::test_page[2]": (0.1, {1, 2}),
    "a.py::test_row[1]": (0.1, {2}),
    "a.py::test_row[2]": (0.1, {2, 3}),
    "b.py::test_own": (9.0, {4}),
}


def test_those_kept_ask_everything() -> None:
    assert kept(ASKED) == {"a.py::test_page[1]", "b.py::test_own"}


def test_a_function_without_any_case_kept_is_one_line() -> None:
    left = sorted(set(ASKED) - kept(ASKED))
    assert by_function(left, ASKED) == ["a.py::test_page[2]", "a.py::test_row"]


def test_a_question_is_the_same_whatever_it_is_asked_about() -> None:
    one, many = "SELECT a FROM t WHERE b IN (%s) LIMIT 21", "SELECT a FROM t\nWHERE b IN (%s, %s) LIMIT 5"
    assert (without_values(one) == without_values(many), without_values(one) == without_values("x")) == (
        True,
        False,
    )
