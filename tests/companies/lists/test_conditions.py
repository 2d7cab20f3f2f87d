"""What each condition keeps, on both databases."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from negoce.companies.enums import ColumnKind
from negoce.companies.models import Company, CompanyTag, Tag
from negoce.companies.queries.lists.matching import matching
from negoce.companies.queries.lists.registry import LISTS
from negoce.companies.queries.lists.spec import ListSpec
from negoce.companies.queries.lists.totals import count_rows
from negoce.companies.rules.filters import OPERATORS, TAKES, Values
from negoce.identity.rules.actor import Actor
from negoce.kit.dates import add_months
from tests.companies.lists.conftest import Names
from tests.factories.companies import make_activity, make_company, make_contact
from tests.factories.identity import make_actor, make_team, make_user
from tests.factories.orders import make_bought, make_product, make_sales

pytestmark = pytest.mark.django_db
PARIS = ZoneInfo("Europe/Paris")


def tag(name: str, *companies: Company) -> Tag:
    made = Tag.objects.create(name=name, name_key=name.lower())
    CompanyTag.objects.bulk_create([CompanyTag(company=company, tag=made) for company in companies])
    return made


def test_text_ignores_case_and_accents_where_a_key_is_kept(names: Names) -> None:
    make_company("Coopérative du Vercors")
    make_company("Écurie Morel")
    assert names("name contains VERCORS") == ["Coopérative du Vercors"]
    assert names("name starts ecurie") == ["Écurie Morel"]
    assert names("name is coopérative DU vercors") == ["Coopérative du Vercors"]
    assert names("name lacks morel") == ["Coopérative du Vercors"]


def test_wildcards_of_sql_are_plain_characters(names: Names) -> None:
    make_company("A", website="https://a.example/100%25_x")
    make_company("B", website="https://b.example/")
    assert names("website contains 100%25_") == ["A"]
    assert names("website contains %_%") == []


def test_codes_are_compared_in_capitals(names: Names) -> None:
    make_company("A", activity_code="10.51A", department="2A")
    make_company("B", activity_code="46.69B", department="69")
    assert names("activity_code starts 10.51a") == ["A"]
    assert names("department is 2a,69") == ["A", "B"]
    assert names("department is_not 69") == ["A"]


def test_empty_and_filled(names: Names) -> None:
    make_company("A", headcount=12, city="Lyon", kind="retailer")
    make_company("B")
    for field in ("headcount", "city", "kind", "next_activity_on", "net_12_months"):
        assert names(f"{field} filled") == (
            [] if field in ("next_activity_on", "net_12_months") else ["A"]
        ), field
        assert "B" in names(f"{field} empty"), field


def test_choices_and_their_words(names: Names, ask: Callable[..., ListSpec]) -> None:
    make_company("A", kind="retailer")
    make_company("B", kind="importer")
    make_company("C")
    assert names("kind is retailer,importer") == ["A", "B"]
    assert names("kind is_not retailer") == ["B", "C"]
    assert ask("kind is Détaillant").filter_text == "kind is retailer"
    assert [one.code for one in ask("kind is nothing").problems] == ["filter.value_unknown"]


def test_numbers_and_amounts(names: Names) -> None:
    make_sales(make_company("A"), "1000.50")
    make_sales(make_company("B"), "20000")
    make_company("C")
    assert names("net_12_months over 1000.50") == ["B"]
    assert names("net_12_months at_least 1000.5") == ["A", "B"]
    assert names("net_12_months between 1000,20000") == ["A", "B"]
    assert names("net_12_months is 20000") == ["B"]
    assert names("net_12_months is_not 20000") == ["A", "C"]


def test_not_contacted_for_n_days_includes_never(names: Names, today: date) -> None:
    make_company("Never")
    make_company("Long ago", last_contact_on=today - timedelta(days=91))
    make_company("At the limit", last_contact_on=today - timedelta(days=90))
    assert names("last_contact_on older 90") == ["Long ago", "Never"]
    assert names("last_contact_on last 90") == ["At the limit"]


def test_whole_months_and_the_one_under_way(names: Names, today: date) -> None:
    first = add_months(today.replace(day=1), -12)
    make_company("First day", last_contact_on=first)
    make_company("The day before", last_contact_on=first - timedelta(days=1))
    make_company("Today", last_contact_on=today)
    make_company("Tomorrow", last_contact_on=today + timedelta(days=1))
    assert names("last_contact_on last_months 12") == ["First day", "Today"]


def test_coming_days_and_days_between(names: Names, today: date) -> None:
    make_company("Today", next_activity_on=today)
    make_company("Week", next_activity_on=today + timedelta(days=7))
    make_company("Later", next_activity_on=today + timedelta(days=8))
    assert names("next_activity_on next 7") == ["Today", "Week"]
    assert names(f"next_activity_on after {today}") == ["Later", "Week"]
    assert names(f"next_activity_on before {today + timedelta(days=7)}") == ["Today"]
    assert names(f"next_activity_on is {today}") == ["Today"]


def test_moments_are_compared_by_paris_days(ask: Callable[..., ListSpec]) -> None:
    make_activity(subject="Evening", starts_at=datetime(2026, 11, 12, 23, 30, tzinfo=PARIS))
    make_activity(subject="Morning", starts_at=datetime(2026, 11, 13, 0, 30, tzinfo=PARIS))
    found = (
        matching(ask("starts_at is 2026-11-12", key="activities"))
        .order_by("pk")
        .values_list("subject", flat=True)
    )
    assert list(found) == ["Evening"]


def test_me_and_others(names: Names, boss: Actor) -> None:
    other = make_user(first_name="Hugo", last_name="Lambert")
    make_company("Mine", owner_id=boss.user_id)
    make_company("His", owner=other)
    make_company("Nobody's")
    assert names("owner is me") == ["Mine"]
    assert names("owner is Hugo Lambert") == ["His"]
    assert names(f"owner is me,{other.public_id}") == ["His", "Mine"]
    assert names("owner is_not me") == ["His", "Nobody's"]
    assert names("owner empty") == ["Nobody's"]


def test_a_team_is_that_of_the_reader(names: Names, boss: Actor) -> None:
    team = make_team()
    reader = make_actor(team=team)
    make_company("Mine", owner_id=reader.user_id)
    make_company("Colleague's", owner=make_user(team=team))
    make_company("Elsewhere", owner_id=boss.user_id)
    assert names("owner is team", actor=reader) == ["Colleague's", "Mine"]
    assert names("owner is_not team", actor=reader) == ["Elsewhere"]
    assert names("owner is team") == []


def test_tags_any_all_none(names: Names) -> None:
    both, one, none = make_company("Both"), make_company("One"), make_company("None")
    tag("VIP", both, one)
    tag("Salon 2026", both)
    assert names("tags any vip") == ["Both", "One"]
    assert names("tags any salon 2026,VIP") == ["Both", "One"]
    assert names("tags all vip,salon 2026") == ["Both"]
    assert names("tags none vip") == [none.name]
    assert names("tags empty") == [none.name]
    assert names("tags filled") == ["Both", "One"]


def test_bought_and_not_bought_since(names: Names) -> None:
    cheese, butter = make_product("FR1"), make_product("FR2")
    old, new, never = make_company("Old"), make_company("New"), make_company("Never")
    make_bought(old, cheese, date(2026, 1, 5))
    make_bought(new, cheese, date(2026, 9, 1))
    make_bought(never, butter, date(2026, 9, 1))
    assert names("products bought fr1") == ["New", "Old"]
    assert names("products never_bought FR1") == ["Never"]
    assert names("products bought_since 2026-05-01,FR1") == ["New"]
    assert names("products not_bought_since 2026-05-01,FR1") == ["Old"]
    assert names("products bought FR1,FR2") == ["Never", "New", "Old"]


def test_and_or_groups(names: Names) -> None:
    make_company("A", department="69", kind="retailer")
    make_company("B", department="69", headcount=100)
    make_company("C", department="38", headcount=100)
    assert names("department is 69 and (kind is retailer or headcount over 50)") == ["A", "B"]
    assert names("kind is retailer or department is 38 and headcount over 50") == ["A", "C"]


def test_the_box_at_hand_narrows_too(names: Names) -> None:
    make_company("Laiterie du Vercors", department="38")
    make_company("Laiterie Bruneau", department="42")
    make_company("Garage Bruneau", department="42")
    assert names("department is 42", quick="laiterie") == ["Laiterie Bruneau"]


def test_contacts_filter_by_their_company_and_post(names: Names) -> None:
    company = make_company("Laiterie", city="Lyon")
    make_contact(company, last_name="Garnier", email="h@lait.example")
    make_contact(make_company("Garage"), last_name="Morel")
    assert names("company contains lait", key="contacts") == ["Garnier"]
    assert names("function contains ache and email filled", key="contacts") == ["Garnier"]


def test_every_offered_operator_runs_on_every_field(ask: Callable[..., ListSpec]) -> None:
    """No field and operator that the builder offers may break the query."""
    make_product("P1")
    tag("VIP", make_company("A"))
    samples = {
        ColumnKind.NUMBER: "1", ColumnKind.MONEY: "1", ColumnKind.DATE: "2026-01-01",
        ColumnKind.MOMENT: "2026-01-01",
        ColumnKind.YES_NO: "yes", ColumnKind.PERSON: "me", ColumnKind.TAGS: "vip", ColumnKind.PRODUCT: "P1",
    }  # fmt: skip
    tried = 0
    for key in LISTS:
        for column in ask(key=key).readable.values():
            options = column.options(ask().actor) if column.options else ()
            sample = str(options[0][0]) if options else samples.get(column.kind, "x")
            if not column.filterable or (column.kind is ColumnKind.CHOICE and not options):
                continue
            for operator in OPERATORS[column.kind]:
                takes = TAKES[operator]
                value = {
                    Values.NO_VALUE: "", Values.DAYS: "30", Values.MONTHS: "3", Values.RANGE: f"{sample},{sample}",
                    Values.DATE_THEN_MANY: f"2026-01-01,{sample}",
                }.get(takes, sample)  # fmt: skip
                spec = ask(f"{column.key} {operator.value} {value}", key=key)
                assert spec.problems == (), (key, column.key, operator)
                count_rows(spec)
                tried += 1
    assert tried > 300
