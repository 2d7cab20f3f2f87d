"""Creating and changing a contact: values, rights, the journal, free text that needs a reason."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from negoce.companies.actions.contacts.create import create_contact
from negoce.companies.actions.contacts.delete import delete_contact, restore_contact
from negoce.companies.actions.contacts.guard import FreeTextRefused
from negoce.companies.actions.contacts.post import add_post, close_post
from negoce.companies.actions.contacts.update import update_contact, update_post
from negoce.companies.models import Contact, Post
from negoce.companies.queries.duplicates_typed_people import find_similar_people
from negoce.companies.queries.visible import visible_contacts
from negoce.identity.enums import Role
from negoce.identity.models import JournalEntry
from negoce.identity.permissions import NotAllowed
from negoce.kit.refusal import Conflict, Refused
from tests.factories.companies import make_company, make_contact
from tests.factories.identity import make_actor, make_user

pytestmark = pytest.mark.django_db


def test_a_contact_comes_with_its_post() -> None:
    company = make_company("Gardot")
    contact = create_contact(
        make_actor(),
        company=company,
        values={
            "civility": "madam",
            "first_name": " Hélène ",
            "last_name": "Garnier",
            "phone": "04 76 95 10 10",
            "email": "Helene@Gardot.Example",
            "function": "Acheteuse",
            "decision_power": "decides",
            "decision_ceiling": "15 000",
        },
    )
    contact.refresh_from_db()
    assert (contact.first_name, contact.name_key, contact.phone, contact.email) == (
        "Hélène",
        "garnier helene",
        "+33476951010",
        "Helene@gardot.example",
    )
    post = Post.objects.get()
    assert (post.pk, post.company_id, post.function) == (contact.current_post_id, company.pk, "Acheteuse")
    assert post.decision_ceiling == Decimal("15000.00")
    entry = JournalEntry.objects.get()
    assert (entry.verb, entry.subject_kind, entry.company_key) == ("created", "contact", company.pk)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("last_name", ""),
        ("last_name", "x" * 10_000),
        ("email", "helene@"),
        ("phone", "allô"),
        ("mobile", "06 12"),
        ("linkedin", "https://ailleurs.example/x"),
        ("civility", "king"),
        ("informed_on", "31/02/2026"),
        ("informed_on", "01/01/2100"),
        ("decision_ceiling", "-3"),
        ("guards", "999999"),
        ("owner", "999999"),
        ("nothing", "x"),
    ],
)
def test_a_wrong_value_is_refused_on_its_field(name: str, value: str) -> None:
    with pytest.raises(Refused) as refused:
        create_contact(make_actor(), company=make_company(), values={"last_name": "Garnier", name: value})
    assert list(refused.value.fields) == [name]
    assert not Contact.objects.exists()


def test_a_name_is_needed() -> None:
    with pytest.raises(Refused) as refused:
        create_contact(make_actor(), company=make_company(), values={"first_name": "Hélène"})
    assert list(refused.value.fields) == ["last_name"]


def test_what_is_not_seen_takes_no_contact() -> None:
    company = make_company(owner=make_user())
    with pytest.raises(NotAllowed):
        create_contact(make_actor(Role.SALESPERSON), company=company, values={"last_name": "Garnier"})
    with pytest.raises(NotAllowed):
        create_contact(make_actor(Role.READ_ONLY), company=company, values={"last_name": "Garnier"})


def test_marketing_reads_personal_fields_and_writes_none() -> None:
    contact = make_contact()
    actor = make_actor(Role.MARKETING)
    assert update_contact(actor, contact, changes={"phone": "0476951010"}).phone == "+33476951010"
    for name in ("mobile", "note", "linkedin"):
        with pytest.raises(NotAllowed):
            update_contact(actor, contact, changes={name: ""})
    with pytest.raises(NotAllowed):
        update_post(actor, contact.current_post, changes={"decision_power": "decides"})


def test_two_people_on_one_field() -> None:
    contact = make_contact(phone="+33476951010")
    first, second = make_actor(first_name="Nadia", last_name="B"), make_actor()
    update_contact(first, contact, changes={"phone": "0476951011"}, seen={"phone": "+33476951010"})
    with pytest.raises(Conflict) as conflict:
        update_contact(second, contact, changes={"phone": "0476951012"}, seen={"phone": "+33476951010"})
    assert "Nadia B a mis «\u00a004\u00a076\u00a095\u00a010\u00a011\u00a0» à " in conflict.value.message
    contact.refresh_from_db()
    assert contact.phone == "+33476951011"


def test_two_people_on_one_post() -> None:
    post = make_contact(function="Acheteuse").current_post
    update_post(make_actor(), post, changes={"function": "Directrice"}, seen={"function": "Acheteuse"})
    with pytest.raises(Conflict):
        update_post(make_actor(), post, changes={"function": "Cheffe"}, seen={"function": "Acheteuse"})


def test_a_changed_name_is_sorted_anew() -> None:
    contact = make_contact(first_name="Hélène", last_name="Garnier")
    update_contact(make_actor(), contact, changes={"last_name": "Œuvrard-Dit-Zoé"})
    contact.refresh_from_db()
    assert contact.name_key == "oeuvrard dit zoe helene"
    assert list(JournalEntry.objects.get().values) == ["last_name"]


@pytest.mark.parametrize("text", ["Elle est dépressive depuis mai", "Syndiquée à la CGT", "Catholique"])
def test_a_note_that_must_not_be_written_is_explained(text: str) -> None:
    contact = make_contact()
    with pytest.raises(FreeTextRefused) as refused:
        update_contact(make_actor(), contact, changes={"note": text})
    assert list(refused.value.fields) == ["note"]
    assert "«" in refused.value.fields["note"][0]
    contact.refresh_from_db()
    assert contact.note == ""


def test_a_reason_lets_the_note_pass_and_is_kept() -> None:
    contact = make_contact()
    actor = make_actor()
    text = "Elle est malade cette semaine, voir Paul"
    update_contact(
        actor, contact, changes={"note": text}, guard_reason="Dit par elle pour expliquer l’absence"
    )
    entry = JournalEntry.objects.get()
    assert entry.values["guard_reason"] == [None, "Dit par elle pour expliquer l’absence"]
    # What was kept with a reason is not asked again; something new is.
    update_contact(actor, contact, changes={"note": f"{text}. Rappeler lundi."})
    with pytest.raises(FreeTextRefused):
        update_contact(actor, contact, changes={"note": f"{text}. Elle est catholique."})


def test_the_advice_to_win_a_gatekeeper_is_guarded_too() -> None:
    boss = make_contact()
    guard = make_contact(boss.company)
    update_post(
        make_actor(), guard.current_post, changes={"guards": boss.pk, "gatekeeper_advice": "Avant 9 h"}
    )
    with pytest.raises(FreeTextRefused):
        update_post(make_actor(), guard.current_post, changes={"gatekeeper_advice": "Elle est alcoolique"})
    assert JournalEntry.objects.filter(subject_kind="post").get().values["guards"] == [None, boss.pk]


def test_nobody_guards_themselves_nor_another_house() -> None:
    contact = make_contact()
    for person in (contact, make_contact()):
        with pytest.raises(Refused) as refused:
            update_post(make_actor(), contact.current_post, changes={"guards": person.pk})
        assert list(refused.value.fields) == ["guards"]


def test_to_the_bin_and_back() -> None:
    contact = make_contact()
    actor = make_actor()
    delete_contact(actor, contact)
    assert not visible_contacts(actor).exists()
    restore_contact(actor, contact)
    assert visible_contacts(actor).get() == contact
    assert [entry.verb for entry in JournalEntry.objects.order_by("pk")] == ["deleted", "restored"]
    with pytest.raises(NotAllowed):
        delete_contact(make_actor(Role.SALESPERSON), contact)


def test_a_second_post_and_its_end() -> None:
    contact = make_contact(email="h@gardot.example", phone="+33476951010")
    first, actor = contact.current_post, make_actor()
    other = make_company("Ailleurs")
    second = add_post(actor, contact, company=other, values={"function": "Administratrice"})
    contact.refresh_from_db()
    assert contact.current_post == first
    with pytest.raises(Refused):
        add_post(actor, contact, company=other, values={})
    close_post(actor, first, ended_on="03/11/2026")
    first.refresh_from_db()
    contact.refresh_from_db()
    assert (first.ended_on, first.email_then, first.phone_then) == (
        date(2026, 11, 3),
        "h@gardot.example",
        "+33476951010",
    )
    assert (contact.current_post, contact.company) == (second, other)
    with pytest.raises(Refused):
        close_post(actor, first, ended_on="")


def test_a_post_does_not_end_before_it_begins() -> None:
    post = make_contact().current_post
    actor = make_actor()
    update_post(actor, post, changes={"started_on": "01/10/2026"})
    with pytest.raises(Refused) as refused:
        close_post(actor, post, ended_on="30/09/2026")
    assert list(refused.value.fields) == ["ended_on"]


def test_a_mobile_that_may_not_be_read_finds_nobody() -> None:
    contact = make_contact(phone="+33476951010", mobile="+33639980001")
    reader, blind = make_actor(Role.MARKETING), make_actor(Role.READ_ONLY)
    for actor, expected in ((reader, [contact.public_id]), (blind, [])):
        found = find_similar_people(actor, numbers=["06 39 98 00 01"])
        assert [each.public_id for each in found] == expected
    assert len(find_similar_people(blind, numbers=["04 76 95 10 10"])) == 1
