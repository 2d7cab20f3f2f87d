"""Visitors noted on a stand: once each, whoever sends them again, to whoever follows their company."""

from __future__ import annotations

import uuid
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.utils import timezone

from negoce.companies.actions.activities.guard import TextWarned
from negoce.companies.models import Activity, Company, Contact
from negoce.identity.enums import Role, Scope
from negoce.identity.permissions import NotAllowed
from negoce.identity.queries.actors import actor_for
from negoce.kit.refusal import Conflict, Refused
from negoce.portfolio.queries.form_results import fair_results
from negoce.prospecting.actions.fair_entry_take import take_entry
from negoce.prospecting.actions.fair_save import save_fair
from negoce.prospecting.models import FairEntry, NewsletterConsent
from tests.factories.companies import make_company
from tests.factories.forms import make_fair
from tests.factories.identity import make_actor, make_user

pytestmark = pytest.mark.django_db


def entry(**given: object) -> dict[str, Any]:
    return {
        "id": str(uuid.uuid4()),
        "fair": make_fair().public_id if "fair" not in given else given["fair"],
        "company": "Fromagerie Basset",
        "last_name": "Basset",
        "interest": "hot",
        "informed": True,
        "noted_at": (timezone.now() - timedelta(hours=2)).isoformat(),
        **given,
    }


def test_a_visitor_becomes_a_company_a_person_a_note_and_a_call() -> None:
    user = make_user(Role.SALESPERSON)
    noted = take_entry(
        actor_for(user),
        entry(first_name="Marc", email="marc@basset.example", note="Veut 3 palettes", newsletter=True),
    )
    row = noted.entry
    assert (row.company.name, row.company.origin_channel, row.company.owner) == (
        "Fromagerie Basset",
        "fair",
        user,
    )
    assert row.company.origin_detail == "Salon de l’emballage"
    assert row.contact is not None
    assert (row.contact.informed_on, row.contact.informed_through) == (timezone.localdate(row.noted_at), "")
    said, task = Activity.objects.order_by("pk")
    assert (said.kind, said.direction, said.state) == ("message", "incoming", "done")
    assert ("Veut 3 palettes" in said.body, said.need_recorded) == (True, "Veut 3 palettes")
    assert (task.kind, task.state, task.owner) == ("task", "planned", user)
    agreed = NewsletterConsent.objects.values_list("contact_id", "email", "given_at", "source")
    assert list(agreed) == [
        (row.contact_id, "marc@basset.example", row.noted_at, "Salon «\u00a0Salon de l’emballage\u00a0»")
    ]
    assert (row.newsletter_wanted, row.is_new_company, noted.follower, noted.again) == (True, True, "", False)


def test_sent_twice_is_one() -> None:
    actor, raw = make_actor(Role.SALESPERSON), entry()
    first, second = take_entry(actor, raw), take_entry(actor, raw)
    assert (second.again, second.entry.pk) == (True, first.entry.pk)
    assert (FairEntry.objects.count(), Company.objects.count(), Contact.objects.count()) == (1, 1, 1)
    # Even when what it names was put right, or taken away, meanwhile.
    assert take_entry(actor, {**raw, "company": "", "fair": "gone"}).again is True
    # Somebody else's number is nobody's: it says nothing of the other entry, and stops no telephone.
    with pytest.raises(Refused):
        take_entry(make_actor(Role.SALESPERSON), raw)
    assert FairEntry.objects.count() == 1


def test_a_company_that_somebody_else_follows_gets_the_visitor() -> None:
    owner = make_user(first_name="Nadia", last_name="Roux")
    company = make_company("Fromagerie Basset", owner=owner, email="bonjour@basset.example")
    seller = make_actor(Role.SALESPERSON, scope=Scope.OWN)
    noted = take_entry(seller, entry(email="marc@basset.example"))
    assert (noted.entry.company, noted.follower, noted.entry.is_new_company) == (company, "Nadia Roux", False)
    assert Activity.objects.get(kind="task").owner == owner


@pytest.mark.parametrize(
    ("given", "fields"),
    [
        ({"company": ""}, ["company"]),
        ({"last_name": None, "email": "x"}, ["email", "last_name"]),
        ({"interest": "love"}, ["interest"]),
        ({"fair": "nothing"}, ["fair"]),
        ({"company": ["a"], "phone": 12, "fair": {}}, ["company", "fair"]),
        ({"company": "x" * 3_000}, ["company"]),
    ],
)
def test_faults_are_told_by_field_and_nothing_is_kept(given: dict[str, object], fields: list[str]) -> None:
    with pytest.raises(Refused) as refused:
        take_entry(make_actor(), entry(**given))
    assert sorted(refused.value.fields) == fields
    assert (FairEntry.objects.count(), Company.objects.count()) == (0, 0)


