"""A person's rights on the calls made to them: a copy, and erasure."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from negoce.companies.actions.people.erase import erase_person
from negoce.companies.queries.person_data import person_tables
from negoce.identity.rules.actor import system_actor
from negoce.prospecting.enums import CallOutcome
from negoce.prospecting.models import CallAttempt, CallScript, CallTarget, Mailing, MailingRecipient
from tests.factories.calls import make_attempt, make_script, make_session, make_target
from tests.factories.companies import make_contact

pytestmark = pytest.mark.django_db


def test_the_copy_of_their_data_tells_their_calls() -> None:
    contact = make_contact(phone="+33145678901")
    target = make_target(make_session(name="Laiteries"), contact=contact, number="+33145678901")
    make_attempt(target, CallOutcome.CALLBACK, opening="silence")
    (table,) = [each for each in person_tables(contact) if each.key == "calls"]
    assert [(row[0], row[2], row[3]) for row in table.rows] == [
        ("Laiteries", "À rappeler", "Un long silence")
    ]


def test_who_is_erased_is_called_no_more_and_named_nowhere() -> None:
    contact = make_contact(first_name="Odile", last_name="Quintrec", phone="+33145678901")
    session = make_session(name="Rappeler Odile Quintrec")
    target = make_target(session, contact=contact, number="+33145678901")
    make_attempt(target)
    make_script(text="# Accueil\nBonjour, Odile Quintrec est-elle là ?\n")
    erase_person(system_actor(), contact, reason="sa demande", typed_name="Odile Quintrec")
    row = CallTarget.objects.get()
    assert (row.state, row.number, row.contact_id, row.why_skipped) == ("skipped", "", None, "reach.erased")
    assert CallAttempt.objects.get().contact_id is None
    session.refresh_from_db()
    assert ("Quintrec" in session.name, "Quintrec" in CallScript.objects.get().text) == (False, False)


def test_the_copy_tells_the_day_here_of_a_call_and_of_a_mailing() -> None:
    contact, night = make_contact(phone="+33145678901"), datetime(2026, 11, 9, 23, 30, tzinfo=UTC)
    target = make_target(make_session(), contact=contact, number="+33145678901")
    attempt = make_attempt(target)
    CallAttempt.objects.filter(pk=attempt.pk).update(at=night)
    mailing = Mailing.objects.create(name="Relance", kind="email", launched_at=night)
    MailingRecipient.objects.create(
        mailing=mailing, contact=contact, company=contact.company, unsubscribed_at=night
    )
    tables = {each.key: each.rows for each in person_tables(contact) if each.key in ("calls", "mailings")}
    assert tables["calls"][0][1] == "10 nov. 2026"
    assert (tables["mailings"][0][2], tables["mailings"][0][5]) == ("10 nov. 2026", "10 nov. 2026")
