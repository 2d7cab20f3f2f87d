"""Bulk changes: owner, tags, closed choices; rights, journal, and an undo that respects later changes."""

from __future__ import annotations

import pytest

from negoce.companies.actions import bulk_change as bulk_module
from negoce.companies.actions.bulk_change import begin_bulk_change, run_bulk_change
from negoce.companies.actions.bulk_undo import Undone, undo_bulk_change
from negoce.companies.enums import BulkState
from negoce.companies.models import BulkChange, Company, CompanyTag, Contact, Tag
from negoce.identity.enums import Role, Scope
from negoce.identity.models import JournalEntry
from negoce.identity.permissions import NotAllowed
from negoce.identity.rules.actor import Actor
from negoce.kit.refusal import Refused
from tests.factories.companies import make_company, make_contact
from tests.factories.identity import make_actor, make_user

pytestmark = pytest.mark.django_db


def carry_out(
    actor: Actor,
    column: str,
    value: str,
    *,
    ids: list[str] | None = None,
    text: str = "",
    key: str = "companies",
) -> BulkChange:
    begun = begin_bulk_change(
        actor, list_key=key, column=column, value=value, public_ids=ids, filter_text=text
    )
    return run_bulk_change(actor, begun, public_ids=ids)


def owners() -> list[int | None]:
    return list(Company.objects.order_by("name").values_list("owner_id", flat=True))


def test_all_that_match_change_hands_in_batches(boss: Actor, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bulk_module, "BATCH_ROWS", 2)
    old, new = make_user(), make_user(first_name="Hugo", last_name="Lambert")
    for number in range(5):
        make_company(f"A{number}", department="38", owner=old if number else new)
    make_company("B", department="69", owner=old)
    done = carry_out(boss, "owner", str(new.pk), text="department is 38")
    assert (done.matched, done.changed, done.state) == (5, 4, BulkState.DONE.value)
    assert owners() == [new.pk] * 5 + [old.pk]
    entries = JournalEntry.objects.filter(batch=done.public_id)
    assert entries.count() == 4
    assert {entry.values["owner"][1] for entry in entries} == {"Hugo Lambert"}


def test_a_change_of_the_filtered_field_reaches_every_record(
    boss: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bulk_module, "BATCH_ROWS", 2)
    for number in range(5):
        make_company(f"A{number}", kind="retailer")
    assert carry_out(boss, "kind", "importer", text="kind is retailer").changed == 5
    assert set(Company.objects.order_by().values_list("kind", flat=True)) == {"importer"}


def test_undo_leaves_what_somebody_changed_since(boss: Actor) -> None:
    old, new, third = make_user(), make_user(), make_user()
    first, second, nobodys = make_company("A", owner=old), make_company("B", owner=old), make_company("C")
    ids = [first.public_id, second.public_id, nobodys.public_id]
    done = carry_out(boss, "owner", str(new.pk), ids=ids)
    Company.objects.filter(pk=second.pk).update(owner=third)
    assert undo_bulk_change(boss, done) == Undone(restored=2, left=1)
    assert owners() == [old.pk, third.pk, None]
    assert JournalEntry.objects.filter(verb="bulk_undo").count() == 2
    with pytest.raises(Refused):
        undo_bulk_change(boss, done)


def test_only_its_author_undoes(boss: Actor) -> None:
    done = carry_out(boss, "owner", str(make_user().pk), ids=[make_company().public_id])
    with pytest.raises(NotAllowed):
        undo_bulk_change(make_actor(), done)


def test_tags_are_added_and_removed_and_given_back(boss: Actor) -> None:
    vip, old = (Tag.objects.create(name=name, name_key=name.lower()) for name in ("VIP", "Ancien"))
    first, second = make_company("A"), make_company("B")
    CompanyTag.objects.create(company=first, tag=old)
    CompanyTag.objects.create(company=second, tag=vip)
    done = carry_out(boss, "tags", f"+{vip.pk},-{old.pk}", ids=[first.public_id, second.public_id])
    assert done.changed == 1

    def held() -> set[tuple[str, str]]:
        return set(CompanyTag.objects.order_by().values_list("company__name", "tag__name"))

    assert held() == {("A", "VIP"), ("B", "VIP")}
    assert JournalEntry.objects.get(batch=done.public_id).values == {"tags": ["Ancien", "VIP"]}
    assert undo_bulk_change(boss, done) == Undone(1, 0)
    assert held() == {("A", "Ancien"), ("B", "VIP")}


def test_contacts_change_hands_too(boss: Actor) -> None:
    new = make_user()
    contact = make_contact()
    carry_out(boss, "owner", str(new.pk), ids=[contact.public_id], key="contacts")
    assert Contact.objects.get().owner_id == new.pk


@pytest.mark.parametrize(
    ("column", "value", "error"),
    [
        ("owner", "999999", Refused),
        ("owner", "x", Refused),
        ("kind", "emperor", Refused),
        ("relation", "", Refused),
        ("tags", "+1;DROP", Refused),
        ("tags", "", Refused),
        ("tags", "+424242", Refused),
        ("name", "Same name for all", NotAllowed),
        ("siren", "732829320", NotAllowed),
        ("deleted_at", "2026-01-01", NotAllowed),
    ],
)
def test_what_may_not_be_set_is_refused_before_anything(
    boss: Actor, column: str, value: str, error: type[Exception]
) -> None:
    company = make_company("A", kind="retailer")
    with pytest.raises(error):
        carry_out(boss, column, value, ids=[company.public_id])
    assert not JournalEntry.objects.exists()


def test_a_filter_that_is_not_wholly_understood_changes_nothing(boss: Actor) -> None:
    make_company("A", department="38")
    with pytest.raises(Refused):
        carry_out(boss, "kind", "importer", text="department is 38 and gone is 1")
    assert Company.objects.get().kind == ""


def test_rights(boss: Actor) -> None:
    mine_only = make_actor(Role.SALESPERSON, scope=Scope.OWN)
    other = make_company("Another's", owner=make_user())
    mine = make_company("Mine", owner_id=mine_only.user_id)
    assert carry_out(mine_only, "kind", "importer", ids=[mine.public_id, other.public_id]).changed == 1
    other.refresh_from_db()
    assert other.kind == ""
    with pytest.raises(NotAllowed):
        carry_out(make_actor(Role.READ_ONLY), "kind", "importer", ids=[mine.public_id])


def test_a_change_cut_short_goes_on_where_it_stood(boss: Actor, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bulk_module, "BATCH_ROWS", 2)
    for number in range(5):
        make_company(f"A{number}")
    begun = begin_bulk_change(boss, list_key="companies", column="kind", value="importer", public_ids=None)

    def stop(done: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run_bulk_change(boss, begun, progress=stop)
    again = BulkChange.objects.get(pk=begun.pk)
    assert (again.state, again.changed) == (BulkState.RUNNING.value, 2)
    assert run_bulk_change(boss, again).changed == 5
    assert JournalEntry.objects.filter(batch=begun.public_id).count() == 5
