"""Values of custom fields: set, checked, refused, told, found, moved, erased."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from negoce.companies.actions.bulk_change import begin_bulk_change, run_bulk_change
from negoce.companies.actions.bulk_undo import undo_bulk_change
from negoce.companies.actions.contacts.guard import FreeTextRefused
from negoce.companies.actions.custom_field_checks import known
from negoce.companies.actions.custom_field_save import (
    add_custom_field,
    archive_custom_field,
    change_custom_field,
)
from negoce.companies.actions.custom_value_set import set_custom_value
from negoce.companies.actions.people.erase import erase_person
from negoce.companies.models import (
    Company,
    CompanyCustomValue,
    Contact,
    ContactCustomValue,
    CustomField,
    SavedView,
)
from negoce.companies.queries.custom_fields import count_views_naming, custom_value
from negoce.companies.queries.person_data import person_tables
from negoce.companies.queries.search.find import search
from negoce.companies.rules.custom_fields import MAX_FIELDS
from negoce.identity.enums import FieldAccess, FieldGroup, Role
from negoce.identity.models import JournalEntry
from negoce.identity.permissions import NotAllowed
from negoce.identity.rules.actor import Actor
from negoce.jobs.worker import work_off
from negoce.kit.refusal import Conflict, Refused
from tests.factories.companies import make_company, make_contact
from tests.factories.custom import fill, make_field
from tests.factories.identity import make_actor

pytestmark = pytest.mark.django_db


def value_of(row: Company | Contact, field: CustomField) -> object:
    return custom_value(known(field), row.pk)


def test_a_value_is_stored_and_told_with_what_it_replaced() -> None:
    field, row, actor = make_field("Budget", "amount"), make_company(), make_actor()
    assert set_custom_value(actor, row, key=field.key, value="1 234,56") == Decimal("1234.56")
    assert set_custom_value(actor, row, key=field.key, value="2000", seen="1234.56") == Decimal(2000)
    assert set_custom_value(actor, row, key=field.key, value="", seen="2000") is None
    assert CompanyCustomValue.objects.count() == 0
    entries = JournalEntry.objects.filter(subject_kind="company", subject_id=row.pk).order_by("pk")
    assert [entry.values for entry in entries] == [
        {field.key: [None, "1234.56"]},
        {field.key: ["1234.5600", "2000.00"]},
        {field.key: ["2000.0000", None]},
    ]


def test_what_somebody_else_wrote_meanwhile_is_not_lost() -> None:
    field, row = make_field("Référence"), make_company()
    fill(row, field, "B")
    with pytest.raises(Conflict) as caught:
        set_custom_value(make_actor(), row, key=field.key, value="C", seen="A")
    assert caught.value.current == "B"
    assert value_of(row, field) == "B"


@pytest.mark.parametrize(
    ("type", "value"),
    [
        ("number", "douze"),
        ("number", "1,5"),
        ("amount", "1,234.567"),
        ("amount", "9" * 12),
        ("date", "31/02/2026"),
        ("choice", "Platine"),
        ("yes_no", "peut-être"),
        ("text", "x" * 10_000),
    ],
)
def test_a_value_that_the_field_does_not_take_changes_nothing(type: str, value: str) -> None:
    field, row = make_field("Champ", type), make_company()
    with pytest.raises(Refused) as caught:
        set_custom_value(make_actor(), row, key=field.key, value=value)
    assert list(caught.value.fields) == [field.key]
    assert value_of(row, field) is None


def test_who_may_not_write_it_or_see_the_record_is_refused() -> None:
    secret = make_field("Remise", "number", group=FieldGroup.MARGIN.value)
    row, boss = make_company(), make_actor()
    reader = replace(boss, field_access={**boss.field_access, FieldGroup.MARGIN: FieldAccess.READ})
    for actor in (reader, make_actor(Role.READ_ONLY)):
        with pytest.raises(NotAllowed):
            set_custom_value(actor, row, key=secret.key, value="1")
    archive_custom_field(boss, secret, archived=True)
    with pytest.raises(Refused):
        set_custom_value(boss, row, key=secret.key, value="1")
    assert CompanyCustomValue.objects.count() == 0


def test_a_text_about_a_person_passes_the_guard() -> None:
    field, row = make_field("Remarque", kind="contact"), make_contact()
    with pytest.raises(FreeTextRefused):
        set_custom_value(make_actor(), row, key=field.key, value="Il est en dépression")
    set_custom_value(
        make_actor(), row, key=field.key, value="Il est en dépression", guard_reason="Dit par lui"
    )
    assert value_of(row, field) == "Il est en dépression"


def test_a_bulk_change_and_its_undo() -> None:
    field, actor = make_field("Niveau", "choice"), make_actor()
    rows = [make_company(name) for name in "ABC"]
    fill(rows[0], field, "Or")

    def change(value: str, ids: list[str]) -> object:
        begun = begin_bulk_change(
            actor, list_key="companies", column=field.key, value=value, public_ids=ids, filter_text=""
        )
        return run_bulk_change(actor, begun, public_ids=ids)

    everybody = [row.public_id for row in rows]
    done = change("argent", everybody)
    assert (done.changed, [value_of(row, field) for row in rows]) == (3, ["argent"] * 3)  # type: ignore[attr-defined]
    fill(rows[1], field, "Bronze")
    undone = undo_bulk_change(actor, done)  # type: ignore[arg-type]
    assert (undone.restored, undone.left) == (2, 1)
    assert [value_of(row, field) for row in rows] == ["or", "bronze", None]
    emptied = change("", everybody)
    assert [value_of(row, field) for row in rows] == [None] * 3
    undo_bulk_change(actor, emptied)  # type: ignore[arg-type]
    assert [value_of(row, field) for row in rows] == ["or", "bronze", None]


def test_search_finds_a_text_once_it_is_asked_to() -> None:
    actor, row = make_actor(), make_company("Laiterie")
    field = make_field("N° client")
    fill(row, field, "Zeppelin 4711")
    assert hits(actor, "zeppelin") == []
    change_custom_field(actor, field, label="N° client", searchable=True)
    work_off()
    assert hits(actor, "zeppelin") == [row.pk]
    fill(row, field, "Montgolfière")
    assert (hits(actor, "zeppelin"), hits(actor, "montgolf")) == ([], [row.pk])
    archive_custom_field(actor, field, archived=True)
    work_off()
    assert hits(actor, "montgolf") == []


def hits(actor: Actor, text: str) -> list[int]:
    return [hit.object_id for group in search(actor, text).groups for hit in group.hits]


def test_a_person_reads_what_is_held_and_it_goes_with_them() -> None:
    field, row = make_field("Taille de blouse", "choice", kind="contact"), make_contact()
    fill(row, field, "Or")
    tables = {table.key: table.rows for table in person_tables(row)}
    assert tables["custom"] == [("Taille de blouse", "Or")]
    erase_person(make_actor(), row, reason="Demande", typed_name=row.full_name)
    assert ContactCustomValue.objects.count() == 0
    assert (
        not JournalEntry.objects.filter(subject_id=row.pk, values__has_key=field.key)
        .exclude(values={})
        .exists()
    )


def test_a_choice_in_use_stays_where_it_is_and_may_come_back() -> None:
    from negoce.companies.rules.custom_fields import Choice, NewChoices

    actor, field, row = make_actor(), make_field("Niveau", "choice"), make_company()
    fill(row, field, "Bronze")
    kept = (Choice("or", "Or"),)
    assert change_custom_field(actor, field, label="Niveau", choices=NewChoices(kept)) == [("Bronze", 1)]
    assert [(one["code"], one["retired"]) for one in field.options] == [("or", False), ("bronze", True)]
    with pytest.raises(Refused):
        set_custom_value(actor, make_company(), key=field.key, value="bronze")
    assert value_of(row, field) == "bronze"
    change_custom_field(actor, field, label="Niveau", choices=NewChoices(kept, ("BRONZE",)))
    assert [(one["code"], one["label"], one["retired"]) for one in field.options] == [
        ("or", "Or", False),
        ("bronze", "BRONZE", False),
    ]


def test_a_hundred_fields_a_kind_and_no_more() -> None:
    CustomField.objects.bulk_create(
        [
            CustomField(
                kind="company", slot=n, key=f"custom_{n}", label=f"C{n}", label_key=f"c{n}", type="text"
            )
            for n in range(1, MAX_FIELDS + 1)
        ]
    )
    actor = make_actor()
    with pytest.raises(Refused):
        add_custom_field(actor, kind="company", label="Un de trop", type="text")
    assert add_custom_field(actor, kind="contact", label="Un autre", type="text").slot == 1
    with pytest.raises(NotAllowed):
        add_custom_field(make_actor(Role.MANAGER), kind="contact", label="Encore", type="text")


def test_views_that_name_a_field_are_counted() -> None:
    field = make_field("Budget", "amount")
    make_field("Budget bis", "amount")
    owner = make_actor().user_id
    for text in ("filter=custom_budget+over+1", "filter=custom_budget_bis+over+1", "sort=-custom_budget"):
        SavedView.objects.create(list_key="companies", name=text, query=text, owner_id=owner)
    assert count_views_naming(field.key) == 2
