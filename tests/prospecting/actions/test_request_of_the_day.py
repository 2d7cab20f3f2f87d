"""Who asked for a price is among the first of whoever is to answer them."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from negoce.automation.enums import DayKind
from negoce.automation.models import DaySetting
from negoce.automation.queries.day.asked import Asked
from negoce.automation.queries.day.assemble import plan_day
from negoce.automation.queries.day.read import day_of
from negoce.automation.rules.day_kinds import REQUEST_FIRST_DAYS, goes_first
from negoce.automation.words import say_reason
from negoce.companies.models import Activity
from negoce.identity.queries.actors import actor_for
from negoce.portfolio.enums import LifeStatus
from negoce.prospecting.actions.submission_confirm import confirm_submission
from tests.factories.companies import make_activity
from tests.factories.day import make_customer
from tests.factories.forms import make_form, send
from tests.factories.identity import make_user

pytestmark = pytest.mark.django_db


def test_a_confirmed_request_goes_before_what_is_worth_more() -> None:
    camille, today = make_user(), timezone.localdate()
    asked = Asked(actor_for(camille), camille.pk, today)
    planned = {"kind": "task", "state": "planned", "owner": camille, "starts_at": timezone.now()}
    rich = make_customer(
        camille, "Vieux client", status=LifeStatus.DORMANT, p_alive=0.9, margin_12_months=Decimal(90_000)
    )
    make_activity(rich, **planned, subject="Rappeler")
    row, _secret = send(make_form(owner=camille, kind="contact", paper=False), message="Un devis ?")
    assert row is not None
    confirmed = confirm_submission(row)
    # A step at a company whose wish was noted another day is one like others.
    old = make_activity(rich, direction="incoming", quote_wanted=True)
    Activity.objects.filter(pk=old.pk).update(created_at=timezone.now() - timedelta(days=1))
    actions = plan_day(asked)
    assert [(each.kind, each.company_id) for each in actions] == [
        ("request", confirmed.company_id),
        ("task", rich.pk),
    ]
    assert confirmed.task is not None
    assert actions[0].target == confirmed.task.public_id
    assert say_reason(actions[0].reason) == f"Quelqu’un attend votre réponse\u00a0: {confirmed.task.subject}."
    shown = day_of(asked.actor, camille.pk, today).today
    assert [each.action.kind for each in shown] == ["request", "task"]
    assert shown[0].ranked.steps[0].code == "day.first"
    assert shown[0].ranked.value < shown[1].ranked.value


def test_an_old_wish_brought_in_with_a_step_is_no_request_of_today() -> None:
    camille = make_user()
    company = make_customer(camille)
    past = timezone.now() - timedelta(days=90)
    make_activity(company, direction="incoming", quote_wanted=True, starts_at=past)
    make_activity(company, kind="task", state="planned", owner=camille, starts_at=timezone.now())
    # Nor is a step that was planned, as the wish was noted, for three months later.
    later = make_customer(camille)
    make_activity(later, direction="incoming", need_recorded="Des cartons", starts_at=past)
    make_activity(later, kind="task", state="planned", owner=camille, starts_at=timezone.now())
    Activity.objects.filter(company=later).update(created_at=past)
    actions = plan_day(Asked(actor_for(camille), camille.pk, timezone.localdate()))
    assert [each.kind for each in actions] == ["task", "task"]


def test_requests_stand_first_however_many_they_are() -> None:
    camille, now = make_user(), timezone.now()
    DaySetting.objects.create(key="size", value=5)
    for number in range(8):
        company = make_customer(camille)
        if number < 4:
            make_activity(company, direction="incoming", quote_wanted=True, starts_at=now)
        make_activity(company, kind="task", state="planned", owner=camille, starts_at=now)
    day = day_of(actor_for(camille), camille.pk, timezone.localdate())
    assert [each.action.kind for each in (*day.today, *day.later)] == ["request"] * 4 + ["task"] * 4


def test_a_request_goes_first_for_a_week() -> None:
    today = timezone.localdate()
    last = today - timedelta(days=REQUEST_FIRST_DAYS)
    assert goes_first(DayKind.REQUEST, last, today)
    assert not goes_first(DayKind.REQUEST, last - timedelta(days=1), today)
    assert not goes_first(DayKind.TASK, today, today)
