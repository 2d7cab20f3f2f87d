"""Scores by rules: from the tables, at once, at night; rules that nobody may write."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from negoce.companies.enums import MeetingAnswer
from negoce.identity.enums import Permission, Role
from negoce.identity.permissions import NotAllowed
from negoce.identity.rules.actor import system_actor
from negoce.jobs.worker import work_off
from negoce.kit.refusal import Refused
from negoce.prospecting.actions.lead_score_refresh import refresh_all_scores, refresh_scores
from negoce.prospecting.actions.score_rule_save import begin_with_rules, remove_rule, save_rule
from negoce.prospecting.enums import ScoreEvent
from negoce.prospecting.models import CompanyScore, ScoreRule
from negoce.prospecting.queries.lead_scores import classes
from tests.factories.companies import make_activity, make_company
from tests.factories.identity import make_actor
from tests.factories.prospecting import make_referral

pytestmark = pytest.mark.django_db
ACTOR = system_actor()


def _fit(points: str = "45", condition: str = "headcount >= 50", name: str = "Grande") -> ScoreRule:
    return save_rule(ACTOR, None, kind="fit", name=name, points=points, condition=condition)


def _done(event: ScoreEvent, points: str) -> ScoreRule:
    return save_rule(ACTOR, None, kind="behaviour", name=event.value, points=points, event=event.value)


def _scores() -> dict[int, Decimal]:
    return dict(CompanyScore.objects.order_by("pk").values_list("company_id", "score"))


def test_a_score_is_added_up_from_the_tables_with_its_lines():
    today = timezone.localdate()
    rule, meeting, recommended = _fit(), _done(ScoreEvent.MEETING, "10"), _done(ScoreEvent.RECOMMENDED, "20")
    company, small = make_company(headcount=80), make_company(headcount=3)
    make_activity(company, meeting_answer=MeetingAnswer.ACCEPTED.value, starts_at=timezone.now())
    make_referral(small, company, given_on=today - timedelta(days=90))
    assert refresh_all_scores(today=today) == 1
    row = CompanyScore.objects.get()
    assert (row.company_id, row.score, row.reached_on) == (company.pk, Decimal("65.0"), today)
    assert [(line["rule"], line["points"], line.get("worth")) for line in row.lines] == [
        (rule.public_id, "45.0", None),
        (meeting.public_id, "10.0", "10.00"),
        (recommended.public_id, "20.0", "10.00"),
    ]


def test_a_second_time_writes_nothing_and_time_takes_away():
    today = timezone.localdate()
    _done(ScoreEvent.NEED, "80")
    company = make_company()
    make_activity(company, need_recorded="Des gants", starts_at=timezone.now())
    assert (refresh_scores([company.pk], today=today), refresh_scores([company.pk], today=today)) == (1, 0)
    refresh_scores([company.pk], today=today + timedelta(days=90))
    row = CompanyScore.objects.get()
    assert (row.score, row.reached_on) == (Decimal("40.0"), None)


def test_who_was_removed_counts_for_nothing():
    _done(ScoreEvent.NEED, "80")
    company, gone = make_company(), make_company(deleted_at=timezone.now())
    for each in (company, gone):
        make_activity(each, need_recorded="Des gants", starts_at=timezone.now())
    assert refresh_scores([company.pk, gone.pk], today=timezone.localdate()) == 1
    assert set(_scores()) == {company.pk}


def test_a_rule_that_changes_is_worked_out_everywhere():
    company = make_company(headcount=80)
    rule = _fit()
    work_off()
    assert _scores() == {company.pk: Decimal("45.0")}
    save_rule(ACTOR, rule, kind="fit", name="Grande", points="12,5", condition="headcount >= 50")
    work_off()
    assert _scores() == {company.pk: Decimal("12.5")}
    remove_rule(ACTOR, rule)
    work_off()
    assert _scores() == {}


def test_a_fact_that_changes_is_worked_out_at_once():
    from negoce.companies.actions.facts_changed import tell_facts_changed

    company = make_company()
    _done(ScoreEvent.QUOTE, "30")
    work_off()
    make_activity(company, quote_wanted=True, starts_at=timezone.now())
    tell_facts_changed([company.pk])
    work_off()
    assert _scores() == {company.pk: Decimal("30.0")}


def test_a_company_in_the_bin_has_no_score():
    company = make_company(headcount=80)
    _fit()
    refresh_all_scores(today=timezone.localdate())
    company.deleted_at = timezone.now()
    company.save()
    refresh_all_scores(today=timezone.localdate())
    assert _scores() == {}


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"name": " "}, "name"),
        ({"points": "0"}, "points"),
        ({"points": "101"}, "points"),
        ({"points": "beaucoup"}, "points"),
        ({"points": "NaN"}, "points"),
        ({"points": "1,25"}, "points"),
        ({"condition": ""}, "condition"),
        ({"condition": "banana is 3"}, "condition"),
        ({"condition": "score >= 50"}, "condition"),
        ({"condition": "value_36_months > 100"}, "condition"),
        ({"kind": "behaviour", "event": "divorce"}, "event"),
        ({"kind": "horoscope"}, "event"),
    ],
)
def test_what_cannot_be_a_rule_is_refused(typed, field):
    good = {"kind": "fit", "name": "Grande", "points": "10", "condition": "headcount >= 50"}
    with pytest.raises(Refused) as refused:
        save_rule(ACTOR, None, **{**good, **typed})
    assert set(refused.value.fields) == {field}
    assert not ScoreRule.objects.exists()


def test_who_does_not_run_prospecting_writes_no_rule():
    with pytest.raises(NotAllowed):
        save_rule(
            make_actor(Role.SALESPERSON), None, kind="fit", name="x", points="1", condition="headcount >= 50"
        )
    assert Permission.MANAGE_PROSPECTING not in make_actor(Role.SALESPERSON).permissions


def test_a_first_set_once():
    names = [(event, event.value) for event in ScoreEvent]
    assert begin_with_rules(ACTOR, names) == len(ScoreEvent)
    with pytest.raises(Refused):
        begin_with_rules(ACTOR, names)


def test_classes_count_everybody():
    make_company(headcount=80)
    make_company(headcount=90)
    make_company()
    _fit("60")
    refresh_all_scores(today=timezone.localdate())
    assert classes(ACTOR) == {0: 1, 20: 0, 40: 0, 60: 2, 80: 0}


def test_an_event_counts_on_its_day_in_the_house():
    _done(ScoreEvent.QUOTE, "30")
    company = make_company()
    make_activity(
        company, quote_wanted=True, starts_at=timezone.make_aware(timezone.datetime(2026, 11, 20, 23, 30))
    )
    refresh_scores([company.pk], today=date(2026, 11, 20))
    assert CompanyScore.objects.get().lines[0]["age"] == 0
