"""Custom fields in lists: columns, filters, orders, groups, sums, exports, on both databases."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest

from negoce.companies import custom_known
from negoce.companies.actions.custom_field_save import archive_custom_field, change_custom_field
from negoce.companies.models import CustomField
from negoce.companies.queries.lists.definition import hidden_columns, readable_columns
from negoce.companies.queries.lists.export import export_rows, places_of
from negoce.companies.queries.lists.groups import count_groups
from negoce.companies.queries.lists.page import read_page
from negoce.companies.queries.lists.registry import LISTS
from negoce.companies.queries.lists.spec import Asked, ListSpec, understand
from negoce.companies.queries.lists.totals import totals
from negoce.identity.enums import FieldAccess, FieldGroup
from negoce.identity.rules.actor import system_actor
from tests.companies.lists.conftest import Names
from tests.factories.companies import make_company, make_contact
from tests.factories.custom import fill, make_field
from tests.harness.queries import Queries

pytestmark = pytest.mark.django_db


def ordered(spec: ListSpec, limit: int = 50) -> list[str]:
    """The names of a list page by page, in its order."""
    found, cursor = [], ""
    while True:
        page = read_page(spec, cursor, limit=limit)
        keys = [row[0] for row in page.rows]
        by_key = dict(spec.definition.model.objects.filter(pk__in=keys).order_by().values_list("pk", "name"))  # type: ignore[attr-defined]
        found += [by_key[key] for key in keys]
        cursor = page.next_cursor
        if not cursor:
            return found


def companies(ask: dict[str, str], actor=None) -> ListSpec:  # type: ignore[no-untyped-def]
    return understand(LISTS["companies"], actor or system_actor(), Asked(**ask))


@pytest.fixture
def budget() -> CustomField:
    field = make_field("Budget matériel", "amount")
    for name, value in (("A", "1 234,56"), ("B", "980"), ("C", ""), ("D", "12 000"), ("E", "")):
        fill(make_company(name), field, value)
    return field


def test_amounts_filter_sort_and_sum(names: Names, budget: CustomField) -> None:
    key = budget.key
    assert key == "custom_budget_materiel"
    assert names(f"{key} over 1000") == ["A", "D"]
    assert names(f"{key} between 980,1234.56") == ["A", "B"]
    assert names(f"{key} is 980") == ["B"]
    assert names(f"{key} is_not 980") == ["A", "C", "D", "E"]
    assert names(f"{key} empty") == ["C", "E"]
    assert names(f"{key} filled") == ["A", "B", "D"]
    for limit in (1, 2, 50):
        assert ordered(companies({"sort": key}), limit) == ["B", "A", "D", "C", "E"]
        assert ordered(companies({"sort": f"-{key}"}), limit) == ["D", "A", "B", "E", "C"]
    told = totals(companies({"columns": f"name,{key}"}))[key]
    assert Decimal(str(told)).quantize(Decimal("0.01")) == Decimal("14214.56")


def test_texts_ignore_case_and_accents(names: Names) -> None:
    field = make_field("Référence")
    for name, value in (
        ("A", "Été 2026"),
        ("B", "automne"),
        ("C", "<script>alert(1)</script>"),
        ("D", "🚜 tracteur"),
    ):
        fill(make_company(name), field, value)
    make_company("E")
    key = field.key
    assert names(f"{key} contains ETE") == ["A"]
    assert names(f"{key} starts auto") == ["B"]
    assert names(f"{key} is Automne") == ["B"]
    assert names(f"{key} lacks automne") == ["A", "C", "D", "E"]
    assert names(f"{key} contains script") == ["C"]
    assert names(f"{key} contains tracteur") == ["D"]
    assert names(f"{key} empty") == ["E"]
    assert ordered(companies({"sort": key})) == ["B", "A", "C", "D", "E"]


def test_dates_choices_and_yes_no(names: Names, ask: Callable[..., ListSpec]) -> None:
    day, rank, signed = (
        make_field("Visite", "date"),
        make_field("Niveau", "choice"),
        make_field("Signé", "yes_no"),
    )
    first, second = make_company("A"), make_company("B")
    make_company("C")
    fill(first, day, "19/11/2026")
    fill(second, day, "1er décembre 2026")
    fill(first, rank, "Or")
    fill(second, rank, "argent")
    fill(first, signed, "oui")
    fill(second, signed, "non")
    assert names(f"{day.key} last 7") == ["A"]
    assert names(f"{day.key} older 0") == ["A", "C"]
    assert names(f'{rank.key} is "Or",Argent') == ["A", "B"]
    assert names(f'{rank.key} is_not "Or"') == ["B", "C"]
    assert names(f"{signed.key} is yes") == ["A"]
    assert names(f"{signed.key} is no") == ["B"]
    assert names(f"{signed.key} empty") == ["C"]
    spec = companies({"group": rank.key})
    assert count_groups(spec) == {"or": 1, "argent": 1, None: 1}
    assert ordered(spec) == ["B", "A", "C"]


def test_two_fields_at_once_and_alternatives(names: Names) -> None:
    size, day = make_field("Cuves", "number"), make_field("Visite", "date")
    both, one = make_company("A"), make_company("B")
    make_company("C")
    fill(both, size, "12")
    fill(both, day, "01/02/2026")
    fill(one, size, "12")
    assert names(f"{size.key} is 12 and {day.key} filled") == ["A"]
    assert names(f"{size.key} is 12 or {day.key} empty") == ["A", "B", "C"]
    assert ordered(companies({"sort": f"{size.key},-{day.key}"})) == ["A", "B", "C"]


def test_contacts_have_fields_of_their_own() -> None:
    field = make_field("Niveau", "choice", kind="contact")
    one = make_contact()
    make_contact()
    fill(one, field, "Bronze")
    spec = understand(LISTS["contacts"], system_actor(), Asked(filter=f"{field.key} is Bronze"))
    assert [row[0] for row in read_page(spec).rows] == [one.pk]
    assert field.key not in readable_columns(LISTS["companies"], system_actor())


def test_a_sensitive_field_is_not_there_for_who_may_not_read_it(actor_without_margin) -> None:  # type: ignore[no-untyped-def]
    field = make_field("Remise plancher", "number", group=FieldGroup.MARGIN.value)
    fill(make_company("A"), field, "12")
    actor = actor_without_margin
    assert field.key in hidden_columns(LISTS["companies"], actor)
    spec = companies({"filter": f"{field.key} over 1", "sort": field.key, "columns": field.key}, actor)
    assert [each.code for each in spec.problems] == ["filter.field_hidden", "sort.hidden", "columns.hidden"]
    assert spec.filter.parts == ()


def test_a_field_that_is_archived_or_renamed(budget: CustomField) -> None:
    asked = {"filter": f"{budget.key} over 1000", "sort": budget.key, "columns": f"name,{budget.key}"}
    change_custom_field(system_actor(), budget, label="Enveloppe")
    spec = companies(asked)
    assert spec.problems == ()
    assert [str(column.label) for column in spec.columns] == ["Nom", "Enveloppe"]
    archive_custom_field(system_actor(), budget, archived=True)
    assert [each.code for each in companies(asked).problems] == [
        "filter.field_unknown",
        "sort.unknown",
        "columns.unknown",
    ]
    archive_custom_field(system_actor(), budget, archived=False)
    assert companies(asked).problems == ()


def test_another_process_sees_a_new_field_within_a_second(
    monkeypatch: pytest.MonkeyPatch, queries: Queries
) -> None:
    readable_columns(LISTS["companies"], system_actor())
    make_field("Budget")
    # What another process knows: nothing of it yet, until its second is over.
    custom_known.know_none()
    assert "custom_budget" not in readable_columns(LISTS["companies"], system_actor())
    monkeypatch.setattr(custom_known, "MAX_AGE", -1)
    with queries.exactly(2):
        # One question for the revision, one more because the clock is held at nought.
        assert "custom_budget" in readable_columns(LISTS["companies"], system_actor())
    monkeypatch.setattr(custom_known, "MAX_AGE", 60)
    with queries.exactly(0):
        assert "custom_budget" in readable_columns(LISTS["companies"], system_actor())


def test_as_many_questions_for_three_rows_as_for_one(queries: Queries) -> None:
    fields = [make_field(f"Champ {number}", "number") for number in range(3)]

    def make() -> None:
        row = make_company()
        for field in fields:
            fill(row, field, "5")

    asked = {"columns": ",".join(["name", *(field.key for field in fields)]), "sort": f"-{fields[0].key}"}
    queries.same(make=make, read=lambda: read_page(companies(asked)))


def test_exports_hold_the_values(budget: CustomField) -> None:
    spec = companies({"columns": f"name,{budget.key}", "sort": budget.key})
    at = places_of(spec)
    rows = [tuple(row[place] for place in at) for chunk in export_rows(spec) for row in chunk]
    assert [(name, value if value is None else Decimal(str(value)).normalize()) for name, value in rows] == [
        ("B", Decimal("9.8E+2")),
        ("A", Decimal("1234.56")),
        ("D", Decimal("1.2E+4")),
        ("C", None),
        ("E", None),
    ]


@pytest.fixture
def actor_without_margin():  # type: ignore[no-untyped-def]
    from dataclasses import replace

    access = dict.fromkeys(FieldGroup, FieldAccess.WRITE) | {FieldGroup.MARGIN: FieldAccess.NONE}
    return replace(system_actor(), field_access=access)
