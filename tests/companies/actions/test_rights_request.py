"""Requests of people about their data: noted, extended, closed, told to them and emptied with them."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.utils import timezone

from negoce.companies.actions.people.erase import erase_person
from negoce.companies.actions.people.rights_request import close_request, extend_request, note_request
from negoce.companies.models import Activity, RightsRequest
from negoce.companies.queries.person_data import person_tables
from negoce.companies.queries.rights_requests import open_requests
from negoce.identity.enums import Role, Scope
from negoce.identity.permissions import NotAllowed
from negoce.identity.queries.actors import actor_for
from negoce.kit.dates import add_months
from negoce.kit.refusal import Conflict, Refused
from tests.factories.companies import make_contact
from tests.factories.identity import make_actor, make_user

pytestmark = pytest.mark.django_db
TYPED = {"kind": "access", "received_through": "email", "details": "Copie de mes données"}


def test_a_request_has_its_last_day_and_a_task_that_names_nobody() -> None:
    actor, person = actor_for(make_user()), make_contact()
    row = note_request(actor, person, values=TYPED)
    today = timezone.localdate()
    assert (row.received_on, row.due_on, row.state) == (today, add_months(today, 1), "open")
    assert (row.name, row.handler_id) == (person.full_name, actor.user_id)
    task = Activity.objects.get(company=person.company)
    assert task.subject == "Répondre à une demande RGPD : accès à ses données"
    assert timezone.localtime(task.starts_at).date() == row.due_on - timedelta(days=3)
    assert list(open_requests(actor)) == [row]


def test_a_request_without_a_record_says_whose_it_is() -> None:
    actor = actor_for(make_user())
    with pytest.raises(Refused) as told:
        note_request(actor, None, values=TYPED)
    assert list(told.value.fields) == ["name"]
    assert note_request(actor, None, values={**TYPED, "name": "Paul Inconnu"}).contact is None
    for wrong in ({"kind": ""}, {"received_on": "demain"}, {"received_on": "31/12/2090"}):
        with pytest.raises(Refused) as refused:
            note_request(actor, None, values={**TYPED, "name": "Paul", **wrong})
        assert list(refused.value.fields) == list(wrong)


def test_two_more_months_are_told_once_and_within_the_first() -> None:
    actor = actor_for(make_user())
    row = note_request(actor, make_contact(), values=TYPED)
    with pytest.raises(Refused):
        extend_request(actor, row, reason=" ")
    extended = extend_request(actor, row, reason="Vingt ans d’échanges")
    assert (extended.due_on, extended.extended_on) == (add_months(row.received_on, 3), timezone.localdate())
    with pytest.raises(Refused):
        extend_request(actor, row, reason="Encore")
    old = note_request(actor, make_contact(), values={**TYPED, "received_on": "01/02/2024"})
    assert old.due_on == date(2024, 3, 1)
    with pytest.raises(Refused):
        extend_request(actor, old, reason="Trop tard")


def test_it_is_closed_once_and_a_refusal_says_why() -> None:
    actor = actor_for(make_user())
    row = note_request(actor, make_contact(), values=TYPED)
    with pytest.raises(Refused):
        close_request(actor, row, values={"state": "refused", "answer": ""})
    with pytest.raises(Refused):
        close_request(actor, row, values={"state": "open"})
    with pytest.raises(Conflict):
        close_request(actor, row, values={"state": "done"}, revision=7)
    done = close_request(actor, row, values={"state": "done", "answer": "Archive remise"}, revision=0)
    assert (done.state, done.answered_on) == ("done", timezone.localdate())
    with pytest.raises(Refused):
        close_request(actor, row, values={"state": "done"})
    assert list(open_requests(actor)) == []


def test_only_who_answers_people_sees_requests() -> None:
    person = make_contact()
    row = note_request(actor_for(make_user()), person, values=TYPED)
    salesperson = make_actor(Role.SALESPERSON)
    with pytest.raises(NotAllowed):
        note_request(salesperson, person, values=TYPED)
    with pytest.raises(NotAllowed):
        open_requests(salesperson)
    manager = actor_for(make_user(Role.MANAGER, scope=Scope.OWN))
    assert list(open_requests(manager)) == []
    with pytest.raises(NotAllowed):
        close_request(manager, row, values={"state": "done"})


def test_the_person_reads_it_and_takes_it_along() -> None:
    actor, person = actor_for(make_user()), make_contact(last_name="Aubin")
    row = note_request(actor, person, values={**TYPED, "identity_note": "Carte de Hélène Aubin"})
    table = next(each for each in person_tables(person) if each.key == "rights_requests")
    assert [each[0] for each in table.rows] == ["Accès à ses données"]
    erase_person(actor, person, reason="Demande", typed_name=person.full_name)
    row.refresh_from_db()
    assert (row.name, row.details, row.identity_note) == ("", "", "")
    assert RightsRequest.objects.count() == 1
