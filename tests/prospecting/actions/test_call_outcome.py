"""What became of a call, what follows from it, and its undo."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from negoce.companies.actions.activities.guard import TextWarned
from negoce.companies.actions.people.opposition_record import close_channels, lift_opposition
from negoce.companies.enums import Channel, ContactPurpose
from negoce.companies.models import Activity, Opposition
from negoce.companies.queries.reachable import Asked, reaches
from negoce.identity.rules.actor import Actor
from negoce.kit.refusal import Conflict, Refused
from negoce.prospecting.actions.call_outcome import CallReport, record_call
from negoce.prospecting.actions.call_session_state import set_session_state
from negoce.prospecting.actions.call_take import take_next
from negoce.prospecting.actions.call_undo import last_call, undo_call
from negoce.prospecting.enums import CallOutcome, CallSessionState
from negoce.prospecting.models import CallAttempt, CallSession, CallTarget
from negoce.prospecting.queries.callable_people import Called, callable_at
from tests.factories.calls import make_attempt, make_session, make_target
from tests.factories.companies import make_company, make_contact
from tests.factories.identity import make_actor

pytestmark = pytest.mark.django_db


def call(actor: Actor, session: CallSession, outcome: CallOutcome, **said: object) -> CallAttempt:
    target = take_next(actor, session)
    assert target is not None
    return record_call(actor, session, target.pk, CallReport(outcome, **said))


def facts(activity: Activity | None) -> tuple[object, ...]:
    assert activity is not None
    return (activity.kind, activity.state, activity.subject, activity.meeting_answer)


@pytest.mark.parametrize(
    ("outcome", "told", "planned"),
    [
        (CallOutcome.GATEKEEPER, ("call", "done", "Appel : Barrage", ""), None),
        (CallOutcome.NO_ANSWER, ("note", "done", "Appel : Pas de réponse", ""), None),
        (CallOutcome.VOICEMAIL, ("note", "done", "Appel : Répondeur", ""), None),
        (CallOutcome.NOT_INTERESTED, ("call", "done", "Appel : Pas intéressé", "refused"), None),
        (
            CallOutcome.CALLBACK,
            ("call", "done", "Appel : À rappeler", ""),
            ("call", "planned", "Rappeler Hélène Mallet", ""),
        ),
        (
            CallOutcome.MEETING,
            ("call", "done", "Appel : Rendez-vous", "accepted"),
            ("visit", "planned", "Rendez-vous pris au téléphone", "accepted"),
        ),
        (
            CallOutcome.QUOTE,
            ("call", "done", "Appel : Devis demandé", ""),
            ("task", "planned", "Faire le devis demandé par Hélène Mallet", ""),
        ),
        (
            CallOutcome.WRONG_NUMBER,
            ("note", "done", "Appel : Mauvais numéro", ""),
            ("task", "planned", "Trouver le bon numéro", ""),
        ),
    ],
)
def test_each_outcome_writes_its_own(
    outcome: CallOutcome, told: tuple[str, ...], planned: tuple[str, ...] | None
) -> None:
    actor, session = make_actor(), make_session(most_tries=1)
    target = make_target(session)
    target.contact.last_name = "Mallet"
    target.contact.save()
    made = call(actor, session, outcome, when="demain 9h", opening="silence", note="Rien de plus")
    assert facts(made.activity) == told
    assert (facts(made.next_activity) if planned else made.next_activity) == planned
    row = CallTarget.objects.get()
    assert (row.state, row.outcome, row.tries, row.held_by_id) == ("done", outcome.value, 1, None)
    assert (made.opening, made.caller_id, made.contact_id) == ("silence", actor.user_id, target.contact_id)


def test_a_quote_asked_and_an_intent_feed_the_life_cycle() -> None:
    actor, session = make_actor(), make_session()
    make_target(session)
    made = call(actor, session, CallOutcome.QUOTE, need="Films étirables", buying_intent=True)
    assert made.activity is not None
    assert (made.activity.quote_wanted, made.activity.need_recorded, made.activity.buying_intent) == (
        True,
        "Films étirables",
        True,
    )


def test_who_did_not_answer_is_tried_again_later_so_many_times() -> None:
    actor, session = make_actor(), make_session(most_tries=2)
    make_target(session)
    call(actor, session, CallOutcome.NO_ANSWER)
    row = CallTarget.objects.get()
    assert (row.state, row.tries) == ("waiting", 1)
    assert row.not_before > timezone.now() + timedelta(hours=2)
    assert take_next(actor, session) is None
    CallTarget.objects.update(not_before=timezone.now())
    call(actor, session, CallOutcome.NO_ANSWER)
    assert CallTarget.objects.get().state == "done"


def test_an_opposition_holds_at_once_for_the_person_and_for_a_switchboard() -> None:
    actor, session = make_actor(), make_session()
    person = make_target(session)
    company = make_company(phone="+33145777777")
    make_target(session, company, number="+33145777777", contact_id=None)
    call(actor, session, CallOutcome.OPPOSED)
    closed = Opposition.objects.filter(contact=person.contact).order_by("channel")
    assert list(closed.values_list("channel", flat=True)) == ["phone", "text_message"]
    call(actor, session, CallOutcome.OPPOSED)
    (reach,) = reaches([Asked("+33145777777", is_generic=True)], Channel.PHONE, ContactPurpose.PROFESSIONAL)
    assert reach.reason.code == "reach.opposed"
    for _round in range(2):
        undo_call(actor, session)
        CallTarget.objects.filter(state="held").update(state="waiting", held_by=None)
    assert list(Opposition.objects.filter(lifted_on=None)) == []
    assert Opposition.objects.count() == 3


def test_a_meeting_needs_its_day_and_nothing_is_kept_without() -> None:
    actor, session = make_actor(), make_session()
    make_target(session)
    for when in ("", "le 40"):
        with pytest.raises(Refused) as refused:
            call(actor, session, CallOutcome.MEETING, when=when)
        assert list(refused.value.fields) == ["when" if not when else "starts_at"]
    assert (CallTarget.objects.get().state, Activity.objects.count(), CallAttempt.objects.count()) == (
        "held",
        0,
        0,
    )


def test_what_should_not_be_written_of_a_person_is_asked_back() -> None:
    actor, session = make_actor(), make_session()
    make_target(session)
    with pytest.raises(TextWarned):
        call(actor, session, CallOutcome.NOT_INTERESTED, note="Elle est syndiquée et malade.")
    assert CallTarget.objects.get().state == "held"


def test_an_outcome_is_noted_once_and_by_whoever_has_the_number() -> None:
    actor, session = make_actor(), make_session()
    target = make_target(session)
    call(actor, session, CallOutcome.NOT_INTERESTED)
    with pytest.raises(Conflict):
        record_call(actor, session, target.pk, CallReport(CallOutcome.MEETING, when="demain"))
    assert CallAttempt.objects.count() == 1


def test_an_undo_takes_back_what_was_written_and_gives_the_number_again() -> None:
    actor, session = make_actor(), make_session()
    first, second = make_target(session), make_target(session)
    call(actor, session, CallOutcome.MEETING, when="demain 9h")
    assert take_next(actor, session) == second
    assert undo_call(actor, session) == first
    assert take_next(actor, session) == first
    assert list(Activity.objects.filter(deleted_at=None)) == []
    states = CallTarget.objects.order_by("position").values_list("state", "tries", "outcome")
    assert list(states) == [("held", 0, ""), ("waiting", 0, "")]
    with pytest.raises(Refused):
        undo_call(actor, session)


def test_an_undo_waits_for_nobody_and_not_for_ever() -> None:
    actor, session = make_actor(), make_session()
    make_target(session)
    call(actor, session, CallOutcome.NO_ANSWER)
    CallAttempt.objects.update(at=timezone.now() - timedelta(minutes=31))
    with pytest.raises(Refused):
        undo_call(actor, session)


def test_an_undo_leaves_a_number_that_a_colleague_calls_in_another_session() -> None:
    actor, session = make_actor(), make_session(most_tries=1)
    target = make_target(session)
    call(actor, session, CallOutcome.NOT_INTERESTED)
    theirs = make_session()
    make_target(theirs, target.company, number=target.number, contact_id=target.contact_id)
    assert take_next(make_actor(), theirs) is not None
    with pytest.raises(Refused):
        undo_call(actor, session)
    target.refresh_from_db()
    assert (target.state, target.outcome) == ("done", CallOutcome.NOT_INTERESTED.value)
    assert (CallAttempt.objects.get().undone_at, Activity.objects.get().deleted_at) == (None, None)


@pytest.mark.parametrize("has_colleague", [False, True])
def test_a_switchboard_where_its_person_opposed_is_offered_to_nobody_until_it_is_lifted(
    has_colleague: bool,
) -> None:
    actor, session, number = make_actor(), make_session(), "+33199000036"
    company = make_company(phone=number)
    person = make_contact(company)
    if has_colleague:
        make_contact(company)
    assert callable_at([company])[company.pk].number == number
    make_target(session, company, person, number=number)
    call(actor, session, CallOutcome.OPPOSED)
    assert callable_at([company])[company.pk] == Called(why="reach.opposed")
    again = make_session()
    make_target(again, company, number=number, contact_id=None)
    assert take_next(actor, again) is None
    assert CallTarget.objects.get(session=again).why_skipped == "reach.opposed"
    for row in Opposition.objects.order_by("pk"):
        lift_opposition(actor, row, lifted_on="", source="rappelés par elle")
    assert callable_at([company])[company.pk].number == number


@pytest.mark.parametrize(("legal_form", "why"), [("1000", "reach.opposed"), ("5499", "")])
def test_who_trades_in_their_own_name_answers_at_their_firm(legal_form: str, why: str) -> None:
    company = make_company(phone="+33199000036", legal_form=legal_form)
    person = make_contact(company, phone="+33199000037")
    close_channels(make_actor(), person, list(Channel), timezone.localdate(), "courrier")
    assert callable_at([company])[company.pk].why == why


def test_the_undo_of_an_opposition_opens_the_switchboard_again() -> None:
    actor, session, number = make_actor(), make_session(), "+33199000036"
    company = make_company(phone=number)
    make_target(session, company, make_contact(company), number=number)
    call(actor, session, CallOutcome.OPPOSED)
    undo_call(actor, session)
    assert callable_at([company])[company.pk].number == number


def test_an_undo_takes_the_call_noted_last_whatever_later_hour_another_bears() -> None:
    actor, session = make_actor(), make_session()
    later = make_target(session)
    make_attempt(later, at=timezone.now() + timedelta(hours=3), caller_id=actor.user_id)
    CallTarget.objects.filter(pk=later.pk).update(state="done")
    earlier = make_target(session)
    CallTarget.objects.filter(pk=earlier.pk).update(state="done")
    make_attempt(earlier, at=timezone.now() - timedelta(seconds=5), caller_id=actor.user_id)
    noted = make_target(session)
    call(actor, session, CallOutcome.NO_ANSWER)
    assert undo_call(actor, session) == noted
    assert undo_call(actor, session) == earlier
    assert last_call(actor, session) is None


def test_an_undo_leaves_what_an_earlier_try_gave() -> None:
    actor, session = make_actor(), make_session(most_tries=3)
    make_target(session)
    call(actor, session, CallOutcome.GATEKEEPER)
    CallTarget.objects.update(not_before=None)
    call(actor, session, CallOutcome.VOICEMAIL)
    undo_call(actor, session)
    row = CallTarget.objects.get()
    assert (row.state, row.tries, row.outcome) == ("held", 1, "gatekeeper")


def test_an_undo_in_a_session_that_stopped_puts_the_number_back_into_its_queue() -> None:
    actor = make_actor()
    session = make_session(owner_id=actor.user_id)
    make_target(session)
    call(actor, session, CallOutcome.QUOTE)
    set_session_state(actor, session, CallSessionState.PAUSED)
    undo_call(actor, session)
    row = CallTarget.objects.get()
    assert (row.state, row.held_by_id, row.outcome) == ("waiting", None, "")


def test_the_name_of_a_person_is_no_passage_to_justify() -> None:
    actor, session = make_actor(), make_session()
    target = make_target(session, contact=make_contact(make_company("Boutique Gay"), last_name="Gay"))
    made = call(actor, session, CallOutcome.QUOTE, note="Mme Gay attend le devis")
    assert made.next_activity is not None
    assert made.next_activity.subject == f"Faire le devis demandé par {target.contact.full_name}"
    again = make_target(session, contact=target.contact, number="+33145000077")
    with pytest.raises(TextWarned):
        call(actor, session, CallOutcome.NOT_INTERESTED, note="Elle est gay")
    assert CallTarget.objects.get(pk=again.pk).state == "held"
