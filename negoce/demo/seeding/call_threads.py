"""What the demo's calls left in the files of the companies, as noting them one by one does."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random
from typing import Any

from django.utils import timezone

from negoce.companies.enums import ActivityKind, ActivityState, Direction, MeetingAnswer
from negoce.demo.draws import draws
from negoce.demo.moments import at
from negoce.demo.seeding.told import Told, write_told
from negoce.kit.working_days import working_days_after
from negoce.prospecting.enums import CallOutcome
from negoce.prospecting.models import CallAttempt
from negoce.prospecting.rules.call_figures import UNANSWERED
from negoce.prospecting.words.call import OUTCOMES

_NO_CONTACT = UNANSWERED | {CallOutcome.WRONG_NUMBER}
_NEEDS = (
    "Refaire la vitrine avant les fêtes",
    "Un fournisseur de plus pour les petites quantités",
    "Décorer l’accueil et la salle",
    "Des cadeaux d’affaires livrés chez leurs clients",
)
_ANSWERS = {
    CallOutcome.MEETING.value: MeetingAnswer.ACCEPTED.value,
    CallOutcome.NOT_INTERESTED.value: MeetingAnswer.REFUSED.value,
}
_WANTING = frozenset({CallOutcome.MEETING.value, CallOutcome.QUOTE.value})


def tell_calls(attempts: Sequence[CallAttempt], *, is_lately: bool = False) -> None:
    """Write the exchange of each call, before the calls themselves; `is_lately` adds what is planned after them."""
    calls = [_call(each, place) for place, each in enumerate(attempts)]
    for made, each in zip(write_told(calls), attempts, strict=True):
        each.activity = made
    if not is_lately:
        return
    follows = [(told, each) for each in attempts if (told := _planned(each)) is not None]
    for made, (_told, each) in zip(write_told([told for told, _each in follows]), follows, strict=True):
        each.next_activity = made


def _call(each: CallAttempt, place: int) -> Told:
    chance, company = _chance(each), each.target.company
    spoke = each.outcome not in _NO_CONTACT
    values: dict[str, Any] = {"duration_minutes": max(1, each.seconds // 60)} if spoke else {}
    if spoke:
        values |= {
            "direction": Direction.OUTGOING.value,
            "meeting_answer": _ANSWERS.get(each.outcome, ""),
            # Who agrees to meet, or asks for a quote, says what for.
            "need_recorded": chance.choice(_NEEDS) if each.outcome in _WANTING else "",
            "quote_wanted": each.outcome == CallOutcome.QUOTE.value,
        }
    return Told(
        ("call", each.session.name, company.public_id, place),
        ActivityKind.CALL if spoke else ActivityKind.NOTE,
        f"Appel\u00a0: {OUTCOMES[each.outcome]}",
        each.at,
        company,
        each.contact if spoke and each.outcome != CallOutcome.GATEKEEPER.value else None,
        each.caller,
        values,
    )


def _planned(each: CallAttempt) -> Told | None:
    """Who is to be called back is, within the week; who agreed to meet is met the week after."""
    chance, company = _chance(each), each.target.company
    today = timezone.localdate(each.at)
    whom = each.contact.full_name if each.contact is not None else company.name
    if each.outcome == CallOutcome.CALLBACK.value:
        kind, subject, days = ActivityKind.CALL, f"Rappeler {whom}", chance.randint(1, 4)
    elif each.outcome == CallOutcome.MEETING.value:
        kind, subject, days = ActivityKind.VISIT, "Rendez-vous pris au téléphone", chance.randint(3, 9)
    else:
        return None
    return Told(
        ("call then", each.session.name, company.public_id), kind, subject,
        at(chance, working_days_after(today, days)), company, each.contact, each.caller,
        {"state": ActivityState.PLANNED.value},
    )  # fmt: skip


def _chance(each: CallAttempt) -> Random:
    return draws("call told", each.target.company.public_id, each.at.date())
