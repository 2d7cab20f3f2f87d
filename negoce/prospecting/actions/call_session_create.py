"""Makes a list a session of calls: checked and stored with the job that fills its queue (P9)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from negoce.companies.actions.bulk_change import reached
from negoce.companies.actions.contacts.guard import guard_texts
from negoce.companies.rules.value_cleaning import clean_line
from negoce.identity.actions.journal import Entry, record
from negoce.identity.enums import Permission
from negoce.identity.models import User
from negoce.identity.permissions import require
from negoce.identity.rules.actor import Actor
from negoce.jobs.enums import JobQueue
from negoce.jobs.queue import enqueue
from negoce.kit.money import format_decimal
from negoce.kit.refusal import Refused, refuse_field
from negoce.outbox.models import MessageTemplate
from negoce.prospecting.models import (
    CallScript,
    CallSession,
    ProspectingPlan,
    QualificationGrid,
)

# More calls than this are no session; the filter is to be narrowed.
MOST_TARGETS = 20_000
# So many companies are put in order while the person waits.
AT_ONCE = 500
_MENDED_AFTER = timedelta(minutes=1)
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
    """Check what is asked and store it, with the job that fills its queue, at once for more than AT_ONCE companies.

    A smaller one is filled while the person waits, by `fill_session`; its job mends what a crash left undone.
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
            chosen=[each[:12] for each in public_ids or ()],
        )
        session.callers.set(asked.callers)
        told: dict[str, tuple[object, object]] = {"companies": (None, matched)}
        journal_session(actor, session, "created", told)
        enqueue(
            "prospecting.fill_call_session",
            {"session": session.pk},
            actor_id=actor.user_id,
            queue=JobQueue.LONG,
            unique_key=f"calls:{session.pk}",
            run_after=timezone.now() + (_MENDED_AFTER if matched <= AT_ONCE else timedelta(0)),
        )
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
