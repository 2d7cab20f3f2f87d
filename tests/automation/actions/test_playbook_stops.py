"""A playbook stops where its aim is reached, keeps out of the way of others, and is previewed."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from negoce.automation.actions.playbooks.preview import preview
from negoce.automation.actions.playbooks.start import sweep_playbooks
from negoce.automation.actions.playbooks.stop import stop_runs_of
from negoce.automation.models import Playbook, PlaybookRun
from negoce.automation.queries.playbooks.effect import playbook_effect
from negoce.companies.models import Activity, Opposition
from negoce.identity.enums import Role
from negoce.identity.queries.actors import actor_for
from negoce.outbox.models import MessageTemplate
from tests.factories.companies import make_activity, make_company, make_contact
from tests.factories.identity import make_actor, make_user
from tests.factories.orders import make_order
from tests.factories.playbooks import make_life, make_playbook, make_run

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 20)


def test_it_stops_where_the_company_orders_and_leaves_the_control_group_alone() -> None:
    ordered, silent, out = make_life().company, make_life().company, make_life().company
    playbook = make_playbook()
    make_run(playbook, out, is_control=True, started_on=TODAY)
    sweep_playbooks(TODAY)
    make_order(ordered, TODAY + timedelta(days=2), "100")
    make_order(out, TODAY + timedelta(days=2), "100")
    make_order(silent, TODAY - timedelta(days=2), "100")
    make_order(silent, TODAY + timedelta(days=2), "-20")
    assert sweep_playbooks(TODAY + timedelta(days=7))["stopped"] == 1
    ends = dict(playbook.runs.values_list("company_id", "end"))
    assert (ends[ordered.pk], ends[silent.pk], ends[out.pk]) == ("ordered", "", "")
    # The second step came for who is silent alone.
    assert Activity.objects.filter(subject__startswith="Rappeler").get().company_id == silent.pk


def test_it_stops_at_once_where_the_company_answers() -> None:
    answered, refused, called = make_life().company, make_life().company, make_life().company
    playbook = make_playbook()
    sweep_playbooks(TODAY)
    noon = datetime(2026, 11, 21, 12, tzinfo=UTC)
    make_activity(answered, kind="call", state="done", starts_at=noon, direction="incoming")
    make_activity(refused, kind="call", state="done", starts_at=noon, meeting_answer="refused")
    make_activity(called, kind="call", state="done", starts_at=noon, direction="outgoing")
    assert stop_runs_of([answered.pk, refused.pk, called.pk], TODAY + timedelta(days=1)) == 2
    assert set(playbook.runs.values_list("company_id", "end")) == {
        (answered.pk, "answered"), (refused.pk, "answered"), (called.pk, ""),
    }  # fmt: skip
    Playbook.objects.update(stops_on_answer=False)
    playbook.runs.update(state="running", end="")
    assert stop_runs_of([answered.pk], TODAY + timedelta(days=1)) == 0


def test_no_customer_meets_two_playbooks_on_one_day() -> None:
    make_life()
    one, two = make_playbook(name="Un"), make_playbook(name="Deux")
    sweep_playbooks(TODAY)
    assert (one.runs.count(), two.runs.count(), Activity.objects.count()) == (1, 0, 1)
    sweep_playbooks(TODAY + timedelta(days=1))
    assert (two.runs.count(), Activity.objects.count()) == (1, 2)
    # Nights were missed: on the eighth day both are due, the second waits.
    sweep_playbooks(TODAY + timedelta(days=8))
    assert Activity.objects.count() == 3
    sweep_playbooks(TODAY + timedelta(days=9))
    assert Activity.objects.count() == 4


def test_the_houses_own_say_when_they_stop() -> None:
    flags = Playbook.objects.values_list("key", "stops_on_order", "stops_on_answer")
    assert {key: (order, answer) for key, order, answer in flags} == {
        "welcome": (True, False),
        "recognise": (False, False),
        "wake": (True, True),
        "win_back": (True, True),
    }


def test_the_effect_is_of_the_companies_that_one_sees() -> None:
    leader = make_user(Role.MANAGER)
    playbook = make_playbook(effect_days=30)
    start = TODAY - timedelta(days=30)
    for number in range(4):
        owner = leader if number < 2 else None
        make_run(playbook, make_company(owner=owner), started_on=start, is_control=number % 2 == 1)
    found = playbook_effect(playbook, TODAY, actor_for(leader))
    whole = playbook_effect(playbook, TODAY, make_actor())
    assert ((found.treated, found.control), (whole.treated, whole.control)) == ((1, 1), (2, 2))


def test_a_preview_says_how_many_and_whom_messages_reach() -> None:
    template = MessageTemplate.objects.get(key="playbook_wake", language="fr")
    allowed, opposed, nobody = (make_life(value_36_months=value) for value in (9, 8, 7))
    make_contact(allowed.company, email="a@laiterie.example", informed_on=date(2026, 1, 5))
    contact = make_contact(opposed.company, email="b@gardot.example")
    Opposition.objects.create(contact=contact, channel="email", opposed_on=date(2026, 1, 1))
    playbook = make_playbook(is_active=False, starts_per_day=2)
    assert {each.reach.value for each in preview(playbook, None).first} == {"none"}
    playbook.steps.filter(delay_days=0).update(kind="message", template=template, automatic=True)
    found = preview(Playbook.objects.get(pk=playbook.pk), None)
    assert (found.companies, found.control, found.days) == (3, 0, 2)
    assert [(each.company.pk, each.reach.value) for each in found.first] == [
        (allowed.company_id, "allowed"), (opposed.company_id, "refused"), (nobody.company_id, "nobody"),
    ]  # fmt: skip
    assert preview(playbook, TODAY).companies == 0
    assert not PlaybookRun.objects.exists()
