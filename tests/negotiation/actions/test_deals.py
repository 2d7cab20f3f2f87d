"""Deals: what each action stores, journals and refuses."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from negoce.companies.models import Competitor, SearchEntry
from negoce.identity.enums import Role, Scope
from negoce.identity.models import JournalEntry
from negoce.identity.permissions import NotAllowed
from negoce.identity.rules.actor import Actor
from negoce.kit.refusal import Conflict, Refused
from negoce.negotiation.actions.deals.activities import set_activity_deal
from negoce.negotiation.actions.deals.close import close_deal, reopen_deal
from negoce.negotiation.actions.deals.create import create_deal
from negoce.negotiation.actions.deals.delete import delete_deal, restore_deal
from negoce.negotiation.actions.deals.people import remove_deal_person, set_deal_person
from negoce.negotiation.actions.deals.step import change_step
from negoce.negotiation.actions.deals.update import update_deal
from negoce.negotiation.actions.tenders.save import create_tender
from negoce.negotiation.models import CompanyDeals, Deal, DealActivity, DealContact
from tests.factories.companies import make_activity, make_company, make_contact
from tests.factories.deals import make_deal
from tests.factories.identity import make_actor

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_today")]
TODAY = date(2026, 11, 20)


@pytest.fixture
def actor() -> Actor:
    return make_actor(Role.SALESPERSON, scope=Scope.ALL)


def verbs(deal: Deal) -> list[str]:
    rows = JournalEntry.objects.filter(subject_kind="deal", subject_id=deal.pk)
    return list(rows.order_by("id").values_list("verb", flat=True))


def figures(deal: Deal) -> tuple[int, Decimal] | None:
    row = CompanyDeals.objects.filter(company_id=deal.company_id).first()
    return (row.open_count, row.open_amount) if row else None


def test_a_deal_is_created_whole(actor: Actor) -> None:
    company = make_company("Laiterie du Vercors")
    person = make_contact(company)
    deal = create_deal(
        actor,
        company=company,
        values={"name": "Films 2027", "amount": "48 000", "close_on": "15/12/2026"},
        contacts=[person],
    )
    deal.refresh_from_db()
    assert (deal.name, deal.amount, deal.close_on) == ("Films 2027", Decimal("48000.00"), date(2026, 12, 15))
    assert (deal.owner_id, deal.step, deal.step_since) == (actor.user_id, "preparation", TODAY)
    assert [each.contact_id for each in deal.people.all()] == [person.pk]
    assert verbs(deal) == ["created", "changed"]
    assert figures(deal) == (1, Decimal("48000.00"))
    assert SearchEntry.objects.count() >= 1


def test_what_a_company_has_under_way_adds_up_in_our_currency(actor: Actor) -> None:
    deal = make_deal(amount=Decimal(100))
    make_deal(deal.company, amount=Decimal(70), currency="USD")
    update_deal(actor, deal, changes={"amount": "120"})
    assert figures(deal) == (2, Decimal(120))


def test_values_change_one_by_one_and_against_what_was_seen(actor: Actor) -> None:
    deal = make_deal(amount=Decimal(100))
    changed = update_deal(actor, deal, changes={"amount": "250,50"}, seen={"amount": "100"})
    assert (changed.amount, changed.revision) == (Decimal("250.50"), 1)
    assert figures(deal) == (1, Decimal("250.50"))
    with pytest.raises(Conflict) as raised:
        update_deal(actor, deal, changes={"amount": "300"}, seen={"amount": "100"})
    assert raised.value.current == Decimal("250.50")
    with pytest.raises(Refused):
        update_deal(actor, deal, changes={"name": ""})
    update_deal(actor, deal, changes={"amount": "250,5"})
    assert verbs(deal) == ["changed"]


def test_a_step_counts_from_today_and_two_people_do_not_undo_each_other(actor: Actor) -> None:
    deal = make_deal()
    moved = change_step(actor, deal, step="discovery", seen="preparation")
    assert (moved.step, moved.step_since) == ("discovery", TODAY)
    with pytest.raises(Conflict):
        change_step(actor, deal, step="negotiation", seen="preparation")
    change_step(actor, deal, step="discovery", seen="preparation")
    with pytest.raises(Refused):
        change_step(actor, deal, step="moon")
    deal.refresh_from_db()
    assert (deal.step, deal.revision, verbs(deal)) == ("discovery", 1, ["changed"])


def test_a_deal_is_lost_to_a_new_competitor_then_reopened(actor: Actor) -> None:
    deal = make_deal(amount=Decimal(90))
    outcome = {"state": "lost", "outcome_reason": "price", "competitor": "Emballages Durand"}
    lost = close_deal(actor, deal, outcome=outcome, revision=0)
    competitor = Competitor.objects.get()
    assert (lost.state, lost.outcome_reason, lost.closed_on) == ("lost", "price", TODAY)
    assert (lost.competitor_id, competitor.name) == (competitor.pk, "Emballages Durand")
    assert figures(deal) is None
    with pytest.raises(Refused):
        change_step(actor, deal, step="discovery")
    with pytest.raises(Conflict):
        reopen_deal(actor, deal, revision=0)
    again = reopen_deal(actor, deal, revision=1)
    assert (again.state, again.outcome_reason, again.closed_on, again.competitor_id) == (
        "open",
        "",
        None,
        None,
    )
    assert verbs(deal) == ["lost", "reopened"]
    assert figures(deal) == (1, Decimal(90))
    with pytest.raises(Refused):
        reopen_deal(actor, deal)
    with pytest.raises(Refused):
        close_deal(actor, deal, outcome={"state": "lost"})
    assert Deal.objects.get().state == "open"


def test_a_deal_goes_to_the_bin_and_comes_back() -> None:
    boss = make_actor()
    deal = make_deal(amount=Decimal(10))
    update_deal(boss, deal, changes={"amount": "20"})
    delete_deal(boss, deal)
    assert figures(deal) is None
    with pytest.raises(NotAllowed):
        update_deal(boss, deal, changes={"amount": "30"})
    restored = restore_deal(boss, deal)
    assert (restored.deleted_at, figures(deal)) == (None, (1, Decimal(20)))
    with pytest.raises(NotAllowed):
        restore_deal(boss, deal)
    assert verbs(deal) == ["changed", "deleted", "restored"]


def test_people_come_in_take_a_role_and_leave(actor: Actor) -> None:
    company = make_company()
    person, stranger = make_contact(company), make_contact(make_company())
    deal = make_deal(company)
    set_deal_person(actor, deal, person, role="decider")
    set_deal_person(actor, deal, person, role="buyer")
    assert [(each.contact_id, each.role) for each in DealContact.objects.all()] == [(person.pk, "buyer")]
    for contact, role in ((stranger, ""), (person, "king")):
        with pytest.raises(Refused):
            set_deal_person(actor, deal, contact, role=role)
    assert remove_deal_person(actor, deal, person) is True
    assert remove_deal_person(actor, deal, person) is False
    # The journal keeps no name: an erasure could not take it out.
    told = " ".join(str(entry.values) for entry in JournalEntry.objects.filter(subject_kind="deal"))
    assert person.public_id in told
    assert person.last_name not in told


def test_who_does_not_see_the_company_or_may_not_write_is_refused() -> None:
    deal = make_deal()
    foreign = make_actor(Role.SALESPERSON, scope=Scope.OWN)
    reader = make_actor(Role.READ_ONLY, scope=Scope.ALL)
    for who in (foreign, reader):
        for act in (
            lambda who=who: create_deal(who, company=deal.company, values={"name": "Pirate"}),
            lambda who=who: update_deal(who, deal, changes={"name": "Pirate"}),
            lambda who=who: change_step(who, deal, step="discovery"),
            lambda who=who: close_deal(who, deal, outcome={"state": "won"}),
            lambda who=who: reopen_deal(who, deal),
            lambda who=who: delete_deal(who, deal),
            lambda who=who: restore_deal(who, deal),
            lambda who=who: set_deal_person(who, deal, make_contact(deal.company)),
        ):
            with pytest.raises(NotAllowed):
                act()
    assert (Deal.objects.count(), JournalEntry.objects.filter(subject_kind="deal").count()) == (1, 0)


def test_an_activity_is_about_one_deal_of_its_company(actor: Actor) -> None:
    company = make_company()
    first, second, other = make_deal(company), make_deal(company), make_deal()
    call = make_activity(company, kind="call")
    assert set_activity_deal(actor, call, first)
    assert not set_activity_deal(actor, call, first)
    with pytest.raises(Refused):
        set_activity_deal(actor, call, other)
    assert set_activity_deal(actor, call, second)
    assert DealActivity.objects.get().deal == second
    assert (verbs(first), verbs(second)) == (["changed", "changed"], ["changed"])
    stranger = make_actor(Role.SALESPERSON, scope=Scope.OWN)
    with pytest.raises(NotAllowed):
        set_activity_deal(stranger, call, None)
    assert set_activity_deal(actor, call, None)
    assert not DealActivity.objects.exists()


def test_a_name_as_long_as_may_be_has_a_key_that_its_column_holds() -> None:
    actor, words = make_actor(Role.ADMINISTRATOR), "Mise en œuvre " * 11 + "cœur"
    deal = create_deal(actor, company=make_company(), values={"name": words})
    assert (len(deal.name), len(deal.name_key)) == (158, 160)
    deal = update_deal(actor, deal, changes={"name": "œ" * 160})
    tender = create_tender(
        actor, company=deal.company, given={"name": words, "buyer": "local", "need": "works"}
    )
    assert (len(deal.name_key), len(tender.name_key)) == (160, 160)
