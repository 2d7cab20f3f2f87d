"""The index follows the records."""

from __future__ import annotations

from collections.abc import Callable
from itertools import count

import pytest
from django.db import connection
from django.utils import timezone

from negoce.companies.actions.company_create import create_company
from negoce.companies.actions.company_delete import delete_company, restore_company
from negoce.companies.actions.company_update import update_company
from negoce.companies.actions.recent_note import KEPT, note_visit
from negoce.companies.actions.search.index import index_records
from negoce.companies.actions.search.rebuild import rebuild_search
from negoce.companies.models import Company, Contact, RecentRecord, SearchEntry, SearchWord
from negoce.companies.queries.search.recent import recent_hits
from negoce.identity.rules.actor import Actor
from tests.companies.search.conftest import titles
from tests.factories.companies import make_company, make_contact
from tests.harness.queries import Queries

pytestmark = pytest.mark.django_db
MakeCompany = Callable[..., Company]
MakeContact = Callable[..., Contact]


def test_actions_keep_it_in_step(boss: Actor) -> None:
    made = create_company(boss, values={"name": "Laiterie du Vercors"})
    assert titles(boss, "laiterie") == ["Laiterie du Vercors"]
    update_company(boss, made, changes={"name": "Fromagerie du Royans"})
    assert titles(boss, "laiterie") == []
    assert titles(boss, "fromagerie") == ["Fromagerie du Royans"]
    delete_company(boss, made)
    assert titles(boss, "fromagerie") == []
    restore_company(boss, made)
    assert titles(boss, "fromagerie") == ["Fromagerie du Royans"]


def test_people_follow_the_name_of_their_company(
    boss: Actor, company: MakeCompany, contact: MakeContact
) -> None:
    home = company("Laiterie du Vercors")
    contact(home, last_name="Garnier")
    Company.objects.filter(pk=home.pk).update(name="Fromagerie du Royans", name_key="fromagerie du royans")
    index_records("company", [home.pk])
    assert titles(boss, "garnier fromagerie") == ["Hélène Garnier"]
    assert titles(boss, "garnier vercors") == []


def test_an_erased_person_is_not_found_and_the_name_is_forgotten(
    boss: Actor, company: MakeCompany, contact: MakeContact
) -> None:
    person = contact(company("Laiterie"), last_name="Zylberstein", mobile="+33639980102")
    assert SearchWord.objects.filter(word="zylberstein").exists()
    Contact.objects.filter(pk=person.pk).update(erased_at=timezone.now())
    index_records("contact", [person.pk])
    assert titles(boss, "zylberstein") == []
    assert titles(boss, "zylbersteni") == []
    assert titles(boss, "06 39 98") == []
    assert not SearchWord.objects.filter(word="zylberstein").exists()
    assert not any(
        "zylber" in entry.words or "63998" in entry.private_fragments for entry in SearchEntry.objects.all()
    )


def test_a_word_that_another_record_holds_stays(boss: Actor, company: MakeCompany) -> None:
    company("Laiterie Alpha")
    gone = company("Laiterie Bravo")
    Company.objects.filter(pk=gone.pk).update(deleted_at=timezone.now())
    index_records("company", [gone.pk])
    assert titles(boss, "latierie") == ["Laiterie Alpha"]
    assert sorted(SearchWord.objects.values_list("word", flat=True)) == ["alpha", "laiterie"]


def test_an_old_number_no_longer_finds(boss: Actor, company: MakeCompany) -> None:
    home = company("Laiterie", phone="+33476951010")
    Company.objects.filter(pk=home.pk).update(phone="+33476952222")
    index_records("company", [home.pk])
    assert titles(boss, "951010") == []
    assert titles(boss, "952222") == ["Laiterie"]


def test_what_did_not_change_is_not_written(company: MakeCompany, queries: Queries) -> None:
    home = company("Laiterie")
    with queries.counted() as made:
        index_records("company", [home.pk])
    assert not [
        query for query in made.captured_queries if query["sql"].startswith(("INSERT", "UPDATE", "DELETE"))
    ]


def test_an_unknown_kind_costs_nothing(queries: Queries) -> None:
    with queries.exactly(0):
        index_records("activity", [1, 2, 3])


def test_writing_costs_the_same_for_many(queries: Queries) -> None:
    made = [make_company().pk for _ in range(20)]
    with queries.counted() as one:
        index_records("company", made[:1])
    with queries.counted() as many:
        index_records("company", made[1:])
    assert len(many) == len(one)


def test_rebuild_finds_what_was_never_indexed_and_forgets_what_is_gone(
    boss: Actor, company: MakeCompany
) -> None:
    gone = company("Garage Bonnet")
    Company.objects.filter(pk=gone.pk).delete()
    home = make_company("Laiterie du Vercors")
    make_contact(home, last_name="Garnier")
    told: list[tuple[str, int]] = []
    assert rebuild_search(lambda kind, done: told.append((kind, done))) == 3
    assert told == [("company", 1), ("contact", 1)]
    assert titles(boss, "laiterie") == ["Laiterie du Vercors"]
    assert SearchEntry.objects.count() == 2
    assert rebuild_search() == 0
    assert rebuild_search(empty_first=True) == 4
    assert titles(boss, "garnier vercors") == ["Hélène Garnier"]


def test_the_terms_empty_with_the_entries(boss: Actor, company: MakeCompany) -> None:
    company("Laiterie du Vercors")
    SearchEntry.objects.all().delete()
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT count(*) FROM companies_searchterms WHERE companies_searchterms MATCH 'laiterie'"
            )
            assert cursor.fetchone() == (0,)
    assert titles(boss, "laiterie") == []


def test_the_last_ten_records_are_kept_newest_first(boss: Actor) -> None:
    made = [make_company(f"Laiterie {number:02d}") for number in range(KEPT + 3)]
    for one in [*made, made[-2]]:
        note_visit(boss, "company", one.pk)
    names = [hit.title for _source, hit in recent_hits(boss)]
    assert names == ["Laiterie 11", "Laiterie 12", *[f"Laiterie {number:02d}" for number in range(10, 2, -1)]]
    assert RecentRecord.objects.count() == KEPT


def test_the_same_record_again_writes_nothing(boss: Actor, queries: Queries) -> None:
    home = make_company()
    note_visit(boss, "company", home.pk)
    with queries.exactly(1):
        note_visit(boss, "company", home.pk)


def test_recent_records_are_those_one_still_sees(seller: Actor, queries: Queries) -> None:
    home = make_company(owner_id=seller.user_id)
    note_visit(seller, "company", home.pk)
    Company.objects.filter(pk=home.pk).update(owner=None)
    assert recent_hits(seller) == []
    numbers = count(1)
    queries.same(
        lambda: note_visit(
            seller, "company", make_company(f"Bar {next(numbers)}", owner_id=seller.user_id).pk
        ),
        lambda: recent_hits(seller),
    )
