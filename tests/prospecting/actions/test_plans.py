"""Plans of prospecting: made, changed, started, spent on, closed, under rights (P2)."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal as D

import pytest

from negoce.identity.enums import Role, Scope
from negoce.identity.models import JournalEntry, User
from negoce.identity.permissions import NotAllowed
from negoce.identity.queries.actors import actor_for
from negoce.identity.rules.actor import Actor
from negoce.jobs.models import Job
from negoce.jobs.worker import work_off
from negoce.kit.refusal import Conflict, Refused
from negoce.prospecting.actions import plan_start
from negoce.prospecting.actions.plan_cost import add_cost, remove_cost
from negoce.prospecting.actions.plan_save import delete_plan, save_plan
from negoce.prospecting.actions.plan_start import close_plan, start_plan
from negoce.prospecting.actions.plan_values import TypedChannel
from negoce.prospecting.models import PlanCompany, PlanCost, ProspectingPlan
from negoce.prospecting.queries.plans import segment_of, visible_plans
from tests.factories.companies import make_company
from tests.factories.identity import make_actor, make_user

pytestmark = pytest.mark.django_db


def typed(owner_id: str, **more: str) -> Mapping[str, str]:
    given = {
        "name": "Boulangeries du Rhône", "objective": "new_target", "filter_text": "department is 69",
        "starts_on": "20/11/2026", "ends_on": "31/12/2026", "target_orders": "12", "quote_rate": "25",
        "meeting_rate": "50 %", "contact_rate": "12,5", "yearly_margin": "1 400", "owner": owner_id,
    }  # fmt: skip
    return {**given, **more}


def phone() -> TypedChannel:
    return TypedChannel("phone", "in_house", "2 400", "12")


def make_plan(actor: Actor, **more: str) -> ProspectingPlan:
    owner = make_user(Role.SALESPERSON)
    return save_plan(actor, None, values=typed(owner.public_id, **more), channels=[phone()])


def test_a_plan_is_made_changed_and_journaled() -> None:
    actor, person = make_actor(Role.MANAGER, scope=Scope.ALL), make_user(Role.SALESPERSON)
    plan = save_plan(
        actor, None, values=typed(person.public_id), channels=[phone()], people=[person.public_id]
    )
    assert (plan.contact_rate, plan.yearly_margin, plan.target_orders) == (D("12.50"), D("1400.00"), 12)
    (channel,) = plan.channels.all()
    assert (channel.channel, channel.budget, channel.target_orders) == ("phone", D("2400.00"), 12)
    assert [each.person_id for each in plan.people.all()] == [person.pk]
    changed = save_plan(actor, plan, values=typed(person.public_id, name="Boulangers"), revision=0)
    assert (changed.name, changed.revision, changed.channels.count(), changed.people.count()) == (
        "Boulangers", 1, 0, 0,
    )  # fmt: skip
    with pytest.raises(Conflict):
        save_plan(actor, plan, values=typed(person.public_id), revision=0)
    told = JournalEntry.objects.filter(subject_kind="prospecting_plan").order_by("pk")
    assert [each.verb for each in told] == ["created", "updated"]


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"name": " "}, "name"),
        ({"objective": "glory"}, "objective"),
        ({"ends_on": "01/11/2026"}, "ends_on"),
        ({"quote_rate": "0"}, "quote_rate"),
        ({"contact_rate": "101"}, "contact_rate"),
        ({"target_orders": "1,5"}, "target_orders"),
        ({"yearly_margin": "-3"}, "yearly_margin"),
        ({"filter_text": "wings is two"}, "filter_text"),
        ({"owner": "nobody"}, "owner"),
    ],
)
def test_what_is_wrong_is_said_by_its_field_and_nothing_is_kept(wrong: dict[str, str], field: str) -> None:
    with pytest.raises(Refused) as refusal:
        make_plan(make_actor(Role.MANAGER, scope=Scope.ALL), **wrong)
    assert set(refusal.value.fields) == {field}
    assert not ProspectingPlan.objects.exists()


def test_a_channel_twice_or_unknown_is_refused() -> None:
    actor, person = make_actor(Role.MANAGER, scope=Scope.ALL), make_user(Role.SALESPERSON)
    for rows in ([phone(), phone()], [TypedChannel("pigeon")], [TypedChannel("", budget="12")]):
        with pytest.raises(Refused) as refusal:
            save_plan(actor, None, values=typed(person.public_id), channels=rows)
        assert set(refusal.value.fields) == {"channels"}


def test_starting_freezes_whom_the_starter_sees() -> None:
    actor = make_actor(Role.MANAGER, scope=Scope.ALL)
    inside = [make_company(department="69"), make_company(department="69")]
    make_company(department="01")
    plan = start_plan(actor, make_plan(actor), revision=0)
    assert (plan.state, plan.targeted, plan.targeted_at is not None) == ("running", 2, True)
    make_company(department="69")
    assert set(PlanCompany.objects.values_list("company_id", flat=True)) == {each.pk for each in inside}
    with pytest.raises(Refused):
        start_plan(actor, plan, revision=1)
    with pytest.raises(Refused):
        delete_plan(actor, plan)


def test_a_large_target_is_frozen_by_a_job_in_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(plan_start, "AT_ONCE", 1)
    monkeypatch.setattr(plan_start, "BATCH_ROWS", 2)
    user = make_user(Role.MANAGER, scope=Scope.ALL.value)
    actor = make_actor_of(user)
    for _each in range(5):
        make_company(department="69")
    plan = start_plan(actor, make_plan(actor), revision=0)
    assert (plan.state, plan.targeted_at, PlanCompany.objects.count()) == ("running", None, 0)
    assert Job.objects.filter(task="prospecting.freeze_target").count() == 1
    # Closed before the job comes to it, a plan aimed at them all the same.
    plan = close_plan(actor, plan, lesson="", revision=plan.revision)
    work_off()
    plan.refresh_from_db()
    assert (plan.targeted, PlanCompany.objects.count()) == (5, 5)


def test_a_start_cut_short_leaves_a_job_that_ends_it_once(monkeypatch: pytest.MonkeyPatch) -> None:
    actor = make_actor_of(make_user(Role.MANAGER, scope=Scope.ALL.value))
    make_company(department="69")
    plan = make_plan(actor)
    with monkeypatch.context() as cut:
        cut.setattr(plan_start, "target_keys", _power_cut)
        with pytest.raises(SystemExit):
            start_plan(actor, plan, revision=0)
    plan.refresh_from_db()
    assert (plan.state, plan.targeted_at, plan.companies.count()) == ("running", None, 0)
    work_off()
    plan.refresh_from_db()
    assert (plan.targeted, plan.companies.count()) == (1, 1)
    # Whoever answers the filter once the target is written down is not aimed at, should the job run again.
    make_company(department="69")
    assert (plan_start.freeze_target(actor, plan), plan.companies.count()) == (1, 1)


def _power_cut(*_arguments: object) -> list[int]:
    raise SystemExit


def make_actor_of(user: User) -> Actor:
    return actor_for(user)


def test_a_plan_without_target_or_channel_does_not_start() -> None:
    actor = make_actor(Role.MANAGER, scope=Scope.ALL)
    empty = make_plan(actor)
    with pytest.raises(Refused):
        start_plan(actor, empty, revision=0)
    make_company(department="69")
    owner = make_user(Role.SALESPERSON)
    bare = save_plan(actor, None, values=typed(owner.public_id))
    with pytest.raises(Refused):
        start_plan(actor, bare, revision=0)


def test_costs_are_noted_once_started_and_closing_ends_changes() -> None:
    actor = make_actor(Role.MANAGER, scope=Scope.ALL)
    make_company(department="69")
    plan = make_plan(actor)
    cost = {"amount": "350,50", "kind": "media", "channel": "phone", "day": "19/11/2026", "words": "Stand"}
    with pytest.raises(Refused):
        add_cost(actor, plan, values=cost)
    plan = start_plan(actor, plan, revision=0)
    kept = add_cost(actor, plan, values=cost)
    assert (kept.amount, kept.words) == (D("350.50"), "Stand")
    for wrong in ({"amount": "0"}, {"kind": "love"}, {"channel": "pigeon"}, {"day": "?"}):
        with pytest.raises(Refused):
            add_cost(actor, plan, values={**cost, **wrong})
    remove_cost(actor, kept)
    assert not PlanCost.objects.exists()
    closed = close_plan(actor, plan, lesson="Le téléphone suffit.", revision=1)
    assert (closed.state, closed.lesson, closed.closed_at is not None) == (
        "closed",
        "Le téléphone suffit.",
        True,
    )
    with pytest.raises(Refused):
        save_plan(actor, closed, values=typed(closed.owner.public_id), revision=2)


def test_who_may_not_and_who_does_not_see() -> None:
    boss = make_actor(Role.MANAGER, scope=Scope.ALL)
    plan = make_plan(boss)
    seller = make_actor(Role.SALESPERSON, scope=Scope.OWN)
    with pytest.raises(NotAllowed):
        make_plan(seller)
    with pytest.raises(NotAllowed):
        start_plan(seller, plan, revision=0)
    assert list(visible_plans(seller)) == []
    assert list(visible_plans(boss)) == [plan]
    worker = make_user(Role.SALESPERSON)
    save_plan(boss, plan, values=typed(worker.public_id), people=[worker.public_id], revision=0)
    assert list(visible_plans(make_actor_of(worker))) == [plan]


def test_a_segment_counts_what_the_actor_sees() -> None:
    user = make_user(Role.SALESPERSON, scope=Scope.OWN.value)
    make_company(department="69", owner=user)
    make_company(department="69")
    assert segment_of(make_actor_of(user), "department is 69").count == 1
    assert segment_of(make_actor(Role.MANAGER, scope=Scope.ALL), "department is 69").count == 2
