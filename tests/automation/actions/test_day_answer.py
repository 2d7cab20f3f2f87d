"""Answers to actions of the day, what they do to activities, and taking them back."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from negoce.automation.actions import day_answer
from negoce.automation.actions.day_answer import postpone, refuse, say_done, take_back
from negoce.automation.actions.day_refresh import mark_stale, refresh_day, refresh_days
from negoce.automation.models import DayAction, DayAnswer, PersonDay
from negoce.companies.actions.activities.guard import TextWarned
from negoce.companies.models import Activity
from negoce.identity.enums import Role
from negoce.identity.models import JournalEntry, User
from negoce.identity.permissions import NotAllowed
from negoce.identity.queries.actors import actor_for
from negoce.kit.refusal import Refused
from negoce.portfolio.enums import LifeStatus
from tests.factories.companies import make_activity, make_company
from tests.factories.day import TODAY, ago, make_action, make_customer
from tests.factories.identity import make_user
from tests.factories.orders import make_order

pytestmark = pytest.mark.django_db
MONDAY = date(2026, 11, 23)


@pytest.fixture
def camille() -> User:
    return make_user(Role.SALESPERSON)


def named(action: DayAction) -> dict[str, object]:
    return {"kind": action.kind, "key": action.key, "today": TODAY}


def test_a_call_that_was_made_is_noted_and_taken_back(camille: User) -> None:
    action = make_action(camille, make_company(owner=camille))
    answered = say_done(actor_for(camille), **named(action))  # type: ignore[arg-type]
    activity = Activity.objects.get()
    assert answered.activity == activity
    assert (activity.kind, activity.state, activity.company) == ("call", "done", action.company)
    given = DayAnswer.objects.get()
    assert (given.answer, given.until, given.activity_is_new) == ("done", date(2027, 1, 4), True)
    assert DayAction.objects.count() == 0
    assert take_back(actor_for(camille), batch=answered.batch) == 1
    activity.refresh_from_db()
    assert activity.deleted_at is not None
    assert DayAnswer.objects.count() == 0


def test_of_two_presses_at_once_one_counts(camille: User, monkeypatch: pytest.MonkeyPatch) -> None:
    action = make_action(camille, make_company(owner=camille))
    say_done(actor_for(camille), **named(action))  # type: ignore[arg-type]
    # The second press has read the action before the first one took it.
    monkeypatch.setattr(day_answer, "_action", lambda *_given: action)
    with pytest.raises(Refused):
        say_done(actor_for(camille), **named(action))  # type: ignore[arg-type]
    assert (Activity.objects.count(), DayAnswer.objects.count()) == (1, 1)


def make_task(camille: User) -> tuple[Activity, DayAction]:
    company = make_company(owner=camille)
    starts_at = datetime(2026, 11, 18, 8, tzinfo=UTC)
    task = make_activity(company, kind="task", owner=camille, state="planned", starts_at=starts_at)
    fields = {"kind": "task", "key": task.public_id, "target": task.public_id, "fact": "2026-11-18"}
    return task, make_action(camille, company, **fields)


def test_a_task_is_said_done_and_done_again(camille: User) -> None:
    task, action = make_task(camille)
    answered = say_done(actor_for(camille), **named(action))  # type: ignore[arg-type]
    task.refresh_from_db()
    assert (task.state, DayAnswer.objects.get().activity_is_new) == ("done", False)
    take_back(actor_for(camille), batch=answered.batch)
    task.refresh_from_db()
    assert task.state == "planned"


def test_a_task_that_is_postponed_moves_with_its_hour(camille: User) -> None:
    task, action = make_task(camille)
    action.others = [{"kind": "quote", "key": "q", "fact": "1"}]
    action.save()
    answered = postpone(actor_for(camille), **named(action), until=MONDAY)  # type: ignore[arg-type]
    task.refresh_from_db()
    assert task.starts_at == datetime(2026, 11, 23, 8, tzinfo=UTC)
    assert set(DayAnswer.objects.values_list("kind", "answer", "until")) == {
        ("task", "postponed", MONDAY),
        ("quote", "postponed", MONDAY),
    }
    assert take_back(actor_for(camille), batch=answered.batch) == 2
    task.refresh_from_db()
    assert task.starts_at == datetime(2026, 11, 18, 8, tzinfo=UTC)


@pytest.mark.parametrize("until", [None, TODAY, ago(1), ago(-366)])
def test_an_action_waits_for_a_day_to_come(camille: User, until: date | None) -> None:
    action = make_action(camille, make_company(owner=camille))
    with pytest.raises(Refused):
        postpone(actor_for(camille), **named(action), until=until)  # type: ignore[arg-type]
    assert DayAnswer.objects.count() == 0


def test_a_refusal_has_its_reason_and_stands_in_the_journal(camille: User) -> None:
    action = make_action(camille, make_company(owner=camille))
    refuse(actor_for(camille), **named(action), reason="other", words="Il a vendu son fonds")  # type: ignore[arg-type]
    given = DayAnswer.objects.get()
    assert (given.answer, given.reason, given.words, given.until) == (
        "refused",
        "other",
        "Il a vendu son fonds",
        None,
    )
    entry = JournalEntry.objects.get()
    assert (entry.verb, entry.subject_kind, entry.company_key) == ("refused", "day_action", action.company_id)
    assert Activity.objects.count() == 0


@pytest.mark.parametrize(
    ("reason", "words", "error"),
    [
        ("no", "", Refused),
        ("other", " ", Refused),
        ("other", "Il est dépressif et en arrêt maladie", TextWarned),
        ("not_mine", "x" * 301, Refused),
    ],
)
def test_a_refusal_without_reason_is_none(
    camille: User, reason: str, words: str, error: type[Exception]
) -> None:
    action = make_action(camille, make_company(owner=camille))
    with pytest.raises(error):
        refuse(actor_for(camille), **named(action), reason=reason, words=words)  # type: ignore[arg-type]
    assert (DayAnswer.objects.count(), DayAction.objects.count()) == (0, 1)


def test_nobody_answers_for_another(camille: User) -> None:
    action = make_action(camille, make_company(owner=camille))
    other, reader = make_user(Role.MANAGER), make_user(Role.READ_ONLY)
    with pytest.raises(Refused):
        say_done(actor_for(other), **named(action))  # type: ignore[arg-type]
    with pytest.raises(NotAllowed):
        say_done(actor_for(reader), **named(action))  # type: ignore[arg-type]
    answered = say_done(actor_for(camille), **named(action))  # type: ignore[arg-type]
    assert take_back(actor_for(other), batch=answered.batch) == 0
    assert DayAnswer.objects.count() == 1


def test_a_day_that_was_only_shown_can_be_answered(camille: User) -> None:
    company = make_customer(camille, status=LifeStatus.DORMANT, last_order_on=ago(97), p_alive=0.34)
    make_order(company, ago(97), "40000")
    refuse(actor_for(camille), kind="recall", key=company.public_id, reason="not_mine", today=TODAY)
    assert refresh_day(actor_for(camille), today=TODAY) == 0


def test_a_day_is_kept_and_what_is_the_same_keeps_its_address(camille: User) -> None:
    company = make_customer(camille, status=LifeStatus.DORMANT, last_order_on=ago(97), p_alive=0.34)
    order = make_order(company, ago(97), "40000")
    make_action(camille, make_company(owner=camille))
    assert refresh_day(actor_for(camille), today=TODAY) == 1
    first = DayAction.objects.get()
    assert first.company == company
    refresh_day(actor_for(camille), today=TODAY)
    type(order).objects.update(net=50_000)
    refresh_day(actor_for(camille), today=TODAY)
    second = DayAction.objects.get()
    assert (second.public_id, second.revenue) == (first.public_id, 50_000)


def test_the_night_works_out_the_day_of_everybody(camille: User) -> None:
    company = make_customer(camille, status=LifeStatus.DORMANT, last_order_on=ago(97), p_alive=0.34)
    make_order(company, ago(97), "40000")
    people = User.objects.order_by("pk")
    assert refresh_days(people, today=TODAY) == {"people": 1, "actions": 1}
    assert PersonDay.objects.get().day == TODAY
    assert mark_stale([company.pk]) == 1
    assert PersonDay.objects.get().is_stale
    assert mark_stale([company.pk]) == 0
