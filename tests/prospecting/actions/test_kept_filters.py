"""A filter kept for later that is no longer wholly understood stops the work: it never reaches more than was meant."""

from __future__ import annotations

import pytest

from negoce.companies.actions.bulk_change import begin_bulk_change, run_bulk_change
from negoce.companies.models import Company
from negoce.companies.queries.lists.companies import COMPANY_LIST
from negoce.companies.queries.lists.kept import kept_records
from negoce.identity.enums import Role, Scope
from negoce.identity.queries.actors import actor_for
from negoce.jobs.enums import JobQueue
from negoce.jobs.models import Job
from negoce.jobs.worker import work_off
from negoce.kit.refusal import Refused
from negoce.outbox.models import Message
from negoce.prospecting.actions.call_session_fill import fill_session
from negoce.prospecting.actions.mailing_steer import resume_mailing
from negoce.prospecting.actions.plan_start import freeze_target
from negoce.prospecting.enums import CallSessionState, PlanState
from negoce.prospecting.models import CallTarget, Mailing, PlanCompany
from negoce.prospecting.queries.mailings import audience_of
from tests.factories.calls import make_session
from tests.factories.companies import make_company
from tests.factories.identity import make_actor, make_user
from tests.factories.mailings import launch, make_mailing, make_reader
from tests.factories.plans import make_plan
from tests.harness.mail_server import closed_port

pytestmark = pytest.mark.django_db
RICH = "margin_12_months > 5000"


def test_a_filter_with_a_part_not_understood_is_refused() -> None:
    make_company()
    actor = make_actor()
    assert kept_records(COMPANY_LIST, actor, "").count() == 1
    for text in (RICH, "wings is two"):
        with pytest.raises(Refused, match=text.split()[0]):
            kept_records(COMPANY_LIST, make_actor(Role.MARKETING, scope=Scope.ALL), text)


def test_a_mailing_whose_filter_is_no_longer_read_pauses_and_says_why(settings: object) -> None:
    settings.NEGOCE_MAIL_ROUTE = closed_port()  # type: ignore[attr-defined]
    make_reader()
    user = make_user()
    launch(actor_for(user), make_mailing(actor_for(user), filter_text="margin_12_months empty"))
    user.role = Role.MARKETING.value
    user.save()
    work_off([JobQueue.LONG])
    mailing = Mailing.objects.get()
    job = Job.objects.get(task="prospecting.prepare_mailing")
    assert (mailing.state, Message.objects.count(), job.state) == ("paused", 0, "failed")
    assert "margin_12_months" in job.message
    user.role = Role.ADMINISTRATOR.value
    user.save()
    resume_mailing(actor_for(user), mailing)
    work_off([JobQueue.LONG])
    mailing.refresh_from_db()
    assert (mailing.state, Message.objects.count()) == ("ready", 1)


def test_a_mailing_whose_words_are_no_longer_read_or_whose_launcher_left_pauses(settings: object) -> None:
    settings.NEGOCE_MAIL_ROUTE = closed_port()  # type: ignore[attr-defined]
    make_reader()
    user = make_user()
    mailing = launch(
        actor_for(user), make_mailing(actor_for(user), body="Bonjour, {{ margin_12_months }} fin")
    )
    user.role = Role.MARKETING.value
    user.save()
    work_off([JobQueue.LONG])
    mailing.refresh_from_db()
    assert (mailing.state, Message.objects.count()) == ("paused", 0)
    user.is_active = False
    user.save()
    resume_mailing(make_actor(), mailing)
    work_off([JobQueue.LONG])
    mailing.refresh_from_db()
    assert (mailing.state, Message.objects.count()) == ("paused", 0)


def test_a_session_of_calls_is_not_filled() -> None:
    make_company(phone="+33145000001")
    session = make_session(state=CallSessionState.PREPARING.value, filter_text=RICH)
    with pytest.raises(Refused, match="margin_12_months"):
        fill_session(make_actor(Role.MARKETING, scope=Scope.ALL), session)
    assert not CallTarget.objects.exists()


def test_a_plan_is_not_frozen() -> None:
    make_company()
    plan = make_plan(make_user(), state=PlanState.RUNNING.value, filter_text=RICH)
    with pytest.raises(Refused, match="margin_12_months"):
        freeze_target(make_actor(Role.MARKETING, scope=Scope.ALL), plan)
    assert not PlanCompany.objects.exists()


def test_a_change_of_many_rows_changes_none() -> None:
    company = make_company(city="Valence")
    actor = make_actor()
    change = begin_bulk_change(
        actor,
        list_key="companies",
        column="relation",
        value="supplier",
        public_ids=None,
        filter_text="city is Valence",
    )
    type(change).objects.filter(pk=change.pk).update(filter_text="wings is two")
    change.refresh_from_db()
    with pytest.raises(Refused, match="wings"):
        run_bulk_change(actor, change)
    assert Company.objects.get(pk=company.pk).relation == company.relation


def test_who_does_not_read_powers_of_decision_learns_none_by_a_mailing() -> None:
    reader = make_reader()
    reader.current_post.decision_power = "guards"
    reader.current_post.save()
    marketer = make_actor(Role.MARKETING, scope=Scope.ALL)
    with pytest.raises(Refused, match="pouvoir de décision"):
        make_mailing(marketer, audience="powers", powers=["guards"])
    mailing = make_mailing(make_actor(), audience="powers", powers=["guards"])
    with pytest.raises(Refused, match="pouvoir de décision"):
        audience_of(marketer, mailing)
    assert audience_of(make_actor(), mailing).pieces == 1
