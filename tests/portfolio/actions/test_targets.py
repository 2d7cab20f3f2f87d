"""Setting targets: who may, what is kept, what the journal says."""

from __future__ import annotations

from datetime import date
from decimal import Decimal as D

import pytest

from negoce.catalogue.models import ProductFamily
from negoce.identity.enums import Role, Scope
from negoce.identity.models import JournalEntry
from negoce.identity.permissions import NotAllowed
from negoce.identity.queries.actors import actor_for
from negoce.identity.rules.actor import Actor
from negoce.kit.refusal import Conflict, Refused
from negoce.portfolio.actions.targets import copy_targets, set_target, spread_target
from negoce.portfolio.enums import TargetKind
from negoce.portfolio.models import MonthlySales, SalesTarget
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
    amounts = spread_target(actor, row_of(actor), year=2026, total=D(4000), seasonal=True)
    assert [amounts[2], amounts[11], sum(amounts)] == [D(1000), D(3000), D(4000)]
    assert len(stored()) == 12


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
    assert copy_targets(actor, TargetKind.HOUSE, year=2026, percent=D(5)) == 1
    assert stored()[2:] == [(date(2026, 1, 1), D(1050)), (date(2026, 2, 1), D(7))]
    with pytest.raises(Refused):
        copy_targets(actor, TargetKind.FAMILY, year=2026, percent=D(5))


def test_families_and_the_house_are_for_who_sees_everything() -> None:
    ProductFamily.objects.create(name="Films")
    assert readable_kinds(make_actor(Role.MANAGER, scope=Scope.ALL)) == tuple(TargetKind)
    assert [row.name for row in target_rows(make_actor(), TargetKind.FAMILY)] == ["Films"]
    assert list(target_rows(make_actor(Role.MANAGER, scope=Scope.TEAM), TargetKind.FAMILY)) == []
