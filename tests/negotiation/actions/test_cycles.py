"""Cycles at work: what a step orders, who waits too long, two people over one cycle."""

from __future__ import annotations

from datetime import date

import pytest
from django.utils.timezone import localtime

from negoce.companies.models import Activity
from negoce.identity.rules.actor import Actor
from negoce.kit.refusal import Conflict, Refused
from negoce.negotiation.actions.deals.create import create_deal
from negoce.negotiation.actions.deals.step import change_step
from negoce.negotiation.actions.deals.update import update_deal
from negoce.negotiation.models import Deal, SalesCycle
from negoce.negotiation.queries.cycles.book import cycle_book, standing_still
from negoce.negotiation.rules.cycles import USUAL, days_in_all
from tests.factories.companies import make_company
from tests.factories.deals import make_deal
from tests.factories.identity import make_actor

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_today")]
TODAY = date(2026, 11, 20)


@pytest.fixture
def actor() -> Actor:
    return make_actor()


def short() -> SalesCycle:
    return SalesCycle.objects.get(key="short")


def planned(deal: Deal) -> list[tuple[str, str, date, int | None]]:
    rows = Activity.objects.filter(deal_link__deal=deal).order_by("starts_at", "pk")
    return [(row.subject, row.kind, localtime(row.starts_at).date(), row.owner_id) for row in rows]


def test_a_cycle_stands_ready_for_each_kind_of_sale() -> None:
    book = cycle_book()
    assert {row.key: days_in_all(book.steps[key]) for key, row in book.rows.items()} == {
        "short": 58,
        "long": 360,
        "two_meetings": 85,
        "remote": 79,
    }
    assert (book.default, book.steps_for(None)) == (None, USUAL)


def test_a_step_orders_its_tasks_once(actor: Actor) -> None:
    values = {"name": "Films", "cycle": short().public_id}
    deal = create_deal(actor, company=make_company(), values=values)
    assert planned(deal) == []
    change_step(actor, deal, step="contact")
    # Two days after a Friday is a Sunday: the task waits for Monday.
    call = ("Rappeler pour obtenir le rendez-vous", "call", date(2026, 11, 23), actor.user_id)
    assert planned(deal) == [call]
    change_step(actor, deal, step="discovery")
    change_step(actor, deal, step="contact")
    assert len(planned(deal)) == 1
    change_step(actor, deal, step="conclusion")
    assert [each[0] for each in planned(deal)] == [call[0], "Confirmer la commande par écrit"]


def test_a_deal_waits_as_long_as_its_cycle_says_and_the_house_may_choose_one() -> None:
    since = date(2026, 11, 12)
    quick = make_deal(step="contact", step_since=since, cycle=short())
    usual = make_deal(step="contact", step_since=since)
    make_deal(step="contact", step_since=since, cycle=SalesCycle.objects.get(key="long"))

    def still() -> list[int]:
        rows = Deal.objects.filter(standing_still(TODAY)).order_by("pk")
        alone = [deal.pk for deal in Deal.objects.order_by("pk") if cycle_book().is_still(deal, TODAY)]
        assert [deal.pk for deal in rows] == alone
        return alone

    assert still() == [quick.pk]
    SalesCycle.objects.filter(key="short").update(is_default=True)
    assert still() == [quick.pk, usual.pk]


def test_cycle_and_buyers_side_change_against_what_was_seen(actor: Actor) -> None:
    deal, cycle = make_deal(), short()
    given = {"cycle": cycle.public_id, "purchase_stage": "comparison", "buying_class": "modified"}
    row = update_deal(actor, deal, changes=given, seen={"cycle": None})
    assert (row.cycle_id, row.purchase_stage, row.buying_class) == (cycle.pk, "comparison", "modified")
    with pytest.raises(Conflict):
        update_deal(actor, deal, changes={"cycle": ""}, seen={"cycle": None})
    with pytest.raises(Refused) as refused:
        update_deal(actor, deal, changes={"cycle": "gone", "buying_class": "none"})
    assert set(refused.value.fields) == {"cycle", "buying_class"}
    assert update_deal(actor, deal, changes={"cycle": ""}).cycle_id is None
