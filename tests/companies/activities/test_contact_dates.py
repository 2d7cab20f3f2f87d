"""The dates that lists read, kept in bulk."""

from datetime import date, datetime

import pytest

from negoce.companies.actions.contacts.dates import refresh_contact_dates, refresh_last_signs
from negoce.companies.models import ActivityContact
from tests.factories.companies import PARIS, make_activity, make_company, make_contact
from tests.harness.queries import Queries

pytestmark = pytest.mark.django_db


def at(day: int, hour: int = 9, minute: int = 0) -> datetime:
    return datetime(2026, 11, day, hour, minute, tzinfo=PARIS)


def test_only_exchanges_that_took_place_are_contacts() -> None:
    company = make_company()
    make_activity(company, starts_at=at(3))
    make_activity(company, starts_at=at(10), kind="note")
    make_activity(company, starts_at=at(11), kind="task")
    make_activity(company, starts_at=at(12), state="cancelled")
    make_activity(company, starts_at=at(13), deleted_at=at(14))
    make_activity(company, starts_at=at(28), state="planned")
    make_activity(company, starts_at=at(25), state="planned", kind="task")
    make_activity(company, starts_at=at(22), state="planned", deleted_at=at(14))
    refresh_contact_dates([company.pk])
    company.refresh_from_db()
    assert (company.last_contact_on, company.next_activity_on) == (date(2026, 11, 3), date(2026, 11, 25))


def test_days_are_those_of_paris() -> None:
    company = make_company()
    make_activity(company, starts_at=at(12, 0, 5))
    refresh_contact_dates([company.pk, None])
    company.refresh_from_db()
    assert company.last_contact_on == date(2026, 11, 12)


def test_nothing_left_empties_the_dates() -> None:
    company = make_company(last_contact_on=date(2026, 1, 1), next_activity_on=date(2026, 1, 1))
    refresh_contact_dates([company.pk])
    company.refresh_from_db()
    assert (company.last_contact_on, company.next_activity_on) == (None, None)


def test_one_query_whatever_the_number(queries: Queries) -> None:
    companies = [make_company() for _ in range(5)]
    for company in companies:
        make_activity(company)
        make_activity(company)
    with queries.exactly(1):
        refresh_contact_dates(company.pk for company in companies)
    with queries.exactly(0):
        refresh_contact_dates([None])


def test_signs_in_one_query(queries: Queries) -> None:
    company = make_company()
    contacts = [make_contact(company) for _ in range(3)]
    incoming = make_activity(company, direction="incoming", starts_at=at(5))
    mail = make_activity(company, direction="outgoing", kind="email", starts_at=at(9))
    for contact in contacts[:2]:
        ActivityContact.objects.create(activity=incoming, contact=contact)
    ActivityContact.objects.create(activity=mail, contact=contacts[2])
    with queries.exactly(1):
        refresh_last_signs(contact.pk for contact in contacts)
    for contact in contacts:
        contact.refresh_from_db()
    assert [contact.last_sign_on for contact in contacts] == [date(2026, 11, 5), date(2026, 11, 5), None]
