"""What deals lend to the customer file: threads, search, columns of companies, the data of a person, merges."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from negoce.companies.actions.merges.merge import merge_companies
from negoce.companies.interfaces import TimelineRequest
from negoce.companies.queries.search.find import search
from negoce.identity.enums import Role, Scope
from negoce.identity.rules.actor import Actor
from negoce.negotiation.actions.deals.close import close_deal
from negoce.negotiation.actions.deals.create import create_deal
from negoce.negotiation.actions.deals.people import set_deal_person
from negoce.negotiation.models import CompanyDeals, DealContact
from negoce.negotiation.people_data.deal import DEAL_PEOPLE
from negoce.negotiation.timeline_sources.deal import DEALS
from tests.factories.companies import make_company, make_contact
from tests.factories.deals import make_deal
from tests.factories.erasing import erasing
from tests.factories.identity import make_actor

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_today")]


@pytest.fixture
def boss() -> Actor:
    return make_actor()


def test_a_closed_deal_stands_on_the_thread_of_its_company(boss: Actor) -> None:
    company = make_company()
    make_deal(company, "Toujours ouverte")
    deal = make_deal(company, "Films 2027", amount=Decimal(900))
    outcome = {
        "state": "lost",
        "outcome_reason": "price",
        "competitor": "Durand",
        "outcome_note": "Trop cher",
    }
    close_deal(boss, deal, outcome=outcome)
    request = TimelineRequest(boss, company.pk, None)
    items = DEALS.read(request)
    assert [(item.context["title"], item.context["tone"]) for item in items] == [
        ("Affaire perdue\u00a0:\u00a0Films 2027", "bad")
    ]
    assert items[0].context["text"] == "Trop cher"
    assert list(DEALS.present(request)) == ["deals"]
    foreign = make_actor(Role.SALESPERSON, scope=Scope.OWN)
    assert DEALS.read(TimelineRequest(foreign, company.pk, None)) == []


def test_search_finds_a_deal_by_its_words_for_who_sees_it(boss: Actor) -> None:
    deal = create_deal(
        boss, company=make_company("Laiterie du Vercors"), values={"name": "Étiquettes vin 2027"}
    )

    def found(actor: Actor) -> list[str]:
        return [hit.public_id for group in search(actor, "etiquettes").groups for hit in group.hits]

    assert found(boss) == [deal.public_id]
    assert found(make_actor(Role.SALESPERSON, scope=Scope.OWN)) == []


def test_the_roles_of_a_person_are_told_and_taken_away(boss: Actor) -> None:
    deal = make_deal(make_company(), "Films 2027")
    person = make_contact(deal.company)
    set_deal_person(boss, deal, person, role="decider")
    assert [table.rows for table in DEAL_PEOPLE.export(person.pk)] == [[("Films 2027", "Décideur")]]
    assert DEAL_PEOPLE.erase(erasing(person.pk, "Garnier")) == 1
    assert not DealContact.objects.exists()
    assert list(DEAL_PEOPLE.export(person.pk)) == []


def test_a_merge_takes_deals_along_and_counts_them_again(boss: Actor) -> None:
    kept, gone = make_company("Laiterie"), make_company("Laiterie bis")
    for company in (kept, gone):
        create_deal(boss, company=company, values={"name": "Films", "amount": "100"})
    merge_companies(boss, kept=kept, absorbed=gone, values={})
    figures = CompanyDeals.objects.get()
    assert (figures.company_id, figures.open_count, figures.open_amount) == (kept.pk, 2, Decimal(200))


def test_a_deal_expected_on_a_day_is_read_on_that_day(boss: Actor) -> None:
    deal = create_deal(boss, company=make_company(), values={"name": "Films", "close_on": date(2026, 12, 1)})
    assert deal.close_on == date(2026, 12, 1)
