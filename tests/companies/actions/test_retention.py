"""Whose data fall due (R-G1): found each night, asked again, erased by hand or by decision of the house."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import timezone

from negoce.companies.actions.retention_erase import (
    ask_again,
    ask_erasure,
    erase_overdue,
    save_retention_settings,
)
from negoce.companies.actions.retention_propose import propose_retention
from negoce.companies.models import Contact, RetentionProposal
from negoce.companies.queries.retention import visible_proposals
from negoce.identity.enums import Role
from negoce.identity.permissions import NotAllowed
from negoce.identity.queries.actors import actor_for
from negoce.identity.rules.actor import system_actor
from negoce.jobs.worker import work_off
from negoce.kit.dates import add_years
from negoce.kit.refusal import Refused
from negoce.orders.actions.refresh_sales import refresh_sales
from tests.factories.companies import make_contact
from tests.factories.identity import make_actor, make_user
from tests.factories.orders import make_order

pytestmark = pytest.mark.django_db


def _nothing(_done: int, _total: int) -> None:
    return None


def _old(days_over: int, **fields: object) -> Contact:
    """Somebody who came to us three years and some days ago."""
    contact = make_contact(**fields)
    day = add_years(timezone.localdate(), -3) - timedelta(days=days_over)
    at = timezone.make_aware(datetime.combine(day, datetime.min.time()) + timedelta(hours=12))
    Contact.objects.filter(pk=contact.pk).update(created_at=at)
    return contact


def test_the_night_finds_who_is_due_and_who_soon_will_be() -> None:
    today = timezone.localdate()
    due, soon, later = _old(1), _old(-30), _old(-31)
    signed = _old(400, last_sign_on=today - timedelta(days=10))
    buyer = _old(400)
    make_order(buyer.company, today - timedelta(days=90), "50")
    refresh_sales([buyer.company_id])
    assert propose_retention(today, progress=_nothing) == 2
    found = {each.pk: (each.due_on, each.code) for each in RetentionProposal.objects.order_by("pk")}
    assert found == {
        due.pk: (today - timedelta(days=1), "retention.collected"),
        soon.pk: (today + timedelta(days=30), "retention.collected"),
    }
    assert {later.pk, signed.pk, buyer.pk}.isdisjoint(found)


def test_who_gave_a_sign_since_is_proposed_no_more() -> None:
    today, person = timezone.localdate(), _old(5)
    propose_retention(today, progress=_nothing)
    Contact.objects.filter(pk=person.pk).update(last_sign_on=today)
    assert propose_retention(today, progress=_nothing) == 0
    assert RetentionProposal.objects.count() == 0


def test_the_worked_example_of_the_reference() -> None:
    person = make_contact(last_sign_on=date(2023, 11, 22))
    at = datetime(2020, 1, 5, 9, tzinfo=UTC)
    Contact.objects.filter(pk=person.pk).update(created_at=at)
    propose_retention(date(2026, 11, 1), progress=_nothing)
    proposal = RetentionProposal.objects.get()
    assert (proposal.due_on, proposal.since, proposal.code) == (
        date(2026, 11, 22),
        date(2023, 11, 22),
        "retention.sign",
    )


def test_whom_a_person_chose_is_erased_if_still_due() -> None:
    today, actor = timezone.localdate(), actor_for(make_user())
    due, soon, answered = _old(5), _old(-3), _old(5)
    propose_retention(today, progress=_nothing)
    job = ask_erasure(actor, [due.pk, soon.pk, answered.pk])
    assert job.arguments == {"contacts": [due.pk, answered.pk]}
    Contact.objects.filter(pk=answered.pk).update(last_sign_on=today)
    work_off()
    erased = Contact.objects.filter(erased_at__isnull=False).values_list("pk", flat=True)
    assert list(erased) == [due.pk]
    with pytest.raises(Refused):
        ask_erasure(actor, [soon.pk])
    with pytest.raises(NotAllowed):
        ask_erasure(make_actor(Role.SALESPERSON), [soon.pk])


def test_nobody_is_erased_by_the_night_unless_the_house_decided_so() -> None:
    today, admin = timezone.localdate(), actor_for(make_user())
    long_due, just_due, asked = _old(40), _old(5), _old(90)
    propose_retention(today, progress=_nothing)
    ask_again(admin, asked)
    assert erase_overdue(system_actor(), today, progress=_nothing) == 0
    with pytest.raises(Refused):
        save_retention_settings(admin, auto_erase=True, grace_days=None)
    with pytest.raises(NotAllowed):
        save_retention_settings(make_actor(Role.SALESPERSON), auto_erase=True, grace_days=30)
    save_retention_settings(admin, auto_erase=True, grace_days=30)
    assert erase_overdue(system_actor(), today, progress=_nothing) == 1
    erased = Contact.objects.filter(erased_at__isnull=False).values_list("pk", flat=True)
    assert list(erased) == [long_due.pk]
    left = set(visible_proposals(admin).values_list("pk", flat=True))
    assert left == {just_due.pk, asked.pk}
