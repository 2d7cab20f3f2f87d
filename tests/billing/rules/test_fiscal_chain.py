"""What is fixed at issue: one text for one content, a digest that covers everything, numbers that platforms accept."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from negoce.billing.rules.fiscal_chain import (
    canonical,
    chain_digest,
    check_prefix,
    counted_year,
    write_number,
)
from negoce.kit.worked import CannotWork

GIVEN = {
    "previous": "a" * 64,
    "series": "F",
    "number": "F2026-00002",
    "issued_on": date(2026, 11, 20),
    "content": '{"net":"100.00"}',
}


def test_the_same_content_has_one_text_whatever_the_order_of_its_keys():
    assert canonical({"b": ["é", None], "a": "1.50"}) == '{"a":"1.50","b":["é",null]}'
    assert canonical({"b": 1, "a": 2}) == canonical({"a": 2, "b": 1})


@pytest.mark.parametrize("value", [Decimal("1.5"), date(2026, 1, 1), {1}])
def test_a_value_that_would_lose_something_is_refused(value):
    with pytest.raises(TypeError):
        canonical({"a": value})


@pytest.mark.parametrize(
    ("name", "other"),
    [
        ("previous", "b" * 64),
        ("series", "G"),
        ("number", "F2026-00003"),
        ("issued_on", date(2026, 11, 21)),
        ("content", '{"net":"100.01"}'),
    ],
)
def test_the_digest_covers_each_part(name, other):
    assert chain_digest(**GIVEN) == chain_digest(**GIVEN)
    assert len(chain_digest(**GIVEN)) == 64
    assert chain_digest(**{**GIVEN, name: other}) != chain_digest(**GIVEN)


def test_no_part_passes_for_the_beginning_of_the_next():
    assert chain_digest(**{**GIVEN, "series": "F\n11:F2026-00002"}) != chain_digest(**GIVEN)


def test_numbers_start_anew_each_year_only_when_the_prefix_says_so():
    assert write_number("F{year}-", 5, year=2026, sequence=12) == "F2026-00012"
    assert write_number("F-", 5, year=2026, sequence=123_456) == "F-123456"
    assert counted_year("F{year}-", date(2026, 11, 20)) == 2026
    assert counted_year("F-", date(2026, 11, 20)) == 0


@pytest.mark.parametrize(
    ("prefix", "digits", "code"),
    [
        ("F 2026-", 5, "series.prefix_characters"),
        ("É-", 5, "series.prefix_characters"),
        ("", 5, "series.prefix_characters"),
        ("F2026", 5, "series.prefix_ends_in_digit"),
        ("F{year}", 5, "series.prefix_ends_in_digit"),
        ("F-", 2, "series.digits"),
        ("F-" * 16, 5, "series.prefix_length"),
    ],
)
def test_a_prefix_that_platforms_would_refuse_is_refused(prefix, digits, code):
    with pytest.raises(CannotWork) as refused:
        check_prefix(prefix, digits)
    assert refused.value.finding.code == code
