"""Fills the queue of a session of calls: some companies a transaction, begun anew after a crash (P9)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.db.models import F, QuerySet
from django.utils import timezone

from negoce.companies.enums import ActivityKind, ActivityState
from negoce.companies.models import Activity, Company
from negoce.companies.queries.lists.kept import kept_records
from negoce.companies.queries.lists.registry import LISTS
from negoce.companies.queries.visible import visible_companies
from negoce.identity.rules.actor import Actor, system_actor
from negoce.prospecting.actions.call_session_create import LIST, MOST_TARGETS, journal_session
from negoce.prospecting.enums import CallSessionState
from negoce.prospecting.models import CallAttempt, CallSession, CallTarget
from negoce.prospecting.queries.callable_people import callable_at

BATCH_ROWS = 500
# Among the reasons of companies that are not called: nobody is, the queue could not be made.
NOT_FILLED = "call.not_filled"
Progress = Callable[[int, int], None]
Hold = Callable[[], None]


class _TakenOver(Exception):
    """Another run fills the session, or somebody gave it up."""


def fill_session(
    actor: Actor,
    session: CallSession,
    *,
    progress: Progress = lambda _done, _total: None,
    hold: Hold = lambda: None,
) -> CallSession:
    """Fill the queue of a session that is being prepared, then open it; begun anew, it leaves one queue.

    The most promising companies come first. A number stands once in a session; whoever may not be called, or was
    called a short while ago, is left out and counted by reason. `hold` ties each transaction to a job. Of two runs at
    once the later goes on, and the other stops. Raises Refused for a filter that is no longer wholly understood.
    """
    run = _begin(session)
    if run:
        with suppress(_TakenOver):
            _fill(actor, session, run, progress, hold)
    session.refresh_from_db()
    return session


def halt_session(session: CallSession) -> None:
    """End a session whose queue cannot be made, so that its page says it; another run that fills it is left alone."""
    now = timezone.now()
    rows = CallSession.objects.filter(pk=session.pk, state=CallSessionState.PREPARING.value)
    with transaction.atomic():
        if rows.update(state=CallSessionState.ENDED.value, ended_at=now, left_out={NOT_FILLED: 0}):
            ended = (CallSessionState.PREPARING.value, CallSessionState.ENDED.value)
            journal_session(system_actor(), session, "updated", {"state": ended})


def _begin(session: CallSession) -> int:
    """The number of this run; 0 when there is nothing to fill."""
    rows = CallSession.objects.filter(pk=session.pk, state=CallSessionState.PREPARING.value)
    with transaction.atomic():
        if not rows.update(filling=F("filling") + 1):
            return 0
        session.refresh_from_db()
    return session.filling


def _insist(session: CallSession, run: int, hold: Hold) -> QuerySet[CallSession]:
    """The session, in the hands of this run until the transaction ends. Raises _TakenOver."""
    hold()
    rows = CallSession.objects.filter(pk=session.pk, state=CallSessionState.PREPARING.value, filling=run)
    if not rows.update(filling=run):
        raise _TakenOver
    return rows


def _fill(actor: Actor, session: CallSession, run: int, progress: Progress, hold: Hold) -> None:
    _empty(session, run, hold)
    keys = list(
        _companies(actor, session)
        .order_by(
            F("target__priority").asc(nulls_last=True),
            F("target__potential").desc(nulls_last=True),
            "name_key",
            "pk",
        )
        .values_list("pk", flat=True)[:MOST_TARGETS]
    )
    numbers: set[str] = set()
    left_out: Counter[str] = Counter()
    for start in range(0, len(keys), BATCH_ROWS):
        part = keys[start : start + BATCH_ROWS]
        targets = _targets(session, part, start, numbers, left_out)
        with transaction.atomic():
            _insist(session, run, hold)
            CallTarget.objects.bulk_create(targets)
        progress(start + len(part), len(keys))
    with transaction.atomic():
        _insist(session, run, hold).update(
            state=CallSessionState.OPEN.value,
            left_out=dict(left_out),
            targets_count=len(numbers),
            filter_text="",
            chosen=[],
            started_at=timezone.now(),
        )
        journal_session(actor, session, "updated", {"numbers": (None, len(numbers))})


def _empty(session: CallSession, run: int, hold: Hold) -> None:
    """Take out what a run that was cut off wrote."""
    rows = CallTarget.objects.filter(session=session).order_by("pk").values_list("pk", flat=True)
    while keys := list(rows[:BATCH_ROWS]):
        with transaction.atomic():
            _insist(session, run, hold)
            CallTarget.objects.filter(pk__in=keys).delete()


def _companies(actor: Actor, session: CallSession) -> QuerySet[Any]:
    if session.chosen:
        return visible_companies(actor).filter(public_id__in=session.chosen)
    return kept_records(LISTS[LIST], actor, session.filter_text)


def _targets(
    session: CallSession, keys: Sequence[int], start: int, numbers: set[str], left_out: Counter[str]
) -> list[CallTarget]:
    rows = {
        row.pk: row
        for row in Company.objects.filter(pk__in=keys)
        .only("phone", "activity_code", "legal_form")
        .order_by("pk")
    }
    recent = _called_lately(keys, session.quiet_days)
    called = callable_at([rows[key] for key in keys if key in rows and key not in recent])
    made = []
    for place, key in enumerate(keys, start=start):
        found = called.get(key)
        why = "call.recent" if key in recent else "call.gone" if found is None else found.why
        if not why and found is not None and found.number in numbers:
            why = "call.same_number"
        if why or found is None:
            left_out[why] += 1
            continue
        numbers.add(found.number)
        made.append(
            CallTarget(
                session=session,
                company_id=key,
                contact_id=found.contact_id,
                number=found.number,
                position=place,
            )
        )
    return made


def _called_lately(keys: Sequence[int], days: int) -> frozenset[int]:
    """Companies that somebody called within so many days: by the thread, and by the calls of sessions."""
    if not days:
        return frozenset()
    since = timezone.now() - timedelta(days=days)
    reached_lately = Activity.objects.filter(
        company_id__in=keys,
        kind=ActivityKind.CALL.value,
        state=ActivityState.DONE.value,
        starts_at__gte=since,
        deleted_at__isnull=True,
    ).order_by()
    tried = CallAttempt.objects.filter(target__company_id__in=keys, at__gte=since, undone_at=None).order_by()
    return frozenset(reached_lately.values_list("company_id", flat=True)) | frozenset(
        tried.values_list("target__company_id", flat=True)
    )
