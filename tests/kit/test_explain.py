"""Findings and explanations are frozen values that compare by content."""

from negoce.kit.explain import Explanation, Finding, Parsed, refuse


def test_a_refusal_carries_its_figures() -> None:
    parsed: Parsed[int] = refuse("number.unreadable", text="abc")
    assert parsed.refused
    assert parsed.finding == Finding("number.unreadable", "error", {"text": "abc"})


def test_a_warning_does_not_refuse() -> None:
    assert not Parsed(1, Finding("phone.unusual", "warning")).refused


def test_values_can_be_put_in_a_set() -> None:
    assert len({Explanation("a"), Explanation("a"), Explanation("b", {"x": 1})}) == 2
