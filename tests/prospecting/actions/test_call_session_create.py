"""A list becomes a queue: whoever may be called once, the others counted by reason."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from negoce.companies.actions.people.opposition_record import record_opposition
from negoce.companies.enums import Channel, DecisionPower
from negoce.companies.models import Company, Contact
from negoce.identity.enums import Role, Scope
from negoce.identity.models import JournalEntry
from negoce.identity.permissions import NotAllowed
from negoce.identity.rules.actor import Actor
from negoce.kit.refusal import Refused
from negoce.prospecting.actions.call_session_create import SessionAsked, begin_session
from negoce.prospecting.actions.call_session_fill import fill_session
from negoce.prospecting.models import CallSession, CallTarget, TargetIndex
from tests.factories.calls import make_attempt, make_session, make_target
from tests.factories.companies import make_activity, make_company, make_contact
from tests.factories.identity import make_actor

pytestmark = pytest.mark.django_db


def power(contact: Contact, what: DecisionPower) -> Contact:
    contact.current_post.decision_power = what.value
    contact.current_post.save()
    return contact


def oppose(contact: Contact) -> None:
    record_opposition(make_actor(), contact, channels=[Channel.PHONE], opposed_on="", source="appel")


def session_of(actor: Actor, *companies: Company, **asked: object) -> CallSession:
    wanted = SessionAsked(name="Laiteries de la Drôme", **asked)
    begun = begin_session(actor, wanted, public_ids=[each.public_id for each in companies])
    return fill_session(actor, begun)


def queue(session: CallSession) -> list[tuple[str, str]]:
    rows = CallTarget.objects.filter(session=session).select_related("contact").order_by("position")
    return [(row.number, row.contact.last_name if row.contact else "") for row in rows]


def test_whoever_decides_is_called_on_their_own_line_else_through_the_switchboard() -> None:
    first = make_company("A", phone="+33145000000")
    power(make_contact(first, last_name="Guichard", phone="+33145000001"), DecisionPower.GUARDS)
    make_contact(first, last_name="Petit", phone="+33145000002")
    power(make_contact(first, last_name="Roux", phone="+33145000003"), DecisionPower.DECIDES)
    second = make_company("B", phone="+33145000010")
    power(make_contact(second, last_name="Blanc"), DecisionPower.DECIDES)
    third = make_company("C", phone="+33145000020")
    session = session_of(make_actor(), first, second, third)
    assert queue(session) == [("+33145000003", "Roux"), ("+33145000010", "Blanc"), ("+33145000020", "")]
    assert (session.state, session.targets_count, session.left_out) == ("open", 3, {})


def test_who_may_not_be_called_is_left_out_with_the_reason() -> None:
    opposed = make_company("A")
    oppose(make_contact(opposed, phone="+33145000001"))
    silent = make_company("B")
    same = make_company("C", phone="+33145000002")
    twin = make_company("D", phone="+33145000002")
    recent = make_company("E", phone="+33145000003")
    make_activity(recent, starts_at=timezone.now() - timedelta(days=2))
    tried = make_company("F", phone="+33145000004")
    make_attempt(make_target(make_session(), tried, number="+33145000004"))
    session = session_of(make_actor(), opposed, silent, same, twin, recent, tried)
    assert queue(session) == [("+33145000002", "")]
    assert session.left_out == {
        "reach.opposed": 1,
        "call.no_number": 1,
        "call.same_number": 1,
        "call.recent": 2,
    }


def test_who_opposes_calls_is_not_asked_for_at_the_switchboard() -> None:
    company = make_company("A", phone="+33145000000")
    oppose(make_contact(company, phone="+33145000001"))
    assert queue(session_of(make_actor(), company)) == [("+33145000000", "")]
    other = make_company("B", phone="+33145000009")
    oppose(make_contact(other))
    assert queue(session_of(make_actor(), other)) == [("+33145000009", "")]


def test_the_most_promising_come_first() -> None:
    today = timezone.localdate()
    low, high, none = (make_company(name, phone=f"+3314500000{n}") for n, name in enumerate("ABC"))
    TargetIndex.objects.create(company=low, priority=3, potential=9, as_of=today)
    TargetIndex.objects.create(company=high, priority=1, potential=5, as_of=today)
    session = session_of(make_actor(), low, high, none)
    assert [row.company_id for row in CallTarget.objects.filter(session=session).order_by("position")] == [
        high.pk,
        low.pk,
        none.pk,
    ]


def test_a_filter_reaches_what_its_reader_sees() -> None:
    boss = make_actor()
    make_company("Vue", phone="+33145000001", city="Valence")
    make_company("Autre", phone="+33145000002", city="Lyon")
    begun = begin_session(boss, SessionAsked("Valence"), public_ids=None, filter_text="city is Valence")
    assert begun.state == "preparing"
    session = fill_session(boss, begun)
    assert (queue(session), session.filter_text) == ([("+33145000001", "")], "")
    with pytest.raises(Refused):
        begin_session(boss, SessionAsked("Rien"), public_ids=None, filter_text="city is Nulle-Part")


def test_filling_again_after_a_crash_leaves_one_queue() -> None:
    actor, company = make_actor(), make_company(phone="+33145000001")
    begun = begin_session(actor, SessionAsked("Deux fois"), public_ids=[company.public_id])
    make_target(begun, company, number="+33145000001", contact_id=None)
    session = fill_session(actor, begun)
    assert queue(session) == [("+33145000001", "")]
    assert fill_session(actor, session).targets_count == 1
    told = JournalEntry.objects.filter(subject_kind="call_session").order_by("pk")
    assert list(told.values_list("verb", flat=True)) == ["created", "updated"]


@pytest.mark.parametrize(
    ("asked", "field"),
    [({"name": " "}, "name"), ({"most_tries": 0}, "most_tries"), ({"quiet_days": 400}, "quiet_days")],
)
def test_what_is_asked_is_checked(asked: dict[str, object], field: str) -> None:
    company = make_company(phone="+33145000001")
    with pytest.raises(Refused) as refused:
        begin_session(make_actor(), SessionAsked(**{"name": "X", **asked}), public_ids=[company.public_id])
    assert list(refused.value.fields) == [field]
    assert CallSession.objects.count() == 0


def test_others_companies_are_out_of_reach_and_readers_make_none() -> None:
    mine = make_actor(Role.SALESPERSON, scope=Scope.OWN)
    company = make_company(phone="+33145000001")
    assert queue(session_of(mine, company)) == []
    with pytest.raises(NotAllowed):
        begin_session(make_actor(Role.READ_ONLY), SessionAsked("X"), public_ids=[company.public_id])


def test_many_cost_no_more_than_few(queries) -> None:
    actor = make_actor()
    made: list[Company] = []

    def make() -> None:
        company = make_company(phone=f"+3314511{len(made):04d}")
        make_contact(company, phone=f"+3314512{len(made):04d}")
        made.append(company)

    def read() -> None:
        CallSession.objects.all().delete()
        session_of(actor, *made)

    queries.same(make=make, read=read)
