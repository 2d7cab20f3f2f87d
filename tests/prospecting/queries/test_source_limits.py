"""Whom the licences of files forbid to prospect."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from negoce.companies.enums import Channel, ContactPurpose
from negoce.companies.queries.reach_limits import limits_on_companies, limits_on_contacts
from negoce.companies.queries.reachable import reachable
from negoce.companies.words.findings import say
from negoce.orders.actions.refresh_sales import refresh_sales
from negoce.outbox.actions.gate import decide
from negoce.prospecting.actions.source_use import note_use
from negoce.prospecting.models import FileSource, SourceUse
from negoce.prospecting.queries.source_limits import blocked, company_signs
from tests.factories.companies import make_activity, make_company, make_contact
from tests.factories.identity import make_actor
from tests.factories.orders import make_order
from tests.factories.sources import brought, make_source

pytestmark = pytest.mark.django_db
EMAIL = Channel.EMAIL


def _codes(found: object) -> dict[int, str]:
    return {key: reason.code for key, reason in found.items()}  # type: ignore[attr-defined]


def test_a_licence_that_ended_blocks_whom_it_brought_and_nobody_else() -> None:
    today = timezone.localdate()
    ended = make_source(ends_on=today - timedelta(days=1))
    mine, other = make_contact(), make_contact()
    brought(ended, mine)
    brought(ended, mine.company)
    found = blocked(
        contact_ids=[mine.pk, other.pk],
        company_ids=[mine.company_id, other.company_id],
        channel=EMAIL,
        today=today,
    )
    assert _codes(found.contacts) == {mine.pk: "licence.ended"}
    assert _codes(found.companies) == {mine.company_id: "licence.ended"}
    # The same, as lower rooms ask it.
    assert _codes(limits_on_contacts([mine.pk], EMAIL, today)) == {mine.pk: "licence.ended"}
    assert _codes(limits_on_companies([mine.company_id], EMAIL, today)) == {mine.company_id: "licence.ended"}


def test_a_channel_left_out_of_the_licence_is_closed() -> None:
    person = make_contact()
    brought(make_source(), person)
    today = timezone.localdate()
    assert _codes(blocked(contact_ids=[person.pk], channel=Channel.POST, today=today).contacts) == {
        person.pk: "licence.channel_post"
    }
    assert blocked(contact_ids=[person.pk], channel=Channel.PHONE, today=today).contacts == {}


def test_who_answered_ordered_or_was_known_before_is_free() -> None:
    today = timezone.localdate()
    ended = make_source(ends_on=today - timedelta(days=1))
    answered = make_contact(last_sign_on=today - timedelta(days=3))
    ordered, known, silent = make_contact(), make_contact(), make_contact()
    make_order(ordered.company, today - timedelta(days=10), "100")
    refresh_sales([ordered.company_id])
    for each in (answered, ordered, silent):
        brought(ended, each)
        brought(ended, each.company)
    brought(ended, known, created=False)
    brought(ended, known.company, created=False)
    people = [answered, ordered, known, silent]
    found = blocked(
        contact_ids=[each.pk for each in people],
        company_ids=[each.company_id for each in people],
        channel=EMAIL,
        today=today,
    )
    assert list(found.contacts) == [silent.pk]
    assert list(found.companies) == [silent.company_id]


def test_a_company_that_called_us_answered() -> None:
    today = timezone.localdate()
    ended = make_source(ends_on=today - timedelta(days=1))
    company = make_company()
    brought(ended, company)
    make_activity(company, direction="incoming", starts_at=timezone.now() - timedelta(days=2))
    assert blocked(company_ids=[company.pk], channel=EMAIL, today=today).companies == {}


def test_a_rented_file_serves_as_often_as_agreed_and_a_mailing_is_not_stopped_by_itself() -> None:
    today, actor = timezone.localdate(), make_actor()
    rented = make_source(kind="rented", uses_allowed=1)
    person = make_contact()
    brought(rented, person)
    assert blocked(contact_ids=[person.pk], channel=EMAIL, today=today).contacts == {}
    for _again in range(2):
        note_use(actor, key="mailing-a", what="Vœux", channel=EMAIL, contact_ids=[person.pk])
    assert list(SourceUse.objects.values_list("key", "people")) == [("mailing-a", 1)]
    assert _codes(blocked(contact_ids=[person.pk], channel=EMAIL, today=today).contacts) == {
        person.pk: "licence.used_up"
    }
    mine = blocked(contact_ids=[person.pk], channel=EMAIL, today=today, use="mailing-a")
    assert mine.contacts == {}


def test_the_queries_are_as_many_for_three_as_for_one() -> None:
    today, source = timezone.localdate(), make_source()
    counts = []
    for _round in range(2):
        people = [make_contact() for _each in range(1 if not counts else 3)]
        for each in people:
            brought(source, each)
            brought(source, each.company)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            blocked(
                contact_ids=[each.pk for each in people],
                company_ids=[each.company_id for each in people],
                channel=EMAIL,
                today=today,
            )
        counts.append(len(queries))
    assert counts[0] == counts[1]
    assert counts[0] <= 10


def test_who_may_be_reached_is_said_with_the_licence() -> None:
    today = timezone.localdate()
    free, held = make_contact(phone="+33145678901"), make_contact(phone="+33145678902")
    brought(make_source(ends_on=today - timedelta(days=1)), held)
    found = reachable([free, held], Channel.PHONE, ContactPurpose.PROFESSIONAL)
    assert {key: reach.allowed for key, reach in found.items()} == {free.pk: True, held.pk: False}
    assert say(found[held.pk].reason).startswith(
        "La licence du fichier «\u00a0Fichier laiteries\u00a0» est terminée"
    )
    assert reachable([held], Channel.PHONE, ContactPurpose.CONTRACTUAL)[held.pk].allowed is True


def test_no_message_of_prospecting_passes_the_gate_once_a_licence_ended() -> None:
    today = timezone.localdate()
    person = make_contact(email="anne@laiterie.example", informed_on=today)
    rented = make_source(kind="rented", uses_allowed=1)
    brought(rented, person)
    assert decide(person.email, person, ContactPurpose.PROFESSIONAL).allowed is True
    note_use(make_actor(), key="mailing-a", what="Vœux", channel=EMAIL, contact_ids=[person.pk])
    assert decide(person.email, person, ContactPurpose.PROFESSIONAL).reason.code == "licence.used_up"
    # What is under way was counted when it was prepared.
    assert decide(person.email, person, ContactPurpose.PROFESSIONAL, under_way=True).allowed is True
    FileSource.objects.update(ends_on=today - timedelta(days=1))
    assert decide(person.email, person, ContactPurpose.PROFESSIONAL, under_way=True).allowed is False
    assert decide(person.email, person, ContactPurpose.CONTRACTUAL).allowed is True


def test_a_sign_just_after_midnight_here_counts_for_the_day_that_began() -> None:
    company, night = make_company(), datetime(2026, 11, 9, 23, 30, tzinfo=UTC)
    make_activity(company, direction="incoming", starts_at=night)
    assert company_signs([company.pk]) == {company.pk: date(2026, 11, 10)}
