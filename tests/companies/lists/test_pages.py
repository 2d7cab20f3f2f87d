"""The order of a list is total, the same on both databases, and pages follow on without a gap or a repeat."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from random import Random

import pytest

from negoce.companies.models import Company
from negoce.companies.queries.lists import matching as matching_module
from negoce.companies.queries.lists import page as page_module
from negoce.companies.queries.lists.matching import Count, Look, first_look
from negoce.companies.queries.lists.page import BadCursor, read_page
from negoce.companies.queries.lists.spec import ListSpec
from negoce.companies.queries.lists.totals import count_rows, totals
from negoce.identity.enums import Role, Scope
from tests.companies.lists.conftest import Names
from tests.factories.companies import make_company
from tests.factories.identity import make_actor, make_user
from tests.factories.orders import make_sales
from tests.harness.queries import Queries

pytestmark = pytest.mark.django_db
SORTS = (
    "name", "-name", "city", "-city", "last_contact_on", "-last_contact_on", "headcount", "-net_12_months",
    "net_12_months", "city,-headcount", "-department,city,-name", "headcount,last_contact_on", "owner",
    "-email,headcount",
)  # fmt: skip


@pytest.fixture
def crowd(today: date) -> list[Company]:
    """Sixty companies with many equal and many missing values."""
    draw = Random(3)
    people = [make_user(last_name=name) for name in ("Zola", "Ardant")]
    found = []
    for number in range(60):
        company = make_company(
            f"Société {number % 17:02d} {number:02d}",
            city=draw.choice(["", "Lyon", "Éze", "Eze", "Annecy"]),
            department=draw.choice(["", "38", "69"]),
            headcount=draw.choice([None, 3, 3, 50]),
            email=draw.choice(["", "a@x.example"]),
            owner=draw.choice([None, *people]),
            last_contact_on=draw.choice([None, today, today - timedelta(days=draw.randint(1, 5))]),
        )
        if draw.random() < 0.6:
            make_sales(company, str(draw.choice([0, 100, 100, 2500])))
        found.append(company)
    return found


@pytest.mark.parametrize("sort", SORTS)
def test_pages_of_any_size_give_the_same_whole(crowd: list[Company], names: Names, sort: str) -> None:
    whole = names(sort=sort, limit=100)
    assert sorted(whole) == sorted(company.name for company in crowd)
    assert names(sort=sort, limit=7) == whole
    assert names(sort=sort, limit=1) == whole


@pytest.mark.parametrize("sort", ["city", "-city", "headcount", "-net_12_months", "last_contact_on"])
def test_what_is_empty_comes_last_both_ways(
    crowd: list[Company], ask: Callable[..., ListSpec], sort: str
) -> None:
    key = sort.removeprefix("-")
    spec = ask(sort=sort, columns=key)
    page = read_page(spec, limit=100)
    values = [row[page.layout.places[0]] for row in page.rows]
    filled = [value for value in values if value not in (None, "")]
    assert values[: len(filled)] == filled
    assert len(filled) < len(values)
    if key != "city":
        assert filled == sorted(filled, reverse=sort.startswith("-"))


@pytest.mark.parametrize("sort", ["-net_12_months,city", "-net_12_months", "net_total", "last_contact_on"])
def test_the_way_the_database_is_led_changes_nothing(
    crowd: list[Company], ask: Callable[..., ListSpec], monkeypatch: pytest.MonkeyPatch, sort: str
) -> None:
    spec = ask("department is 38 and (headcount over 2 or city empty)", sort, "name")
    plain = read_page(spec, limit=100).rows
    known = first_look(spec)
    few = read_page(spec, limit=100, look=known).rows
    many = read_page(spec, limit=100, look=Look(Count(3_000, more=True))).rows
    monkeypatch.setattr(page_module, "WALK_MILLISECONDS", 0)
    given_up = read_page(spec, limit=100, look=Look(Count(3_000, more=True))).rows
    assert known.keys is not None
    assert 0 < len(plain) < 60
    assert list(few) == list(plain) == list(many) == list(given_up)


def test_known_matches_are_read_page_after_page(crowd: list[Company], ask: Callable[..., ListSpec]) -> None:
    spec = ask("headcount over 2", "-net_12_months", "name")
    whole = [row[1] for row in read_page(spec, limit=100).rows]
    look, cursor, found = first_look(spec), "", []
    while True:
        page = read_page(spec, cursor, 3, look=look)
        found += [row[1] for row in page.rows]
        cursor = page.next_cursor
        if not cursor:
            break
    assert found == whole
    assert len(found) > 6


def test_a_filter_that_matches_many_is_looked_at_once_a_minute(
    crowd: list[Company], ask: Callable[..., ListSpec], queries: Queries, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(matching_module, "FEW", 2)
    first = first_look(ask("headcount over 2"))
    assert first == Look(Count(2, more=True))
    with queries.exactly(0):
        assert first_look(ask("headcount over 2")) == first


def test_a_row_that_changes_between_two_pages_breaks_nothing(
    names: Names, ask: Callable[..., ListSpec]
) -> None:
    rows = [make_company(f"Société {number}") for number in range(6)]
    spec = ask(sort="name", columns="name")
    first = read_page(spec, limit=3)
    rows[1].delete()
    second = read_page(spec, first.next_cursor, limit=3)
    assert [row[2] for row in second.rows] == ["Société 3", "Société 4", "Société 5"]


@pytest.mark.parametrize(
    "content",
    [
        [],
        ["nowhere", 1],
        ["whole"],
        ["whole", "a"],
        ["whole", "a", "b"],
        ["whole", {}, 1],
        ["whole", "a\x00", 1],
        "whole",
        7,
        None,
    ],
)
def test_a_cursor_made_by_hand_is_refused(ask: Callable[..., ListSpec], content: object) -> None:
    make_company()
    cursor = base64.urlsafe_b64encode(json.dumps(content).encode()).decode()
    with pytest.raises(BadCursor):
        read_page(ask(), cursor)


@pytest.mark.parametrize("cursor", ["x", "ééé", "A" * 5_000, "%%%", "W1tbW1tb"])
def test_a_cursor_that_is_none_is_refused(ask: Callable[..., ListSpec], cursor: str) -> None:
    with pytest.raises(BadCursor):
        read_page(ask(), cursor)


def test_counts_stop_where_told(ask: Callable[..., ListSpec], monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(5):
        make_company(f"Société {number}", department="38")
    assert count_rows(ask()) == Count(5)
    monkeypatch.setattr("negoce.companies.queries.lists.totals.COUNTED", 5)
    assert count_rows(ask("department is 38")) == Count(5)
    monkeypatch.setattr("negoce.companies.queries.lists.totals.COUNTED", 4)
    assert count_rows(ask("department is 38")) == Count(4, more=True)


def test_sums_and_the_rate_of_margin(ask: Callable[..., ListSpec]) -> None:
    make_sales(make_company("A"), "1000", margin_12_months=Decimal(500), margin_rate_12_months=Decimal(50))
    make_sales(make_company("B"), "3000", margin_12_months=Decimal(300), margin_rate_12_months=Decimal(10))
    make_company("C")
    found = totals(ask(columns="name,net_12_months,margin_rate"))
    assert Decimal(str(found["net_12_months"])) == 4000
    # Weighted by revenue: 800 of 4,000, not the mean of 50 and 10.
    assert Decimal(str(found["margin_rate"])) == 20


def test_one_sees_only_ones_own(names: Names) -> None:
    seller = make_actor(Role.SALESPERSON, scope=Scope.OWN)
    make_company("Mine", owner_id=seller.user_id)
    make_company("Another's", owner=make_user())
    make_company("Nobody's")
    assert names(actor=seller) == ["Mine"]
    assert names("owner is_not me", actor=seller) == []


def test_hidden_columns_are_refused_everywhere(ask: Callable[..., ListSpec]) -> None:
    reader = make_actor(Role.READ_ONLY)
    make_sales(make_company(), margin_12_months=Decimal(500), margin_rate_12_months=Decimal(50))
    spec = ask(
        "margin_rate over 30 and name filled",
        "-margin_rate",
        "name,margin_rate,margin_12_months",
        actor=reader,
    )
    assert [one.code for one in spec.problems] == [
        "filter.field_hidden", "sort.hidden", "columns.hidden", "columns.hidden"
    ]  # fmt: skip
    assert spec.filter_text == "name filled"
    assert spec.sort_text == "name"
    assert [column.key for column in spec.columns] == ["name"]
    assert "margin_rate" not in totals(ask(actor=reader))
    assert not [
        key
        for key in ask(actor=reader, key="contacts").readable
        if key in ("mobile", "linkedin", "note", "decision_power")
    ]


def test_a_page_costs_the_same_queries_whatever_its_rows(
    ask: Callable[..., ListSpec], queries: object
) -> None:
    spec = ask()
    assert (
        queries.same(
            make=lambda: make_sales(make_company()), read=lambda: read_page(spec, look=first_look(spec))
        )
        <= 7
    )  # type: ignore[attr-defined]
