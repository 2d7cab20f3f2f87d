"""What a person says of an action of their day: done, postponed, refused; and how it is taken back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from negoce.automation.actions.day_activity import ActivityDone, close_activity, note_activity, open_activity
from negoce.automation.actions.day_refresh import refresh_day
from negoce.automation.enums import DayAnswerKind, DayKind, RefusalReason
from negoce.automation.models import DayAction, DayAnswer
from negoce.automation.rules.day_answers import may_wait_until, rest_until
from negoce.automation.words import KIND_WORDS, REFUSAL_WORDS
from negoce.companies.actions.activities.guard import guard_texts
from negoce.companies.actions.activities.postpone import postpone_activity
from negoce.companies.enums import ActivityState
from negoce.companies.models import Activity
from negoce.companies.queries.visible import visible_activities
from negoce.companies.rules.value_cleaning import clean_line
from negoce.companies.words.findings import say
from negoce.identity.actions.journal import Entry, record
from negoce.identity.enums import Permission
from negoce.identity.permissions import require
from negoce.identity.rules.actor import Actor
from negoce.kit.public_id import new_public_id
from negoce.kit.refusal import Refused, refuse_field

WORDS_MAX = 300


@dataclass(frozen=True, slots=True)
class Answered:
    """The answer, and the activity that it made or said done."""

    batch: str
    activity: Activity | None = None


def say_done(actor: Actor, *, kind: str, key: str, today: date) -> Answered:
    """An action of the actor's day was done: its task is said done, or the exchange noted where one fits.

    Raises NotAllowed, and Refused when the action is not there any more.
    """
    action = _action(actor, kind, key, today)
    with transaction.atomic():
        _take(action)
        noted = note_activity(actor, action)
        until = rest_until(kind, DayAnswerKind.DONE.value, today)
        return _answer(actor, action, DayAnswerKind.DONE, until=until, noted=noted)


def postpone(actor: Actor, *, kind: str, key: str, until: date | None, today: date) -> Answered:
    """Put an action off, with all that is to be done at the same company; a task moves to that day.

    Raises NotAllowed, and Refused when the day is none to wait for or the action is not there any more.
    """
    if until is None or not may_wait_until(until, today):
        raise refuse_field("until", _("Choisissez un jour à venir, dans l’année."))
    action = _action(actor, kind, key, today)
    with transaction.atomic():
        _take(action)
        task = open_activity(actor, action)
        if task is not None:
            postpone_activity(actor, task, to=f"{until:%d/%m/%Y}")
        noted = None if task is None else ActivityDone(task, is_new=False)
        answered = _answer(actor, action, DayAnswerKind.POSTPONED, until=until, noted=noted)
        for other in action.others:
            DayAnswer.objects.create(
                person_id=action.person_id,
                company_id=action.company_id,
                kind=other["kind"],
                key=other["key"],
                fact=other["fact"],
                answer=DayAnswerKind.POSTPONED.value,
                until=until,
                at=timezone.now(),
                batch=answered.batch,
            )
    return answered


def refuse(actor: Actor, *, kind: str, key: str, reason: str, words: str = "", today: date) -> Answered:
    """Say that an action will not be done, and why: it stays away until something new happens.

    Raises NotAllowed, TextWarned for words that should not be written of a person, and Refused for a reason that
    is none, `other` without words, or an action that is not there any more.
    """
    if reason not in set(RefusalReason):
        raise refuse_field("reason", _("Choisissez une raison dans la liste."))
    cleaned = clean_line(words, WORDS_MAX)
    if cleaned.finding is not None:
        raise refuse_field("words", say(cleaned.finding))
    said = cleaned.value or ""
    if reason == RefusalReason.OTHER and not said:
        raise refuse_field("words", _("Dites en quelques mots pourquoi."))
    guard_texts({"words": said}, "")
    action = _action(actor, kind, key, today)
    with transaction.atomic():
        _take(action)
        answered = _answer(actor, action, DayAnswerKind.REFUSED, reason=reason, words=said)
        name = action.company.name if action.company else ""
        changes: dict[str, tuple[object, object]] = {
            "kind": (None, str(KIND_WORDS[DayKind(action.kind)])),
            "reason": (None, str(REFUSAL_WORDS[RefusalReason(reason)])),
        }
        record(actor, Entry("refused", "day_action", None, name, action.company_id, changes))
    return answered


def take_back(actor: Actor, *, batch: str) -> int:
    """Undo an answer with what it did to activities; returns how many answers went. Raises NotAllowed, Refused."""
    require(actor, Permission.EDIT)
    with transaction.atomic():
        rows = list(
            DayAnswer.objects.filter(person_id=actor.user_id, batch=batch)
            .select_related("activity")
            .order_by("pk")
        )
        for row in rows:
            _restore(actor, row)
        DayAnswer.objects.filter(pk__in=[row.pk for row in rows]).delete()
    return len(rows)


def _action(actor: Actor, kind: str, key: str, today: date) -> DayAction:
    """The action of the actor's own day; a day that was shown before it was kept is kept first."""
    require(actor, Permission.EDIT)
    rows = DayAction.objects.filter(person_id=actor.user_id, kind=kind, key=key).select_related("company")
    action = rows.first()
    if action is None and actor.user_id is not None:
        refresh_day(actor, today=today)
        action = rows.first()
    if action is None:
        raise _gone()
    return action


def _take(action: DayAction) -> None:
    """Out of the day, before anything follows from the answer: of two presses at once, the second is refused."""
    if not DayAction.objects.filter(pk=action.pk).delete()[0]:
        raise _gone()


def _gone() -> Refused:
    return refuse_field("key", _("Cette action n’est plus à faire : votre journée a changé entre-temps."))


def _answer(
    actor: Actor,
    action: DayAction,
    answer: DayAnswerKind,
    *,
    until: date | None = None,
    reason: str = "",
    words: str = "",
    noted: ActivityDone | None = None,
) -> Answered:
    row = DayAnswer.objects.create(
        person_id=action.person_id,
        company_id=action.company_id,
        kind=action.kind,
        key=action.key,
        fact=action.fact,
        answer=answer.value,
        reason=reason,
        words=words,
        until=until,
        at=timezone.now(),
        batch=new_public_id(),
        activity=noted.activity if noted else None,
        activity_is_new=noted.is_new if noted else False,
    )
    return Answered(row.batch, row.activity)


def _restore(actor: Actor, row: DayAnswer) -> None:
    """Put the activity of an answer back as it was, as far as the actor still sees it."""
    if row.activity_id is None:
        return
    activity = visible_activities(actor).filter(pk=row.activity_id).first()
    if activity is None:
        return
    if row.answer == DayAnswerKind.POSTPONED:
        if activity.state == ActivityState.PLANNED:
            postpone_activity(actor, activity, to=f"{date.fromisoformat(row.fact):%d/%m/%Y}")
        return
    close_activity(actor, activity, is_new=row.activity_is_new)
