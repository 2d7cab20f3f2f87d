"""Playbooks begin, go on, stop; nothing is done twice."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from negoce.automation.actions.playbooks import steps as steps_module
from negoce.automation.actions.playbooks.save import remove_step, save_playbook, save_step
from negoce.automation.actions.playbooks.start import sweep_playbooks
from negoce.automation.actions.playbooks.switch import stop_run, switch_off, switch_on
from negoce.automation.enums import RunEnd, RunState, StepOutcome
from negoce.automation.models import Playbook, PlaybookRun, PlaybookStepDone
from negoce.automation.queries.playbooks.candidates import would_take
from negoce.automation.queries.playbooks.effect import playbook_effect
from negoce.companies.models import Activity, Opposition
from negoce.identity.enums import Role, Scope
from negoce.identity.permissions import NotAllowed
from negoce.kit.refusal import Conflict, Refused
from negoce.outbox.models import Message, MessageTemplate
from negoce.portfolio.enums import LifeStatus
from negoce.portfolio.models import CustomerLife
from tests.factories.companies import make_company, make_contact
from tests.factories.identity import make_actor, make_user
from tests.factories.orders import make_order
from tests.factories.playbooks import make_life, make_playbook, make_run

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 20)


def test_a_task_falls_to_who_follows_the_company_and_only_once() -> None:
    camille = make_user(Role.SALESPERSON)
    company = make_life(company=make_company(owner=camille)).company
    make_life(LifeStatus.NEW)
    make_playbook()
    assert sweep_playbooks(TODAY) == {"begun": 1, "stopped": 0, "steps": 1, "offers": 0}
    assert sweep_playbooks(TODAY) == {"begun": 0, "stopped": 0, "steps": 0, "offers": 0}
    task = Activity.objects.get()
    assert (task.company, task.owner, task.subject) == (company, camille, "Appeler (Réveil)")
    assert (task.kind, task.state) == ("task", "planned")


def test_the_next_step_comes_on_its_day_and_the_last_one_ends_it() -> None:
    make_life()
    make_playbook()
    sweep_playbooks(TODAY)
    sweep_playbooks(TODAY + timedelta(days=6))
    assert Activity.objects.count() == 1
    sweep_playbooks(TODAY + timedelta(days=7))
    assert Activity.objects.count() == 2
    assert PlaybookRun.objects.get().state == RunState.DONE.value


def test_a_crash_between_the_mark_and_the_task_doubles_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    make_life()
    make_playbook()

    def crash(*_arguments: object, **_named: object) -> None:
        raise RuntimeError("power cut")

    with monkeypatch.context() as patched:
        patched.setattr(steps_module, "create_activity", crash)
        with pytest.raises(RuntimeError):
            sweep_playbooks(TODAY)
    assert PlaybookStepDone.objects.count() == 0
    sweep_playbooks(TODAY)
    assert (PlaybookStepDone.objects.count(), Activity.objects.count()) == (1, 1)


def test_it_stops_when_the_company_leaves_the_status_and_begins_anew_when_it_comes_back() -> None:
    life = make_life()
    playbook = make_playbook()
    sweep_playbooks(TODAY)
    CustomerLife.objects.filter(pk=life.pk).update(status=LifeStatus.REGULAR.value, status_since=TODAY)
    assert sweep_playbooks(TODAY + timedelta(days=8))["stopped"] == 1
    run = PlaybookRun.objects.get()
    assert (run.state, run.end, Activity.objects.count()) == ("stopped", RunEnd.LEFT.value, 1)
    later = TODAY + timedelta(days=90)
    CustomerLife.objects.filter(pk=life.pk).update(status=LifeStatus.DORMANT.value, status_since=later)
    assert sweep_playbooks(later)["begun"] == 1
    assert playbook.runs.count() == 2


def test_who_the_lot_leaves_out_gets_nothing_and_is_counted() -> None:
    for _number in range(30):
        make_life()
    playbook = make_playbook(control_percent=50, starts_per_day=100)
    sweep_playbooks(TODAY)
    out = playbook.runs.filter(is_control=True).count()
    assert 5 <= out <= 25
    assert Activity.objects.count() == 30 - out


def test_a_day_takes_no_more_than_so_many_the_most_valuable_first() -> None:
    lives = [make_life(value_36_months=value) for value in (100, 900, None, 500)]
    playbook = make_playbook(starts_per_day=2)
    assert sweep_playbooks(TODAY)["begun"] == 2
    assert sweep_playbooks(TODAY)["begun"] == 0
    assert set(playbook.runs.values_list("company_id", flat=True)) == {lives[1].pk, lives[3].pk}
    assert sweep_playbooks(TODAY + timedelta(days=1))["begun"] == 2


def test_switched_on_for_those_who_come_from_now_on() -> None:
    make_life(since=TODAY - timedelta(days=40))
    came = make_life(since=TODAY)
    playbook = make_playbook(is_active=False)
    assert sweep_playbooks(TODAY)["begun"] == 0
    assert would_take(playbook) == 2
    switch_on(make_actor(Role.MANAGER, scope=Scope.ALL), playbook, takes_present=False, today=TODAY)
    assert sweep_playbooks(TODAY)["begun"] == 1
    assert playbook.runs.get().company_id == came.pk
    switch_off(make_actor(), playbook, today=TODAY)
    assert playbook.runs.get().end == RunEnd.SWITCHED_OFF.value


def test_a_message_waits_for_a_person_unless_the_gate_may_decide() -> None:
    template = MessageTemplate.objects.get(key="playbook_wake", language="fr")
    life, closed, nobody = make_life(), make_life(), make_life()
    make_contact(life.company, last_name="Ardan", email="ardan@laiterie.example")
    known = make_contact(
        life.company, last_name="Zola", email="helene@laiterie.example", informed_on=date(2026, 1, 5)
    )
    opposed = make_contact(closed.company, email="luc@gardot.example")
    Opposition.objects.create(contact=opposed, channel="email", opposed_on=date(2026, 1, 1))
    playbook = make_playbook(starts_per_day=100)
    playbook.steps.all().delete()
    step = save_step(
        make_actor(), playbook, None, values={"kind": "message", "subject": "Écrire", "template": template}
    )
    sweep_playbooks(TODAY)
    assert set(PlaybookStepDone.objects.values_list("outcome", flat=True)) == {StepOutcome.TO_WRITE.value}
    assert (Activity.objects.count(), Message.objects.count()) == (3, 0)
    PlaybookRun.objects.all().delete()
    values = {"kind": "message", "subject": "Écrire", "template": template, "automatic": True}
    save_step(make_actor(), playbook, step, values=values)
    sweep_playbooks(TODAY)
    outcomes = dict(PlaybookStepDone.objects.values_list("run__company_id", "outcome"))
    assert outcomes == {life.pk: "queued", closed.pk: "refused", nobody.pk: "nobody"}
    assert set(Message.objects.values_list("state", "contact")) == {
        ("waiting", known.pk),
        ("refused", opposed.pk),
    }


def test_a_person_stops_it_with_a_company_that_they_see() -> None:
    user = make_user(Role.SALESPERSON, scope=Scope.OWN.value)
    run = make_run(make_playbook(), make_company(owner=user))
    with pytest.raises(NotAllowed):
        stop_run(make_actor(Role.SALESPERSON, scope=Scope.OWN), run, today=TODAY)
    stop_run(make_actor(), run, today=TODAY)
    run.refresh_from_db()
    assert (run.state, run.end) == ("stopped", "person")


def test_who_steers_writes_them_and_others_do_not() -> None:
    values = {"name": "Relance", "status": "dormant", "control_percent": "20"}
    with pytest.raises(NotAllowed):
        save_playbook(make_actor(Role.SALESPERSON), None, values=values)
    playbook = save_playbook(make_actor(Role.MANAGER, scope=Scope.ALL), None, values=values)
    assert (playbook.is_active, playbook.control_percent, playbook.effect_days) == (False, 20, 90)
    with pytest.raises(Refused):
        switch_on(make_actor(), playbook, takes_present=True, today=TODAY)
    for wrong in ({"name": ""}, {"status": ""}, {"control_percent": "51"}, {"effect_days": "0"}):
        with pytest.raises(Refused):
            save_playbook(make_actor(), None, values={**values, **wrong})
    with pytest.raises(Conflict):
        save_playbook(make_actor(), playbook, values=values, revision=0)
    with pytest.raises(Refused):
        save_step(make_actor(), playbook, None, values={"kind": "message", "subject": "Écrire"})
    make_run(playbook)
    with pytest.raises(Refused):
        save_playbook(make_actor(), playbook, values={**values, "status": "lost"})


def test_a_step_that_is_taken_out_is_taken_no_more() -> None:
    make_life()
    playbook = make_playbook()
    remove_step(make_actor(), playbook.steps.get(delay_days=0))
    assert sweep_playbooks(TODAY)["steps"] == 0


def test_the_houses_own_are_there_and_off() -> None:
    ready = {row.key: (row.status, row.is_active, row.steps.count()) for row in Playbook.objects.all()}
    assert ready == {
        "welcome": ("new", False, 3),
        "recognise": ("regular", False, 3),
        "wake": ("dormant", False, 3),
        "win_back": ("lost", False, 3),
    }


def test_the_effect_counts_what_was_ordered_within_its_days() -> None:
    playbook = make_playbook(effect_days=30)
    start = TODAY - timedelta(days=30)
    for number in range(60):
        run = make_run(playbook, started_on=start, is_control=number % 2 == 1)
        if not run.is_control:
            make_order(run.company, start + timedelta(days=number % 30), "100", cost="60")
            make_order(run.company, start + timedelta(days=30), "100", cost="60")
            # What came back is no order; it takes away from what was sold.
            make_order(run.company, start + timedelta(days=29), "-10", cost="-5")
        elif number % 4 == 1:
            make_order(run.company, start - timedelta(days=1), "100", cost="60")
    make_run(playbook, started_on=TODAY - timedelta(days=3))
    found = playbook_effect(playbook, TODAY, make_actor())
    assert (found.treated, found.control) == (30, 30)
    assert found.orders is not None
    assert found.margin is not None
    assert (found.orders.treated, found.orders.control, str(found.margin.more)) == (1, 0, "35.00")


def test_who_sees_a_part_of_the_house_does_not_set_a_playbook_on_all_of_it() -> None:
    leader = make_actor(Role.MANAGER, scope=Scope.TEAM)
    asleep, going = make_playbook(is_active=False), make_playbook()
    values = {"kind": "task", "subject": "Écrire"}
    for forbidden in (
        lambda: save_step(leader, asleep, None, values=values),
        lambda: save_playbook(leader, None, values={"name": "Relance", "status": "dormant"}),
        lambda: switch_on(leader, asleep, takes_present=True, today=TODAY),
        lambda: switch_off(leader, going, today=TODAY),
        lambda: save_step(leader, going, None, values=values),
        lambda: remove_step(leader, going.steps.get(delay_days=0)),
    ):
        with pytest.raises(NotAllowed):
            forbidden()
    assert set(Playbook.objects.filter(pk__in=[asleep.pk, going.pk], is_active=True)) == {going}
