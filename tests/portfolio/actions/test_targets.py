"""Setting targets: who may, what is kept, what the journal says."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal as D

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from negoce.catalogue.models import ProductFamily
from negoce.identity.enums import Role, Scope
from negoce.identity.models import JournalEntry
from negoce.identity.permissions import NotAllowed
from negoce.identity.queries.actors import actor_for
from negoce.identity.rules.actor import Actor
from negoce.kit.refusal import Conflict, Refused
from negoce.portfolio.actions.target_changes import Undone, forget_target_changes, undo_targets
from negoce.portfolio.actions.targets import copy_targets, paste_targets, set_target, spread_target
from negoce.portfolio.enums import TargetKind
from negoce.portfolio.models import MonthlySales, SalesTarget, TargetChange
from negoce.portfolio.queries.target_rows import TargetRow, readable_kinds, target_rows
from tests.factories.identity import make_actor, make_team, make_user

pytestmark = pytest.mark.django_db
NOVEMBER = date(2026, 11, 1)


def row_of(actor: Actor, kind: TargetKind = TargetKind.HOUSE) -> TargetRow:
    return target_rows(actor, kind)[0]


def stored() -> list[tuple[date, D]]:
    return list(SalesTarget.objects.order_by("month").values_list("month", "amount"))


def test_a_target_is_set_changed_and_taken_out() -> None:
    actor = make_actor()
    row = row_of(actor)
    set_target(actor, row, month=NOVEMBER, amount=D("1200.50"))
    set_target(actor, row, month=NOVEMBER, amount=D(1300))
    assert stored() == [(NOVEMBER, D("1300.00"))]
    set_target(actor, row, month=NOVEMBER, amount=None)
    assert stored() == []
    told = JournalEntry.objects.filter(subject_kind="sales_target").order_by("pk")
    # The house is told by a code, whatever the language of who sets.
    assert {entry.subject_name for entry in told} == {"@house"}
    assert [entry.values for entry in told] == [
        {"2026-11": [None, "1200.50"]},
        {"2026-11": ["1200.50", "1300"]},
        {"2026-11": ["1300.00", None]},
    ]


def test_the_same_again_is_not_told() -> None:
    actor = make_actor()
    for _time in range(2):
        set_target(actor, row_of(actor), month=NOVEMBER, amount=D(500))
    assert JournalEntry.objects.filter(subject_kind="sales_target").count() == 1


def test_somebody_else_was_quicker() -> None:
    actor = make_actor()
    set_target(actor, row_of(actor), month=NOVEMBER, amount=D(900))
    with pytest.raises(Conflict) as conflict:
        set_target(actor, row_of(actor), month=NOVEMBER, amount=D(1000), seen=D(800), ask_seen=True)
    assert conflict.value.current == D(900)
    assert stored() == [(NOVEMBER, D(900))]


@pytest.mark.parametrize("amount", [D(-1), D(10) ** 13])
def test_an_absurd_amount_is_refused(amount: D) -> None:
    actor = make_actor()
    with pytest.raises(Refused):
        set_target(actor, row_of(actor), month=NOVEMBER, amount=amount)
    assert stored() == []


def test_a_salesperson_reads_their_own_and_sets_nothing() -> None:
    make_user(Role.SALESPERSON)
    actor = make_actor(Role.SALESPERSON)
    assert readable_kinds(actor) == (TargetKind.PERSON,)
    assert [row.key for row in target_rows(actor, TargetKind.PERSON)] == [actor.user_id]
    assert list(target_rows(actor, TargetKind.HOUSE)) == []
    with pytest.raises(NotAllowed):
        set_target(actor, row_of(actor, TargetKind.PERSON), month=NOVEMBER, amount=D(1))


def test_a_manager_sets_those_of_the_team_alone() -> None:
    ours, theirs = make_team(), make_team()
    mate = make_user(Role.SALESPERSON, team=ours)
    manager = actor_for(make_user(Role.MANAGER, team=ours))
    stranger = make_user(Role.SALESPERSON, team=theirs)
    assert {row.key for row in target_rows(manager, TargetKind.PERSON)} == {manager.user_id, mate.pk}
    assert [row.key for row in target_rows(manager, TargetKind.TEAM)] == [ours.pk]
    set_target(
        manager,
        next(row for row in target_rows(manager, TargetKind.PERSON) if row.key == mate.pk),
        month=NOVEMBER,
        amount=D(10),
    )
    foreign = TargetRow(TargetKind.PERSON, stranger.pk, stranger.public_id, stranger.full_name)
    with pytest.raises(NotAllowed):
        set_target(manager, foreign, month=NOVEMBER, amount=D(10))
    assert list(SalesTarget.objects.values_list("person_id", flat=True)) == [mate.pk]


def test_a_year_is_spread_by_the_season_of_last_year() -> None:
    actor = make_actor()
    now = "2026-11-20T08:00:00+01:00"
    MonthlySales.objects.create(month=date(2025, 3, 1), net=D(100), as_of=now)
    MonthlySales.objects.create(month=date(2025, 12, 1), net=D(300), as_of=now)
    spread_target(actor, row_of(actor), year=2026, total=D(4000), seasonal=True)
    amounts = [amount for _month, amount in stored()]
    assert [len(amounts), amounts[2], amounts[11], sum(amounts)] == [12, D(1000), D(3000), D(4000)]


def test_no_season_without_sales() -> None:
    actor = make_actor()
    with pytest.raises(Refused):
        spread_target(actor, row_of(actor), year=2026, total=D(4000), seasonal=True)
    spread_target(actor, row_of(actor), year=2026, total=D(1200), seasonal=False)
    assert {amount for _month, amount in stored()} == {D(100)}


def test_last_year_is_copied_where_nothing_stands() -> None:
    actor = make_actor()
    row = row_of(actor)
    for month, amount in ((date(2025, 1, 1), D(1000)), (date(2025, 2, 1), D(2000))):
        set_target(actor, row, month=month, amount=amount)
    set_target(actor, row, month=date(2026, 2, 1), amount=D(7))
    copied = copy_targets(actor, TargetKind.HOUSE, year=2026, percent=D(5))
    assert copied is not None
    assert copied.changes == [["house", None, "2026-01-01", None, "1050"]]
    assert stored()[2:] == [(date(2026, 1, 1), D(1050)), (date(2026, 2, 1), D(7))]
    with pytest.raises(Refused):
        copy_targets(actor, TargetKind.FAMILY, year=2026, percent=D(5))


def test_families_and_the_house_are_for_who_sees_everything() -> None:
    ProductFamily.objects.create(name="Films")
    assert readable_kinds(make_actor(Role.MANAGER, scope=Scope.ALL)) == tuple(TargetKind)
    assert [row.name for row in target_rows(make_actor(), TargetKind.FAMILY)] == ["Films"]
    assert list(target_rows(make_actor(Role.MANAGER, scope=Scope.TEAM), TargetKind.FAMILY)) == []


def test_what_one_did_is_undone_once_and_where_nobody_changed_it_since() -> None:
    actor, other = make_actor(), make_actor()
    row = row_of(actor)
    set_target(actor, row, month=NOVEMBER, amount=D(900))
    done = spread_target(actor, row, year=2026, total=D(12_000), seasonal=False)
    assert done is not None
    set_target(other, row, month=date(2026, 3, 1), amount=D(77))
    with pytest.raises(NotAllowed):
        undo_targets(other, done.public_id)
    assert undo_targets(actor, done.public_id) == Undone(restored=11, kept=1)
    assert stored() == [(date(2026, 3, 1), D(77)), (NOVEMBER, D(900))]
    with pytest.raises(Refused):
        undo_targets(actor, done.public_id)
    last = JournalEntry.objects.filter(subject_kind="sales_target").order_by("-pk").first()
    assert last is not None
    assert last.values["2026-11"] == ["1000.00", "900.00"]


def test_who_may_no_longer_set_targets_undoes_none() -> None:
    person = make_user(Role.MANAGER, scope=Scope.ALL)
    actor = actor_for(person)
    done = set_target(actor, row_of(actor), month=NOVEMBER, amount=D(900))
    assert done is not None
    person.role = Role.SALESPERSON
    person.save()
    with pytest.raises(NotAllowed):
        undo_targets(actor_for(person), done.public_id)
    assert stored() == [(NOVEMBER, D("900.00"))]


def test_after_a_month_nothing_is_undone_any_more() -> None:
    actor = make_actor()
    done = set_target(actor, row_of(actor), month=NOVEMBER, amount=D(900))
    assert done is not None
    forget_target_changes(today=timezone.localdate(done.made_at) + timedelta(days=30))
    assert TargetChange.objects.count() == 1
    forget_target_changes(today=timezone.localdate(done.made_at) + timedelta(days=32))
    assert TargetChange.objects.count() == 0


def test_a_sheet_is_pasted_whole_or_not_at_all() -> None:
    actor = make_actor()
    for name in ("Films", "Étiquettes"):
        ProductFamily.objects.create(name=name)
    paste = "Famille\tjanv.\tfévr.\nfilms\t1 000\t2 000,50\nETIQUETTES\t\t300"
    done = paste_targets(actor, TargetKind.FAMILY, year=2026, text=paste)
    assert done is not None
    assert len(done.changes) == 3
    assert stored() == [
        (date(2026, 1, 1), D(1000)),
        (date(2026, 2, 1), D("2000.50")),
        (date(2026, 2, 1), D(300)),
    ]
    with pytest.raises(Refused) as refused:
        paste_targets(actor, TargetKind.FAMILY, year=2026, text="Films;5\nMachines;6\nFilms;;douze")
    assert len(refused.value.fields["text"]) == 2
    assert SalesTarget.objects.count() == 3
    with pytest.raises(NotAllowed):
        paste_targets(make_actor(Role.SALESPERSON), TargetKind.PERSON, year=2026, text="x;1")


def test_a_name_that_two_rows_bear_is_given_to_neither() -> None:
    for _each in range(2):
        make_user(Role.SALESPERSON, first_name="Jean", last_name="Martin")
    with pytest.raises(Refused) as refused:
        paste_targets(make_actor(), TargetKind.PERSON, year=2026, text="Jean Martin;5")
    (said,) = refused.value.fields["text"]
    assert "plusieurs lignes de la grille" in said
    assert SalesTarget.objects.count() == 0


def test_undoing_reads_each_row_once_whatever_its_months() -> None:
    actor = make_actor()
    done = spread_target(actor, row_of(actor), year=2026, total=D(1200), seasonal=False)
    assert done is not None
    with CaptureQueriesContext(connection) as asked:
        assert undo_targets(actor, done.public_id) == Undone(restored=12, kept=0)
    read = [
        each["sql"] for each in asked if each["sql"].startswith("SELECT") and "salestarget" in each["sql"]
    ]
    # Once to see what is there still, once as any writing does; what is deleted is not read again.
    assert len(read) == 2
    assert stored() == []