def test_what_should_not_be_written_of_a_person_asks_for_a_reason() -> None:
    actor, raw = make_actor(), entry(note="Il est divorcé et malade")
    with pytest.raises(TextWarned):
        take_entry(actor, raw)
    assert Company.objects.count() == 0
    assert take_entry(actor, {**raw, "guard_reason": "Cité par lui-même"}).again is False


def test_a_clock_that_is_wrong_is_not_believed() -> None:
    for wrong in (
        "2031-01-01T00:00:00+00:00",
        "1970-01-01T00:00:00+00:00",
        "yesterday",
        None,
        "2026-11-20T10:00",
    ):
        row = take_entry(make_actor(), entry(noted_at=wrong)).entry
        assert timezone.now() - row.noted_at < timedelta(minutes=1)


def test_who_may_not_create_is_refused() -> None:
    with pytest.raises(NotAllowed):
        take_entry(make_actor(Role.READ_ONLY, scope=Scope.ALL), entry())


def test_a_fair_is_written_and_changed() -> None:
    actor = make_actor(Role.MARKETING)
    values = {
        "name": "Salon",
        "place": "Lyon",
        "starts_on": "18/11/2026",
        "ends_on": "20/11/2026",
        "cost": "9 500,50",
    }
    fair = save_fair(actor, None, values=values, plan=None, today=date(2026, 11, 1))
    assert (fair.starts_on, fair.cost) == (date(2026, 11, 18), Decimal("9500.50"))
    changed = save_fair(
        actor, fair, values={**values, "cost": ""}, plan=None, today=date(2026, 11, 1), revision=0
    )
    assert changed.cost is None
    with pytest.raises(Conflict):
        save_fair(actor, fair, values=values, plan=None, today=date(2026, 11, 1), revision=0)
    for wrong in ({"name": ""}, {"ends_on": "17/11/2026"}, {"cost": "-1"}, {"starts_on": "x"}):
        with pytest.raises(Refused):
            save_fair(actor, None, values={**values, **wrong}, plan=None, today=date(2026, 11, 1))
    with pytest.raises(NotAllowed):
        save_fair(make_actor(Role.SALESPERSON), None, values=values, plan=None, today=date(2026, 11, 1))


def test_what_a_fair_cost_for_each_contact() -> None:
    fair = make_fair(cost=Decimal("950"))
    for number in range(4):
        raw = entry(fair=fair.public_id, company=f"Société {number}", email=f"a@x{number}.example")
        take_entry(make_actor(), raw)
    result = fair_results([fair])[fair.pk]
    assert (result.contacts, result.new_companies, result.customers) == (4, 4, 0)
    assert (result.cost_per_contact, result.cost_per_customer) == (Decimal("237.50"), None)


@pytest.mark.parametrize(
    ("given", "faulty"),
    [
        ({"interest": []}, ["interest"]),
        ({"interest": {}}, ["interest"]),
        ({"interest": 3}, ["interest"]),
        ({"fair": "\ud83d"}, ["fair"]),
        ({"company": "\ud83d"}, ["company"]),
        ({"last_name": "\udc00"}, ["last_name"]),
    ],
)
def test_what_no_telephone_of_ours_sends_is_refused_by_field(
    given: dict[str, object], faulty: list[str]
) -> None:
    with pytest.raises(Refused) as refused:
        take_entry(make_actor(), entry(**given))
    assert list(refused.value.fields) == faulty


@pytest.mark.parametrize(
    "name",
    [
        "company",
        "first_name",
        "last_name",
        "function",
        "phone",
        "email",
        "note",
        "guard_reason",
        "fair",
        "id",
    ],
)
def test_half_an_emoji_in_a_field_is_kept_without_it_or_refused(name: str) -> None:
    given = entry(email="marc@basset.example", phone="01 45 67 89 01", note="Veut 3 palettes")
    typed = {**given, name: f"{given.get(name, 'Marc')}\ud83d"}
    if name == "id":
        with pytest.raises(Refused) as refused:
            take_entry(make_actor(), typed)
        assert refused.value.fields == {}
    else:
        noted = take_entry(make_actor(), typed)
        assert noted.entry.contact is not None
        assert (noted.entry.company.name, noted.entry.contact.last_name) == ("Fromagerie Basset", "Basset")


def test_a_visitor_sent_days_later_gave_their_sign_on_the_day_of_the_fair() -> None:
    said = timezone.now() - timedelta(days=6)
    row = take_entry(make_actor(), entry(noted_at=said.isoformat(), email="marc@basset.example")).entry
    known = Contact.objects.get()
    day = timezone.localdate(said)
    assert (row.contact, known.last_sign_on, known.informed_on) == (known, day, day)
