"""Makes a list a session of calls: checked and stored first, then its queue filled in short transactions (P9)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.db.models import F, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from negoce.companies.actions.bulk_change import reached
from negoce.companies.actions.contacts.guard import guard_texts
from negoce.companies.enums import ActivityKind, ActivityState
from negoce.companies.models import Activity, Company
from negoce.companies.queries.lists.kept import kept_records
from negoce.companies.queries.lists.registry import LISTS
from negoce.companies.queries.visible import visible_companies
from negoce.companies.rules.value_cleaning import clean_line
from negoce.identity.actions.journal import Entry, record
from negoce.identity.enums import Permission
from negoce.identity.models import User
from negoce.identity.permissions import require
from negoce.identity.rules.actor import Actor
from negoce.kit.money import format_decimal
from negoce.kit.refusal import Refused, refuse_field
from negoce.outbox.models import MessageTemplate
from negoce.prospecting.enums import CallSessionState
from negoce.prospecting.models import (
    CallAttempt,
    CallScript,
    CallSession,
    CallTarget,
    ProspectingPlan,
    QualificationGrid,
)
from negoce.prospecting.queries.callable_people import callable_at

# More calls than this are no session; the filter is to be narrowed.
MOST_TARGETS = 20_000
BATCH_ROWS = 500
NAME_MAX = 120
LIST = "companies"
Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class SessionAsked:
    """What a session is to be; `callers` empty: whoever may."""

    name: str
    script: CallScript | None = None
    grid: QualificationGrid | None = None
    template: MessageTemplate | None = None
    plan: ProspectingPlan | None = None
    callers: Sequence[User] = ()
    most_tries: int = 2
    quiet_days: int = 7
    uses_hours: bool = False


def begin_session(
    actor: Actor, asked: SessionAsked, *, public_ids: Sequence[str] | None, filter_text: str = ""
) -> CallSession:
    """Check what is asked and store it; its queue is filled by `fill_session`.

    `public_ids` names the companies; None means all that match `filter_text`. Raises NotAllowed, and Refused for a
    faulty field, no company, or more than MOST_TARGETS.
    """
    require(actor, Permission.CREATE)
    require(actor, Permission.EDIT)
    name = _checked(asked)
    matched = reached(actor, LIST, public_ids, filter_text)
    if matched > MOST_TARGETS:
        raise Refused(
            _(
                "%(matched)s entreprises : une session en appelle au plus %(most)s. Resserrez d’abord le filtre."
            )
            % {
                "matched": format_decimal(matched, actor.language),
                "most": format_decimal(MOST_TARGETS, actor.language),
            }
        )
    with transaction.atomic():
        session = CallSession.objects.create(
            name=name,
            script=asked.script,
            grid=asked.grid,
            template=asked.template,
            plan=asked.plan,
            owner_id=actor.user_id,
            most_tries=asked.most_tries,
            quiet_days=asked.quiet_days,
            uses_hours=asked.uses_hours,
            filter_text=filter_text if public_ids is None else "",
        )
        session.callers.set(asked.callers)
        told: dict[str, tuple[object, object]] = {"companies": (None, matched)}
        journal_session(actor, session, "created", told)
    return session


def fill_session(
    actor: Actor,
    session: CallSession,
    *,
    public_ids: Sequence[str] | None = None,
    progress: Progress | None = None,
) -> CallSession:
    """Fill the queue of a session that is being prepared, then open it; safe to run again after a crash.

    The most promising companies come first. A number stands once in a session; whoever may not be called, or was
    called a short while ago, is left out and counted by reason. Raises Refused for a filter that is no longer wholly
    understood.
    """
    if session.state != CallSessionState.PREPARING.value:
        return session
    CallTarget.objects.filter(session=session).delete()
    keys = list(
        _companies(actor, session, public_ids)
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
            CallTarget.objects.bulk_create(targets)
        if progress is not None:
            progress(start + len(part), len(keys))
    with transaction.atomic():
        opened = CallSession.objects.filter(pk=session.pk, state=CallSessionState.PREPARING.value).update(
            state=CallSessionState.OPEN.value,
            left_out=dict(left_out),
            targets_count=len(numbers),
            filter_text="",
            started_at=timezone.now(),
        )
        if opened:
            journal_session(actor, session, "updated", {"numbers": (None, len(numbers))})
    session.refresh_from_db()
    return session


def journal_session(
    actor: Actor, session: CallSession, verb: str, changes: dict[str, tuple[object, object]]
) -> None:
    """Write what was done of a session."""
    entry = Entry(
        verb=verb,
        subject_kind="call_session",
        subject_id=session.pk,
        subject_name=session.name,
        changes=changes,
    )
    record(actor, entry)


def _checked(asked: SessionAsked) -> str:
    line = clean_line(asked.name, NAME_MAX)
    if line.finding is not None or not line.value:
        raise refuse_field("name", _("Donnez un nom à la session, en 120 caractères au plus."))
    guard_texts({"name": line.value}, {})
    if not 1 <= asked.most_tries <= 5:
        raise refuse_field("most_tries", _("De 1 à 5 essais par numéro."))
    if not 0 <= asked.quiet_days <= 365:
        raise refuse_field("quiet_days", _("De 0 à 365 jours."))
    return line.value


def _companies(actor: Actor, session: CallSession, public_ids: Sequence[str] | None) -> QuerySet[Any]:
    if public_ids is not None:
        return visible_companies(actor).filter(public_id__in=list(public_ids))
    return kept_records(LISTS[LIST], actor, session.filter_text)


def _targets(
    session: CallSession, keys: Sequence[int], start: int, numbers: set[str], left_out: Counter[str]
) -> list[CallTarget]:
    rows = {
        row.pk: row
        for row in Company.objects.filter(pk__in=keys).only("phone", "activity_code").order_by("pk")
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
