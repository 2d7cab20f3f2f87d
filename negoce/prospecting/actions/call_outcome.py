"""Notes what became of a call, and does what follows from it: the calendar, the thread, the opposition (P9)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from negoce.companies.actions.activities.create import create_activity
from negoce.companies.actions.people.number_oppose import oppose_number
from negoce.companies.actions.people.opposition_digests import add_digests, digest_key
from negoce.companies.actions.people.opposition_record import record_opposition
from negoce.companies.enums import ActivityKind, ActivityState, Channel, Direction, MeetingAnswer
from negoce.companies.models import Activity, Contact, Opposition
from negoce.companies.queries.visible import visible_contacts
from negoce.companies.rules.privacy.digest import coordinate_digest
from negoce.identity.enums import Permission
from negoce.identity.models import User
from negoce.identity.permissions import require
from negoce.identity.rules.actor import Actor
from negoce.kit.refusal import Conflict, refuse_field
from negoce.kit.working_days import working_days_after
from negoce.prospecting.enums import CallOutcome, CallTargetState, OpeningKind
from negoce.prospecting.models import CallAttempt, CallSession, CallTarget
from negoce.prospecting.queries.call_sessions import held_target
from negoce.prospecting.rules.call_figures import UNANSWERED
from negoce.prospecting.words.call import OUTCOMES

# A number that did not answer waits so long before it is tried again.
LATER = timedelta(hours=3)
_RETRIED = UNANSWERED | {CallOutcome.GATEKEEPER}
# Nobody was spoken to: it is told on the thread, and counts as no contact.
_NO_CONTACT = UNANSWERED | {CallOutcome.WRONG_NUMBER}
_NEEDS_DAY = frozenset({CallOutcome.CALLBACK, CallOutcome.MEETING})
_CLOSED = (Channel.PHONE, Channel.TEXT_MESSAGE)
_MEETINGS = frozenset({ActivityKind.VISIT.value, ActivityKind.VIDEO.value})
_LONGEST_CALL = 2 * 60 * 60


@dataclass(frozen=True, slots=True)
class CallReport:
    """What the caller says of a call. `when` is a day in words for a callback or a meeting ("demain 9h")."""

    outcome: CallOutcome
    note: str = ""
    opening: str = ""
    when: str = ""
    meeting_kind: str = ActivityKind.VISIT.value
    need: str = ""
    buying_intent: bool = False
    guard_reason: str = ""


def record_call(actor: Actor, session: CallSession, target_key: int, report: CallReport) -> CallAttempt:
    """Note the outcome of the number in hand; returns the call.

    A call that reached nobody puts the number back for later while tries are left. Raises NotAllowed; Conflict when
    the number is no longer in the actor's hands; Refused for a day that is missing or cannot be read; TextWarned.
    """
    require(actor, Permission.EDIT)
    if report.outcome in _NEEDS_DAY and not report.when.strip():
        raise refuse_field("when", _("Pour quand ? Par exemple « demain 9h », « lundi » ou 21/11."))
    with transaction.atomic():
        target = held_target(actor, session)
        if target is None or target.pk != target_key or not _settle(actor, session, target, report.outcome):
            raise Conflict(
                _(
                    "Ce numéro n’est plus entre vos mains : quelqu’un l’a repris, ou son résultat est déjà noté."
                ),
                field="outcome",
                current="",
            )
        activity = _tell(actor, target, report)
        follow_up = _plan(actor, target, report)
        opposition = _oppose(actor, target) if report.outcome is CallOutcome.OPPOSED else None
        return _attempt(actor, session, target, report, (activity, follow_up, opposition))


def _settle(actor: Actor, session: CallSession, target: CallTarget, outcome: CallOutcome) -> bool:
    again = outcome in _RETRIED and target.tries + 1 < session.most_tries
    state = CallTargetState.WAITING if again else CallTargetState.DONE
    return bool(
        CallTarget.objects.filter(
            pk=target.pk, state=CallTargetState.HELD.value, held_by_id=actor.user_id
        ).update(
            state=state.value,
            outcome=outcome.value,
            tries=target.tries + 1,
            not_before=timezone.now() + LATER if again else None,
            held_by=None,
            held_until=None,
        )
    )


def _tell(actor: Actor, target: CallTarget, report: CallReport) -> Activity:
    """The call on the thread; of a call that reached nobody, a note."""
    spoke = report.outcome not in _NO_CONTACT
    values: dict[str, object] = {
        "kind": (ActivityKind.CALL if spoke else ActivityKind.NOTE).value,
        "state": ActivityState.DONE.value,
        "subject": _("Appel : %(outcome)s") % {"outcome": OUTCOMES[report.outcome.value]},
        "body": report.note,
    }
    if spoke:
        answers = {
            CallOutcome.MEETING: MeetingAnswer.ACCEPTED.value,
            CallOutcome.NOT_INTERESTED: MeetingAnswer.REFUSED.value,
        }
        values |= {
            "direction": Direction.OUTGOING.value,
            "meeting_answer": answers.get(report.outcome, ""),
            "need_recorded": report.need,
            "quote_wanted": report.outcome is CallOutcome.QUOTE,
            "buying_intent": report.buying_intent,
        }
    # Whoever keeps the door is not whom we asked for.
    with_them = spoke and report.outcome is not CallOutcome.GATEKEEPER
    people = _people(actor, target) if with_them else []
    return create_activity(
        actor, values=values, company=target.company, contacts=people, guard_reason=report.guard_reason
    )


def _plan(actor: Actor, target: CallTarget, report: CallReport) -> Activity | None:
    """What is to be done next, in the calendar of whoever called."""
    whom = target.contact.full_name if target.contact is not None else target.company.name
    values: dict[str, object] = {"state": ActivityState.PLANNED.value, "starts_at": report.when}
    if report.outcome is CallOutcome.CALLBACK:
        values |= {"kind": ActivityKind.CALL.value, "subject": _("Rappeler %(whom)s") % {"whom": whom}}
    elif report.outcome is CallOutcome.MEETING:
        kind = report.meeting_kind if report.meeting_kind in _MEETINGS else ActivityKind.VISIT.value
        values |= {
            "kind": kind,
            "subject": _("Rendez-vous pris au téléphone"),
            "meeting_answer": MeetingAnswer.ACCEPTED.value,
        }
    elif report.outcome is CallOutcome.QUOTE:
        values |= {
            "kind": ActivityKind.TASK.value,
            "subject": _("Faire le devis demandé par %(whom)s") % {"whom": whom},
            "starts_at": report.when or working_days_after(timezone.localdate(), 1),
        }
    elif report.outcome is CallOutcome.WRONG_NUMBER:
        values |= {
            "kind": ActivityKind.TASK.value,
            "subject": _("Trouver le bon numéro"),
            "starts_at": working_days_after(timezone.localdate(), 1),
            "owner": _owner(target),
        }
    else:
        return None
    return create_activity(
        actor,
        values=values,
        company=target.company,
        contacts=_people(actor, target),
        guard_reason=report.guard_reason,
    )


def _owner(target: CallTarget) -> int | None:
    """Whoever follows the company, while they may sign in; else whoever called."""
    owner = User.objects.filter(pk=target.company.owner_id or 0, is_active=True).first()
    return owner.pk if owner is not None else None


def _people(actor: Actor, target: CallTarget) -> list[Contact]:
    if target.contact_id is None:
        return []
    return list(
        visible_contacts(actor).filter(pk=target.contact_id, company_id=target.company_id).order_by("pk")
    )


def _oppose(actor: Actor, target: CallTarget) -> Opposition | None:
    """Close calls and text messages: of the person, and of the number that they answered, whoever else it reaches.

    A switchboard stays closed for as long as the opposition of the person stands: both are lifted at once.
    """
    source = _("dit au téléphone")
    made: list[Opposition] = []
    contact = target.contact
    if contact is not None:
        made += record_opposition(actor, contact, channels=_CLOSED, opposed_on="", source=source)
        calls = Opposition.objects.get(contact=contact, channel=Channel.PHONE.value, lifted_on__isnull=True)
        add_digests(calls, frozenset({coordinate_digest(digest_key(), "phone", target.number)}))
    else:
        made += oppose_number(
            actor, target.company, number=target.number, channels=(Channel.PHONE,), source=source
        )
    return made[0] if made else None


def _attempt(
    actor: Actor,
    session: CallSession,
    target: CallTarget,
    report: CallReport,
    wrote: tuple[Activity, Activity | None, Opposition | None],
) -> CallAttempt:
    now = timezone.now()
    local = timezone.localtime(now)
    spent = (now - target.held_at).total_seconds() if target.held_at is not None else 0
    known = {each.value for each in OpeningKind}
    activity, follow_up, opposition = wrote
    return CallAttempt.objects.create(
        target=target,
        session=session,
        caller_id=actor.user_id,
        contact_id=target.contact_id,
        outcome=report.outcome.value,
        opening=report.opening if report.opening in known else "",
        at=now,
        weekday=local.weekday(),
        hour=local.hour,
        trade=target.company.activity_code[:2],
        seconds=min(int(spent), _LONGEST_CALL),
        activity=activity,
        next_activity=follow_up,
        opposition=opposition,
    )
