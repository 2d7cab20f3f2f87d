"""Who recommended us to whom."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from negoce.identity.enums import Role, Scope
from negoce.identity.permissions import NotAllowed
from negoce.identity.queries.actors import actor_for
from negoce.kit.refusal import Conflict, Refused
from negoce.loyalty.actions.referrals_won import bring_referrals_up
from negoce.loyalty.receivers import order_placed
from negoce.prospecting.actions.referral_save import change_referral, note_referral, withdraw_referral
from negoce.prospecting.models import Referral
from negoce.prospecting.people_data.qualification import PROSPECTING_PEOPLE
from negoce.prospecting.queries.referrals import referrals_of
from tests.factories.companies import make_company, make_contact
from tests.factories.erasing import erasing
from tests.factories.identity import make_actor, make_user
from tests.factories.orders import make_order
from tests.factories.prospecting import make_answer, make_referral

pytestmark = pytest.mark.django_db


def test_it_is_noted_with_its_consent_and_its_reward() -> None:
    giver, receiver = make_company(), make_company()
    person = make_contact(giver)
    values = {
        "given_on": "02/03/2026",
        "may_be_named": "on",
        "consent_on": "",
        "reward": "Déjeuner",
        "reward_amount": "62,50",
    }
    row = note_referral(
        make_actor(), referrer=giver, referred=receiver, referrer_contact=person, values=values
    )
    row.refresh_from_db()
    assert (row.given_on, row.consent_on) == (date(2026, 3, 2), timezone.localdate())
    assert (row.reward, row.reward_amount, row.outcome) == ("Déjeuner", Decimal("62.50"), "waiting")
    given, received = referrals_of(make_actor(), giver)
    assert (given, received) == ([row], [])
    assert referrals_of(make_actor(), receiver) == ([], [row])


def test_without_consent_no_day_of_consent_is_kept() -> None:
    values = {"consent_on": "02/03/2026", "won_on": "02/03/2026"}
    row = note_referral(make_actor(), referrer=make_company(), referred=make_company(), values=values)
    assert (row.may_be_named, row.consent_on, row.won_on) == (False, None, None)


def test_what_makes_no_sense_is_refused() -> None:
    actor, giver, receiver = make_actor(), make_company(), make_company()
    with pytest.raises(Refused):
        note_referral(actor, referrer=giver, referred=giver, values={})
    with pytest.raises(Refused):
        note_referral(actor, referrer=giver, referred=receiver, values={"reward_amount": "-5"})
    later = timezone.localdate() + timedelta(days=2)
    with pytest.raises(Refused):
        note_referral(actor, referrer=giver, referred=receiver, values={"given_on": f"{later:%d/%m/%Y}"})
    with pytest.raises(Refused):
        note_referral(
            actor, referrer=giver, referred=receiver, values={}, referrer_contact=make_contact(receiver)
        )
    make_referral(giver, receiver)
    with pytest.raises(Refused):
        note_referral(actor, referrer=giver, referred=receiver, values={})
    assert Referral.objects.count() == 1


def test_both_companies_must_be_seen() -> None:
    user = make_user(Role.SALESPERSON, scope=Scope.OWN.value)
    mine, other = make_company(owner=user), make_company()
    row = make_referral(mine, other)
    actor = actor_for(user)
    assert referrals_of(actor, mine) == ([], [])
    with pytest.raises(NotAllowed):
        note_referral(actor, referrer=mine, referred=other, values={})
    with pytest.raises(NotAllowed):
        change_referral(actor, row, values={"note": "x"}, revision=None)
    with pytest.raises(NotAllowed):
        withdraw_referral(actor, row)


def test_two_people_do_not_write_over_each_other() -> None:
    row = make_referral(make_company(), make_company())
    change_referral(make_actor(), row, values={"outcome": "met"}, revision=0)
    with pytest.raises(Conflict):
        change_referral(make_actor(), row, values={"outcome": "declined"}, revision=0)
    row.refresh_from_db()
    assert row.outcome == "met"


def test_the_first_order_wins_it_once() -> None:
    receiver = make_company()
    row = make_referral(make_company(), receiver)
    order = make_order(receiver, date(2026, 10, 20), "100")
    make_order(receiver, date(2026, 11, 2), "100")
    order_placed({"order": order.pk})
    order_placed({"order": order.pk})
    row.refresh_from_db()
    assert (row.outcome, row.won_on, row.revision) == ("customer", date(2026, 10, 20), 1)
    assert bring_referrals_up() == 0


def test_who_bought_before_or_only_gave_back_is_no_conquest() -> None:
    old, back = make_company(), make_company()
    for company in (old, back):
        make_referral(make_company(), company)
    make_order(old, date(2026, 1, 20), "100")
    make_order(old, date(2026, 10, 20), "100")
    make_order(back, date(2026, 10, 20), "-100")
    assert bring_referrals_up() == 0


def test_an_erased_person_is_named_nowhere() -> None:
    company = make_company()
    person = make_contact(company, last_name="Garnier")
    make_referral(company, make_company(), referrer_contact=person, note="Vu avec Garnier")
    make_answer(company, "need", text="Garnier confirme", contact=person)
    tables = PROSPECTING_PEOPLE.export(person.pk)
    assert [len(table.rows) for table in tables] == [1, 1]
    assert PROSPECTING_PEOPLE.erase(erasing(person.pk, "Garnier")) == 4
    row = Referral.objects.get()
    assert (row.referrer_contact, row.note) == (None, "Vu avec …")
    assert [len(table.rows) for table in PROSPECTING_PEOPLE.export(person.pk)] == [0, 0]
