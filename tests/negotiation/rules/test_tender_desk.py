"""Whether to answer a tender, which day comes next, when days warn, what a question needs."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from negoce.negotiation.enums import TenderAlarmKind
from negoce.negotiation.rules.tender_alarms import AlarmStored, alarm_move, awaited_days, warning_day
from negoce.negotiation.rules.tender_days import TenderDays, next_deadline, past_days
from negoce.negotiation.rules.tender_go import NOTES, GoAsked, decide, go_no_go
from negoce.negotiation.rules.tender_question import clean_question, is_late

TODAY = date(2026, 11, 20)
DAY, LATER, GONE = date(2026, 11, 27), date(2026, 12, 4), date(2026, 11, 18)


@pytest.mark.parametrize(
    ("notes", "go"),
    [("6 6 6 6 6 6 6 6 6", True), ("6 6 6 6 6 6 6 6 5", False), ("10 10 10 10 10 10 10 10 2", False)],
)
def test_go_from_six_without_a_note_below_three(notes, go):
    given = {name: Decimal(note) for name, note in zip(NOTES, notes.split(), strict=True)}
    assert go_no_go(given).value.go is go


@pytest.mark.parametrize(
    ("advised", "asked", "manager", "reason", "found"),
    [
        (True, GoAsked.FOLLOW, False, "", True),
        (False, GoAsked.NO_GO, False, "", False),
        (False, GoAsked.GO, False, "Client clé", "go.manager_needed_to_go"),
        (True, GoAsked.NO_GO, False, "Trop loin", "go.manager_needed"),
        (False, GoAsked.GO, True, "oui", "go.reason_needed"),
        (False, GoAsked.GO, True, "Client clé", True),
    ],
)
def test_a_manager_alone_decides_otherwise_and_says_why(advised, asked, manager, reason, found):
    decided = decide(asked, advised=advised, may_overrule=manager, reason=reason)
    assert (decided.finding.code if decided.finding else decided.value) == found


@pytest.mark.parametrize(
    ("stage", "applications", "until"),
    [
        ("consultation", DAY, DAY),
        ("application", None, LATER),
        ("selection", DAY, LATER),
        ("submitted", DAY, None),
        ("lost", None, None),
    ],
)
def test_the_next_deadline_follows_the_stage(stage, applications, until):
    assert next_deadline(stage, TenderDays(applications, offers_until=LATER)) == until


@pytest.mark.parametrize(
    ("stage", "codes"),
    [
        ("consultation", ["tender.offers_past", "tender.applications_past"]),
        ("selection", ["tender.offers_past"]),
        ("submitted", []),
    ],
)
def test_days_gone_by_are_told(stage, codes):
    days = TenderDays(applications_until=GONE, offers_until=GONE)
    assert [each.code for each in past_days(stage, days, TODAY)] == codes


@pytest.mark.parametrize(
    ("stored", "day", "before", "move"),
    [
        (AlarmStored(), DAY, 5, "plan"),
        (AlarmStored(DAY, 5, is_to_do=True), DAY, 5, "keep"),
        # Done, or deleted: the same day orders nothing more, another day does.
        (AlarmStored(DAY, 5), DAY, 5, "keep"),
        (AlarmStored(DAY, 5), LATER, 5, "plan"),
        (AlarmStored(DAY, 5, is_to_do=True), LATER, 5, "move"),
        (AlarmStored(DAY, 5, is_to_do=True), DAY, 3, "move"),
        (AlarmStored(DAY, 5), DAY, 3, "keep"),
        (AlarmStored(DAY, 5, is_to_do=True), None, 5, "cancel"),
        (AlarmStored(DAY, 5), None, 5, "keep"),
        # Gone by: the late task stays; nothing is planned for the past.
        (AlarmStored(GONE, 5, is_to_do=True), GONE, 5, "keep"),
        (AlarmStored(DAY, 5, is_to_do=True), GONE, 5, "cancel"),
        (AlarmStored(), GONE, 5, "keep"),
    ],
)
def test_a_day_warns_once_and_takes_its_task_along(stored, day, before, move):
    assert alarm_move(stored, day, before, TODAY) == move


def test_the_task_is_due_so_many_days_before_today_at_the_earliest():
    # Four days before 27 November is a Monday, five a Sunday: the Friday before, which is today.
    assert [warning_day(DAY, before, TODAY) for before in (4, 5, 9)] == [date(2026, 11, 23), TODAY, TODAY]


@pytest.mark.parametrize(
    ("stage", "answered", "awaited"),
    [
        ("consultation", True, {"applications", "offers"}),
        ("consultation", False, set()),
        ("selection", True, {"offers"}),
        ("submitted", True, set()),
        ("lost", True, {"next"}),
    ],
)
def test_what_is_awaited_of_us_warns(stage, answered, awaited):
    days = TenderDays(applications_until=DAY, offers_until=LATER)
    found = awaited_days(stage, days, answered=answered, next_on=LATER)
    assert {kind for kind in TenderAlarmKind if found[kind] is not None} == awaited


@pytest.mark.parametrize(
    ("given", "errors"),
    [
        ({"question": " "}, {"question": "question.needed"}),
        ({"question": "Q", "asked_on": "21/11/2026"}, {"asked_on": "question.day_needed"}),
        (
            {"question": "Q", "asked_on": "18/11/2026", "answered_on": "19/11/2026"},
            {"answer": "question.answer_needed"},
        ),
        (
            {"question": "Q", "asked_on": "18/11/2026", "answer": "R", "answered_on": "17/11/2026"},
            {"answered_on": "question.answered_before"},
        ),
        ({"question": "Q", "answer": "R"}, {}),
    ],
)
def test_a_question_and_its_answer_have_their_days(given, errors):
    found = clean_question(given, TODAY)
    assert {name: finding.code for name, finding in found.errors.items()} == errors


def test_an_answer_without_a_day_is_of_today():
    assert clean_question({"question": "Q", "answer": "R"}, TODAY).values["answered_on"] == TODAY


def test_a_question_after_its_last_day_is_late():
    assert [is_late(DAY, GONE), is_late(GONE, GONE), is_late(DAY, None)] == [True, False, False]
