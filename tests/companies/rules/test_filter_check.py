"""What a filter may say of each kind of field."""

from __future__ import annotations

from datetime import date

import pytest

from negoce.companies.enums import ColumnKind
from negoce.companies.rules.filter_check import FilterField, check_filter
from negoce.companies.rules.filter_text import read_filter, write_filter

TODAY = date(2026, 11, 20)
FIELDS = {
    "name": FilterField(ColumnKind.TEXT),
    "kind": FilterField(ColumnKind.CHOICE, values=frozenset({"retailer", "importer"})),
    "turnover": FilterField(ColumnKind.MONEY),
    "seen_on": FilterField(ColumnKind.DATE),
    "done": FilterField(ColumnKind.YES_NO),
    "margin": FilterField(ColumnKind.NUMBER, readable=False),
    "products": FilterField(ColumnKind.PRODUCT, values=frozenset({"A1"})),
}


def checked(text: str) -> tuple[str, list[str]]:
    understood = check_filter(read_filter(text).filter, FIELDS, TODAY)
    return write_filter(understood.filter), [problem.code for problem in understood.problems]


@pytest.mark.parametrize(
    ("text", "canonical"),
    [
        ("name is Lyon", "name is Lyon"),
        ("kind is retailer,retailer", "kind is retailer"),
        ("turnover over 1000.50", "turnover over 1000.5"),
        ("turnover between 20,10", "turnover between 10,20"),
        ("turnover between 9,10", "turnover between 9,10"),
        ("seen_on after 31/12/2025", "seen_on after 2025-12-31"),
        ("seen_on between 2026-02-01,2026-01-01", "seen_on between 2026-01-01,2026-02-01"),
        ("seen_on older 090", "seen_on older 90"),
        ("seen_on last_months 012", "seen_on last_months 12"),
        ("done is YES", "done is yes"),
        ("products bought_since 01/05/2026,A1", "products bought_since 2026-05-01,A1"),
    ],
)
def test_values_become_canonical(text: str, canonical: str) -> None:
    assert checked(text) == (canonical, [])


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("gone is 1", "filter.field_unknown"),
        ("margin over 30", "filter.field_hidden"),
        ("margin resembles 30 or margin empty", ""),
        ("name over 3", "filter.operator_kind"),
        ("kind contains ret", "filter.operator_kind"),
        ("kind is other", "filter.value_unknown"),
        ("turnover over ten", "filter.value_number"),
        ("turnover over 1,2", "filter.value_one"),
        ("turnover between 1", "filter.value_range"),
        ("turnover over 1e300", "filter.value_number"),
        ("seen_on after 31/02/2026", "filter.value_date"),
        ("seen_on last -3", "filter.value_days"),
        ("seen_on last ٣", "filter.value_days"),
        ("seen_on last 99999", "filter.value_days"),
        ("seen_on last_months 1201", "filter.value_months"),
        ("turnover last_months 3", "filter.operator_kind"),
        ("done is maybe", "filter.value_unknown"),
        ("products bought_since 2026-05-01", "filter.value_missing"),
        ("products bought B2", "filter.value_unknown"),
        ('name is " "', "filter.value_missing"),
        (f"name is {'x' * 300}", "filter.value_text"),
    ],
)
def test_what_makes_no_sense_is_left_out_and_explained(text: str, problem: str) -> None:
    assert checked(text) == ("", [problem] if problem else [])


def test_one_wrong_alternative_takes_the_group_with_it() -> None:
    assert checked("name is x and (kind is retailer or gone is 1)") == ("name is x", ["filter.field_unknown"])
