"""Two records that are one, with something of every kind that a merge takes along."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.apps import apps
from django.utils import timezone

from negoce.companies.actions.contacts.dates import refresh_contact_dates, refresh_last_signs
from negoce.companies.actions.people.opposition_record import record_opposition
from negoce.companies.actions.search.index import index_records
from negoce.companies.enums import Channel
from negoce.companies.models import (
    ActivityContact,
    Address,
    Company,
    CompanyTag,
    Contact,
    ContactPreference,
    Observation,
    Post,
    RecentRecord,
    Tag,
)
from negoce.identity.enums import Role
from negoce.identity.models import JournalEntry
from negoce.identity.rules.actor import Actor
from negoce.orders.actions.refresh_sales import refresh_sales
from tests.factories.companies import make_activity, make_company, make_contact
from tests.factories.identity import make_actor
from tests.factories.journal import make_entry
from tests.factories.orders import make_order, make_product

# What a merge and its undo add on purpose; the rest comes back row for row.
NOT_COMPARED = {"MergeRecord", "Job", "SearchWord"}
Snapshot = dict[str, dict[object, tuple[object, ...]]]


def snapshot() -> Snapshot:
    """Every row of every table of the house, by table and key."""
    found: Snapshot = {}
    for model in apps.get_models():
        if not model.__module__.startswith("negoce.") or model.__name__ in NOT_COMPARED:
            continue
        columns = [field.attname for field in model._meta.concrete_fields]
        rows = model._default_manager.order_by("pk").values_list("pk", *columns)
        found[model._meta.label] = {row[0]: row[1:] for row in rows}
    # Worked out again by the orders: the figures come back, in rows that have another key.
    bought = found["orders.CustomerProduct"]
    found["orders.CustomerProduct"] = {row[1:3]: row[1:] for row in bought.values()}
    return found


def told_since(before: Snapshot, after: Snapshot) -> list[str]:
    """The verbs of the journal entries written in between, which are taken out of `after`."""
    entries = after["identity.JournalEntry"]
    new = sorted(set(entries) - set(before["identity.JournalEntry"]))
    for key in new:
        del entries[key]
    return list(JournalEntry.objects.filter(pk__in=new).order_by("pk").values_list("verb", flat=True))


@pytest.fixture
def manager() -> Actor:
    return make_actor(Role.ADMINISTRATOR)


@pytest.fixture
def pair(manager: Actor) -> tuple[Company, Company]:
    """A dairy and its double: what only one has, and what both have."""
    kept = make_company(
        "Laiterie du Vercors", siren="900000018", city="Villard-de-Lans", postal_code="38250",
        department="38", phone="+33476000001", note="Livrer le mardi.", import_key="a:1",
    )  # fmt: skip
    absorbed = make_company(
        "Laiterie du Vercors SAS", city="Villard-de-Lans", postal_code="38250", department="38",
        phone="+33476000002", email="contact@vercors.example", note="Portail à gauche.", import_key="b:9",
        headcount=48,
    )  # fmt: skip
    for company, line in ((kept, "1 rue du Lait"), (absorbed, "")):
        Address.objects.create(
            company=company, kind="head_office", line1=line, postal_code="38250", city="Villard-de-Lans"
        )
    Address.objects.create(
        company=absorbed, kind="delivery", line1="Quai 2", postal_code="38250", city="Lans"
    )
    common, other = (Tag.objects.create(name=name, name_key=name.lower()) for name in ("Fidèle", "Bio"))
    CompanyTag.objects.create(company=kept, tag=common)
    CompanyTag.objects.create(company=absorbed, tag=common)
    CompanyTag.objects.create(company=absorbed, tag=other)
    make_company("Fromagerie fille", parent=absorbed)
    make_activity(kept)
    make_activity(absorbed, kind="visit")
    for company in (kept, absorbed):
        make_order(company, date(2026, 6, 1), "100", product=make_product(), quantity=Decimal(2))
    person = make_contact(absorbed)
    both = make_contact(absorbed, function="Achats")
    Post.objects.create(contact=both, company=kept, function="")
    for company in (kept, absorbed):
        RecentRecord.objects.create(
            user_id=manager.user_id, kind="company", object_id=company.pk, visited_at=timezone.now()
        )
        make_entry(subject_id=company.pk, company_key=company.pk)
    return settled(kept, absorbed, [person, both])


def settled(kept: Company, absorbed: Company, people: list[Contact]) -> tuple[Company, Company]:
    """Everything that is worked out, worked out."""
    refresh_sales([kept.pk, absorbed.pk])
    refresh_contact_dates([kept.pk, absorbed.pk])
    index_records("company", Company.objects.order_by("pk").values_list("pk", flat=True))
    index_records("contact", [person.pk for person in people])
    return Company.objects.get(pk=kept.pk), Company.objects.get(pk=absorbed.pk)


@pytest.fixture
def people(manager: Actor) -> tuple[Contact, Contact]:
    """A buyer and her double, in one company and in another one too."""
    house, other = make_company("Laiterie"), make_company("Fromagerie")
    kept = make_contact(
        house, first_name="Hélène", last_name="Garnier", email="h.garnier@x.example", function="",
        note="Préfère le matin.",
    )  # fmt: skip
    absorbed = make_contact(
        house, first_name="Helene", last_name="Garnier", email="helene@x.example", mobile="+33639980001",
        phone="+33476000003", import_key="c:4", note="Parle italien.",
    )  # fmt: skip
    Post.objects.create(contact=absorbed, company=other, function="Conseil")
    guard = make_contact(house, last_name="Standard")
    Post.objects.filter(contact=guard).update(guards=absorbed)
    Post.objects.filter(contact=kept).update(guards=absorbed)
    Post.objects.create(contact=guard, company=other, ended_on=date(2026, 1, 5), successor=absorbed)
    common, alone = make_activity(house, kind="visit"), make_activity(house, direction="incoming")
    for activity, persons in ((common, (kept, absorbed)), (alone, (absorbed,))):
        for person in persons:
            ActivityContact.objects.create(activity=activity, contact=person)
            Observation.objects.create(contact=person, activity=activity, kind="interest", value="price")
    for person in (kept, absorbed):
        ContactPreference.objects.create(
            contact=person, text="Thé", told_for="visites", told_on=date(2026, 2, 1)
        )
        RecentRecord.objects.create(
            user_id=manager.user_id, kind="contact", object_id=person.pk, visited_at=timezone.now()
        )
    ContactPreference.objects.create(contact=absorbed, text="Train", told_for="rdv", told_on=date(2026, 2, 1))
    record_opposition(
        manager, kept, channels=[Channel.EMAIL], opposed_on=date(2026, 5, 1), source="par courrier"
    )
    record_opposition(
        manager,
        absorbed,
        channels=[Channel.EMAIL, Channel.PHONE],
        opposed_on=date(2026, 3, 1),
        source="orale",
    )
    refresh_last_signs([kept.pk, absorbed.pk])
    index_records("contact", [kept.pk, absorbed.pk, guard.pk])
    return Contact.objects.get(pk=kept.pk), Contact.objects.get(pk=absorbed.pk)
