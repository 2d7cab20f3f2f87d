"""The page of the bin, and the way back."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from negoce.companies.actions.activities.delete import delete_activity
from negoce.companies.actions.company_delete import delete_company
from negoce.companies.actions.contacts.delete import delete_contact
from negoce.companies.models import Activity, Company, Contact
from negoce.identity.enums import Role
from negoce.identity.models import JournalEntry, User
from negoce.identity.queries.actors import actor_for
from tests.factories.companies import make_activity, make_company, make_contact
from tests.factories.identity import make_actor, make_user
from tests.harness.queries import Queries

pytestmark = pytest.mark.django_db
BIN = reverse("settings:bin")


@pytest.fixture
def person() -> User:
    return make_user(first_name="Isabelle", last_name="Faure")


@pytest.fixture
def browser(person: User) -> Client:
    client = Client(raise_request_exception=False)
    client.force_login(person)
    return client


def back(kind: str, public_id: str) -> str:
    return reverse("settings:restoration", args=[kind, public_id])


def test_each_kind_comes_back_and_is_journaled(browser: Client, person: User) -> None:
    actor = actor_for(person)
    company, contact, activity = make_company("Laiterie"), make_contact(), make_activity(subject="Visite")
    delete_company(actor, company)
    delete_contact(actor, contact)
    delete_activity(actor, activity)
    for kind, row in (("company", company), ("contact", contact), ("activity", activity)):
        page = browser.get(BIN, {"kind": kind}).content.decode()
        assert back(kind, row.public_id) in page
        assert "Isabelle Faure" in page
        answer = browser.post(back(kind, row.public_id), headers={"HX-Request": "true"})
        assert (answer.status_code, "La corbeille est vide" in answer.content.decode()) == (200, True)
        assert row.public_id in answer.headers["HX-Trigger"]
    alive = [model.objects.get().deleted_at for model in (Activity,)]
    assert (alive, Company.objects.filter(deleted_at__isnull=False).count()) == ([None], 0)
    assert Contact.objects.get(pk=contact.pk).deleted_at is None
    restored = JournalEntry.objects.filter(verb="restored").order_by("pk")
    assert list(restored.values_list("subject_kind", flat=True)) == ["company", "contact", "activity"]


def test_without_scripts_the_record_opens(browser: Client, person: User) -> None:
    company = delete_company(actor_for(person), make_company())
    answer = browser.post(back("company", company.public_id))
    assert (answer.status_code, answer.url) == (302, reverse("companies:record", args=[company.public_id]))


def test_what_is_not_deleted_is_not_there(browser: Client) -> None:
    company = make_company()
    assert browser.post(back("company", company.public_id)).status_code == 404
    assert browser.post(back("pirate", company.public_id)).status_code == 404


def test_each_role_has_its_part() -> None:
    answers = {}
    for role in (Role.MANAGER, Role.SALESPERSON, Role.READ_ONLY):
        client = Client(raise_request_exception=False)
        client.force_login(make_user(role))
        answer = client.get(BIN, {"kind": "company"})
        answers[role] = (
            answer.status_code,
            [tab.label for tab in answer.context["tabs"]] if answer.status_code == 200 else [],
        )
    assert answers == {
        Role.MANAGER: (200, ["Entreprises", "Interlocuteurs", "Activités"]),
        Role.SALESPERSON: (200, ["Activités"]),
        Role.READ_ONLY: (403, []),
    }


def test_a_salesperson_brings_no_company_back() -> None:
    seller = make_user(Role.SALESPERSON)
    company = delete_company(make_actor(), make_company(owner=seller))
    client = Client(raise_request_exception=False)
    client.force_login(seller)
    assert client.post(back("company", company.public_id)).status_code == 404
    assert Company.objects.get().deleted_at is not None


def test_the_two_kinds_of_emptiness(browser: Client) -> None:
    assert "La corbeille est vide" in browser.get(BIN).content.decode()
    assert "ne porte ce nom" in browser.get(BIN, {"q": "zz"}).content.decode()


def test_the_page_costs_the_same_for_many(browser: Client, person: User, queries: Queries) -> None:
    actor = actor_for(person)
    queries.same(lambda: delete_company(actor, make_company()), lambda: browser.get(BIN))
