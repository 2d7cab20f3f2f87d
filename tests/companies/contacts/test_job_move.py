"""A job move (F3): both files keep it, one transaction, undone only while nothing else happened."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from negoce.companies.actions.contacts.job_move import Move, move_contact
from negoce.companies.actions.contacts.job_move_undo import undo_move
from negoce.companies.actions.contacts.update import update_contact
from negoce.companies.enums import Departure
from negoce.companies.models import Company, Contact, Post
from negoce.companies.queries.visible import visible_companies, visible_contacts
from negoce.identity.enums import FieldAccess, FieldGroup, Role, Scope
from negoce.identity.models import JournalEntry
from negoce.identity.permissions import NotAllowed
from negoce.kit.refusal import Refused
from tests.factories.companies import make_activity, make_company, make_contact
from tests.factories.identity import make_actor, make_user

pytestmark = pytest.mark.django_db
MOVE = {"function": "Directrice des achats", "email": "hg@neuve.example", "phone": "0476951011"}


def helene(**fields: object) -> Contact:
    company = make_company("Gardot")
    values: dict[str, object] = {
        "email": "helene@gardot.example",
        "phone": "+33476951010",
        "mobile": "+33639980001",
    }
    return make_contact(company, last_name="Garnier", **{**values, **fields})


def test_one_move_to_an_unknown_company_with_a_new_successor() -> None:
    contact = helene(informed_on=date(2026, 1, 5))
    old_company, old_post = contact.company, contact.current_post
    moved = move_contact(
        make_actor(),
        contact,
        move=Move(
            left_on="03/11/2026",
            company_name="Fromagerie Neuve",
            values={**MOVE, "started_on": "04/11/2026"},
            successor_values={"first_name": "Paul", "last_name": "Lambert"},
        ),
    )
    old_post.refresh_from_db()
    assert (old_post.ended_on, old_post.departure, old_post.successor) == (
        date(2026, 11, 3),
        "moved",
        moved.successor,
    )
    assert (old_post.email_then, old_post.phone_then, old_post.mobile_then) == (
        "helene@gardot.example",
        "+33476951010",
        "+33639980001",
    )
    new_company = Company.objects.get(name="Fromagerie Neuve")
    assert (new_company.origin_channel, moved.new_company) == ("network", new_company)
    contact.refresh_from_db()
    assert (contact.company, contact.current_post) == (new_company, moved.new_post)
    assert (contact.email, contact.phone, contact.mobile) == (
        "hg@neuve.example",
        "+33476951011",
        "+33639980001",
    )
    assert contact.informed_on == date(2026, 1, 5)
    successor = Contact.objects.get(last_name="Lambert")
    assert (successor.company, successor.current_post.function) == (old_company, "Acheteuse")
    threads = set(JournalEntry.objects.filter(batch=moved.batch).values_list("company_key", flat=True))
    assert threads == {old_company.pk, new_company.pk}


def test_to_a_known_company_with_a_colleague_as_successor() -> None:
    contact, target = helene(), make_company("Connue")
    colleague = make_contact(contact.company)
    moved = move_contact(make_actor(), contact, move=Move(company=target, successor=colleague, values=MOVE))
    assert (moved.new_post.company, moved.old_post.successor, moved.new_company) == (target, colleague, None)


@pytest.mark.parametrize("departure", [Departure.UNKNOWN, Departure.RETIRED])
def test_gone_without_a_new_post(departure: Departure) -> None:
    contact = helene()
    home = contact.company
    move_contact(make_actor(), contact, move=Move(departure=departure, values={"mobile": ""}))
    contact.refresh_from_db()
    post = Post.objects.get()
    assert (post.departure, post.ended_on is not None) == (departure.value, True)
    assert (contact.company, contact.current_post, contact.email, contact.phone, contact.mobile) == (
        home,
        None,
        "",
        "",
        "",
    )
    with pytest.raises(Refused):
        move_contact(make_actor(), contact, move=Move(departure=departure))


def test_found_again_later() -> None:
    contact = helene()
    move_contact(make_actor(), contact, move=Move(departure=Departure.UNKNOWN))
    move_contact(make_actor(), contact, move=Move(company_name="Retrouvée", values=MOVE))
    contact.refresh_from_db()
    assert (contact.company.name, contact.posts.count()) == ("Retrouvée", 2)


def test_a_promotion_stays_in_the_company() -> None:
    contact = helene()
    move_contact(make_actor(), contact, move=Move(company=contact.company, values=MOVE))
    functions = [(post.function, post.ended_on is None) for post in contact.posts.all()]
    assert functions == [("Directrice des achats", True), ("Acheteuse", False)]


def test_a_refusal_leaves_everything_as_it_was() -> None:
    contact = helene()
    cases = [
        (Move(), "company"),
        (Move(left_on="31/02/2026", company_name="Neuve"), "ended_on"),
        (Move(left_on="01/01/2100", company_name="Neuve"), "ended_on"),
        (Move(company_name="Neuve", values={"email": "x"}), "email"),
        (Move(company_name="Neuve", successor=make_contact()), "successor"),
        (Move(company_name="Neuve", successor=contact), "successor"),
        (Move(company_name="Neuve", successor_values={"first_name": "Paul"}), "last_name"),
        (Move(company_name="x" * 10_000), "name"),
    ]
    for move, field in cases:
        with pytest.raises(Refused) as refused:
            move_contact(make_actor(), contact, move=move)
        assert list(refused.value.fields) == [field]
    assert not Company.objects.filter(name="Neuve").exists()
    assert not JournalEntry.objects.exists()
    assert contact.posts.get().ended_on is None


def test_nobody_moves_to_what_they_do_not_see() -> None:
    actor = make_actor(Role.SALESPERSON)
    contact = make_contact(make_company(owner_id=actor.user_id))
    hidden = make_company(owner=make_user())
    with pytest.raises(NotAllowed):
        move_contact(actor, contact, move=Move(company=hidden))
    with pytest.raises(NotAllowed):
        move_contact(actor, make_contact(hidden), move=Move(company_name="Neuve"))


def test_a_move_taken_back_at_once() -> None:
    contact, actor = helene(), make_actor()
    home, post = contact.company, contact.current_post
    moved = move_contact(
        actor,
        contact,
        move=Move(company_name="Neuve", values=MOVE, successor_values={"last_name": "Lambert"}),
    )
    undo_move(actor, contact, batch=moved.batch)
    contact.refresh_from_db()
    post.refresh_from_db()
    assert (contact.company, contact.current_post, contact.email, contact.phone) == (
        home,
        post,
        "helene@gardot.example",
        "+33476951010",
    )
    assert (post.ended_on, post.successor, post.email_then, post.departure) == (None, None, "", "")
    assert contact.posts.get() == post
    assert not visible_companies(actor).filter(name="Neuve").exists()
    assert visible_contacts(actor).get() == contact
    with pytest.raises(Refused):
        undo_move(actor, contact, batch=moved.batch)


def test_a_move_is_not_taken_back_over_later_work() -> None:
    actor = make_actor()
    for spoil in ("contact", "company"):
        contact = helene()
        moved = move_contact(actor, contact, move=Move(company_name=f"Neuve {spoil}", values=MOVE))
        if spoil == "contact":
            update_contact(actor, contact, changes={"phone": "0476951012"})
        else:
            make_activity(moved.new_company)
        with pytest.raises(Refused):
            undo_move(actor, contact, batch=moved.batch)
        contact.refresh_from_db()
        assert contact.current_post == moved.new_post


def test_a_batch_that_is_no_move_undoes_nothing() -> None:
    contact = helene()
    for batch in ("", "aaaaaaaaaaaa"):
        with pytest.raises(Refused):
            undo_move(make_actor(), contact, batch=batch)


def test_somebody_else_s_move_is_taken_back_by_who_may_delete() -> None:
    contact, author = helene(), make_actor()
    moved = move_contact(author, contact, move=Move(company_name="Neuve", values=MOVE))
    with pytest.raises(NotAllowed):
        undo_move(make_actor(Role.SALESPERSON, scope=Scope.ALL), contact, batch=moved.batch)
    assert visible_companies(author).filter(name="Neuve").exists()
    undo_move(make_actor(Role.MANAGER, scope=Scope.ALL), contact, batch=moved.batch)
    assert not visible_companies(author).filter(name="Neuve").exists()


def test_a_private_number_comes_back_only_by_who_may_write_it() -> None:
    contact = helene()
    author = make_actor(Role.SALESPERSON, scope=Scope.ALL)
    moved = move_contact(
        author, contact, move=Move(company_name="Neuve", values={**MOVE, "mobile": "0639980077"})
    )
    assert "mobile" in JournalEntry.objects.get(batch=moved.batch, verb="job_moved").values
    blind = replace(author, field_access={FieldGroup.PERSONAL: FieldAccess.READ})
    with pytest.raises(NotAllowed):
        undo_move(blind, contact, batch=moved.batch)
    contact.refresh_from_db()
    assert (contact.mobile, contact.company.name) == ("+33639980077", "Neuve")
    undo_move(author, contact, batch=moved.batch)
    contact.refresh_from_db()
    assert (contact.mobile, contact.company.name) == ("+33639980001", "Gardot")


def test_a_move_that_touched_nothing_private_is_taken_back_without_that_right() -> None:
    contact = helene()
    author = make_actor(Role.SALESPERSON, scope=Scope.ALL)
    blind = replace(author, field_access={FieldGroup.PERSONAL: FieldAccess.READ})
    moved = move_contact(blind, contact, move=Move(company_name="Neuve", values=MOVE))
    undo_move(blind, contact, batch=moved.batch)
    contact.refresh_from_db()
    assert (contact.company.name, contact.mobile) == ("Gardot", "+33639980001")
