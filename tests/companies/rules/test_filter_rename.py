"""One value of a filter, written another way."""

from __future__ import annotations

import pytest

from negoce.companies.rules.filter_rename import names_value, rename_value

OLD = frozenset({"fidele", "abc123def456"})


@pytest.mark.parametrize(
    ("text", "after"),
    [
        ("tags any fidele", "tags any vip"),
        ("tags any Fidèle", "tags any vip"),
        ("tags any abc123def456,autre", "tags any vip,autre"),
        ("tags all fidele,vip", "tags all vip"),
        (
            "city is Lyon and (tags any fidele or tags none fidele,neuf)",
            "city is Lyon and (tags any vip or tags none vip,neuf)",
        ),
        ("name contains fidele", "name contains fidele"),
        ("tags filled", "tags filled"),
        ("", ""),
        ("tags any fidele and (", "tags any fidele and ("),
    ],
)
def test_the_value_is_renamed_where_its_field_holds_it_and_nowhere_else(text: str, after: str) -> None:
    assert rename_value(text, "tags", OLD, "vip") == after


def test_a_name_with_a_comma_is_quoted() -> None:
    assert rename_value("tags any fidele", "tags", OLD, "a, b") == 'tags any "a, b"'


def test_whether_a_filter_names_it() -> None:
    assert names_value("city is Lyon and tags none FIDÈLE", "tags", OLD)
    assert not names_value("city is fidele", "tags", OLD)
