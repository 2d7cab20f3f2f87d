"""The bin: who sees what in it, since when and by whom."""

from __future__ import annotations

import pytest

from negoce.companies.actions.activities.delete import delete_activity
from negoce.companies.actions.company_delete import delete_company, restore_company
from negoce.companies.actions.contacts.delete import delete_contact
from negoce.companies.models import Contact
from negoce.companies.queries import bin as the_bin
from negoce.companies.queries.bin import BinPage, bin_page, kinds_in_reach
from negoce.identity.enums import Role, Scope
from negoce.identity.queries.actors import actor_for
from negoce.identity.rules.actor import Actor
from tests.factories.companies import make_activity, make_company, make_contact
from tests.factories.identity import make_actor, make_user
from tests.harness.queries import Queries

pytestmark = pytest.mark.django_db


@pytest.fixture
def boss() -> Actor:
    return make_actor(first_name="Isabelle", last_name="Faure")


def names(page: BinPage) -> list[str]:
    return [row.name for row in page.rows]


def test_the_newest_stands_first_with_who_deleted_it(boss: Actor) -> None:
    for name in ("Laiterie", "Garage"):
        delete_company(boss, make_company(name, city="Grenoble", department="38"))
    make_company("Vivante")
    page = bin_page(boss, "company")
    assert [(row.name, row.beside, row.by) for row in page.rows] == [
        ("Garage", "Grenoble (38)", "Isabelle Faure"),
        ("Laiterie", "Grenoble (38)", "Isabelle Faure"),
    ]


def test_what_comes_back_leaves_the_bin(boss: Actor) -> None:
    company = make_company()
    restore_company(boss, delete_company(boss, company))
    assert names(bin_page(boss, "company")) == []


def test_a_person_erased_or_gone_with_the_company_is_not_listed(boss: Actor) -> None:
    kept, erased, under = make_contact(), make_contact(), make_contact()
    for person in (kept, erased, under):
        delete_contact(boss, person)
    Contact.objects.filter(pk=erased.pk).update(erased_at=kept.created_at)
    delete_company(boss, under.company)
    assert names(bin_page(boss, "contact")) == [kept.full_name]


def test_everyone_sees_what_they_would_see_alive() -> None:
    manager = make_actor(Role.MANAGER)
    admin = make_actor()
    mine, foreign = make_company("Mienne", owner_id=manager.user_id), make_company("Autre")
    for company in (mine, foreign):
        make_activity(company, subject=f"Visite {company.name}")
        delete_contact(admin, make_contact(company, last_name=company.name))
        delete_activity(admin, company.activities.get())
    assert names(bin_page(manager, "activity")) == ["Visite Mienne"]
    assert names(bin_page(manager, "contact")) == ["Hélène Mienne"]
    for company in (mine, foreign):
        delete_company(admin, company)
    assert names(bin_page(manager, "company")) == ["Mienne"]


def test_without_the_right_to_delete_one_has_the_activities_that_one_entered() -> None:
    user = make_user(Role.SALESPERSON, scope=Scope.ALL.value)
    seller, admin = actor_for(user), make_actor()
    home = make_company()
    for subject, author in (("Mienne", user), ("Autre", None)):
        delete_activity(admin, make_activity(home, subject=subject, created_by=author))
    assert names(bin_page(seller, "activity")) == ["Mienne"]
    assert [kinds_in_reach(actor) for actor in (admin, seller, make_actor(Role.READ_ONLY))] == [
        ("company", "contact", "activity"),
        ("activity",),
        (),
    ]


def test_names_are_sought_and_pages_follow(boss: Actor, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(the_bin, "PAGE", 2)
    for name in ("Laiterie A", "Laiterie B", "Laiterie C", "Garage"):
        delete_company(boss, make_company(name))
    first = bin_page(boss, "company", sought="LAITERIE")
    assert names(first) == ["Laiterie C", "Laiterie B"]
    last = bin_page(boss, "company", sought="laiterie", cursor=first.next_cursor)
    assert (names(last), last.next_cursor) == (["Laiterie A"], "")


@pytest.mark.parametrize("cursor", ["x", "1e999_1", "nan_1", "1_x", "_", "9" * 400])
def test_a_cursor_typed_by_hand_starts_over(boss: Actor, cursor: str) -> None:
    delete_company(boss, make_company("Laiterie"))
    assert names(bin_page(boss, "company", cursor=cursor)) == ["Laiterie"]


@pytest.mark.parametrize("kind", ["company", "contact", "activity"])
def test_two_queries_whatever_the_rows(boss: Actor, queries: Queries, kind: str) -> None:
    def make() -> None:
        if kind == "company":
            delete_company(boss, make_company())
        elif kind == "contact":
            delete_contact(boss, make_contact())
        else:
            delete_activity(boss, make_activity())

    assert queries.same(make, lambda: bin_page(boss, kind)) == 2
