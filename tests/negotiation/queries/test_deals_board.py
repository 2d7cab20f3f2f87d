"""The board and the list of deals: who sees what, in which order, page by page."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest

from negoce.companies.models import Company
from negoce.identity.enums import Role, Scope
from negoce.negotiation.queries.cycles.book import cycle_book, standing_still
from negoce.negotiation.queries.deals import asked as asked_module
from negoce.negotiation.queries.deals.asked import BoardAsked
from negoce.negotiation.queries.deals.board import board, more_cards
from negoce.negotiation.queries.deals.forecast import forecast
from negoce.negotiation.queries.deals.lists import overdue
from negoce.negotiation.queries.deals.visible import deleted_deals, visible_deals
from negoce.negotiation.rules.forecast_columns import MONTHS, NONE, forecast_columns
from tests.factories.companies import make_company
from tests.factories.deals import make_deal
from tests.factories.identity import make_actor
from tests.harness.queries import Queries

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_today")]
TODAY = date(2026, 11, 20)


def test_a_deal_is_seen_through_its_company_alone() -> None:
    seller = make_actor(Role.SALESPERSON, scope=Scope.OWN)
    mine = make_deal(make_company(owner_id=seller.user_id))
    make_deal(owner_id=seller.user_id)
    gone = make_company(owner_id=seller.user_id)
    make_deal(gone)
    Company.objects.filter(pk=gone.pk).update(deleted_at="2026-11-01T00:00Z")
    deleted = make_deal(mine.company, deleted_at="2026-11-01T00:00Z")
    assert [deal.pk for deal in visible_deals(seller)] == [mine.pk]
    assert [deal.pk for deal in deleted_deals(seller)] == [deleted.pk]
    assert visible_deals(make_actor()).count() == 2


@pytest.mark.parametrize(("scope", "few"), [(Scope.ALL, 0), (Scope.OWN, 0), (Scope.OWN, 10)])
def test_columns_count_sum_and_page_by_themselves(
    scope: Scope, few: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whether every company is seen, many or few: a short board is read whole, and shows the same."""
    monkeypatch.setattr(asked_module, "FEW_COMPANIES", few)
    boss = make_actor(Role.SALESPERSON, scope=scope)
    company = make_company(owner_id=boss.user_id)
    gone = make_company(owner_id=boss.user_id, deleted_at="2026-11-01T00:00Z")
    make_deal(gone, step="discovery", amount=Decimal(1000))
    dated = [
        make_deal(company, step="discovery", close_on=TODAY + timedelta(days=day), amount=Decimal(10))
        for day in (5, 1, 5)
    ]
    late = make_deal(company, step="discovery")
    also = make_deal(company, step="discovery")
    make_deal(company, step="discovery", state="won", closed_on=TODAY)
    make_deal(company, step="contact")
    first = make_deal(company, step="preparation", close_on=TODAY)
    lanes = {lane.column.key: lane for lane in board(boss, BoardAsked(), cards=2)}
    found = lanes["discovery"]
    assert (found.count, found.total) == (5, Decimal(30))
    assert found.deals == [dated[1], dated[0]]
    assert found.after is not None
    second = more_cards(boss, BoardAsked(), found.column, found.after, cards=2)
    assert second.deals == [dated[2], late]
    assert second.after is not None
    last = more_cards(boss, BoardAsked(), found.column, second.after, cards=2)
    assert (last.deals, last.after) == ([also], None)
    assert lanes["approach"].deals[0] == first
    assert (lanes["approach"].count, lanes["negotiation"].deals) == (2, [])


@pytest.mark.parametrize("scope", [Scope.ALL, Scope.OWN])
def test_amounts_in_another_currency_are_not_added(scope: Scope) -> None:
    boss = make_actor(Role.SALESPERSON, scope=scope)
    company = make_company(owner_id=boss.user_id)
    for amount, currency in ((100, "EUR"), (30, "USD"), (7, "")):
        make_deal(company, step="discovery", amount=Decimal(amount), currency=currency)
    lanes = {lane.column.key: lane for lane in board(boss, BoardAsked())}
    assert (lanes["discovery"].count, lanes["discovery"].total) == (3, Decimal(107))
    found = forecast(boss, BoardAsked(), forecast_columns(TODAY, MONTHS), cycle_book(), TODAY)
    assert [(each.column.key, each.count, each.total) for each in found if each.count] == [
        (NONE, 3, Decimal(107))
    ]


def test_the_board_narrows_by_owner_company_period_and_words() -> None:
    boss = make_actor()
    company = make_company()
    mine = make_deal(company, "Étiquettes vin", owner_id=boss.user_id, close_on=date(2026, 11, 30))
    past = make_deal(company, "Films", close_on=date(2026, 11, 2))
    far = make_deal(make_company(), "Calage", close_on=date(2026, 12, 31))
    bare = make_deal(name="Sans date")

    def keys(**asked: object) -> set[int]:
        return {deal.pk for lane in board(boss, BoardAsked(**asked)) for deal in lane.deals}  # type: ignore[arg-type]

    assert keys(owner_ids=(boss.user_id,)) == {mine.pk}
    assert keys(company_id=company.pk) == {mine.pk, past.pk}
    assert keys(period="overdue") == {past.pk}
    assert keys(period="month") == {mine.pk, past.pk}
    assert keys(period="quarter") == {mine.pk, past.pk, far.pk}
    assert keys(period="none") == {bare.pk}
    assert keys(name_key="etiquettes") == {mine.pk}


def test_the_board_asks_as_much_whatever_it_holds(queries: Queries) -> None:
    boss = make_actor()
    most = queries.same(
        lambda: make_deal(step="discovery"), lambda: [lane.deals for lane in board(boss, BoardAsked())]
    )
    assert most <= 3


def test_overdue_and_stale() -> None:
    late = make_deal(close_on=date(2026, 11, 19))
    make_deal(close_on=TODAY)
    make_deal(close_on=date(2026, 11, 1), state="won", closed_on=date(2026, 11, 1))
    still = make_deal(step="conclusion", step_since=date(2026, 11, 5))
    boss = make_actor()
    assert [deal.pk for deal in visible_deals(boss).filter(overdue(TODAY))] == [late.pk]
    found = visible_deals(boss).filter(standing_still(TODAY)).order_by("pk")
    assert still.pk in [deal.pk for deal in found]
    assert [deal.pk for deal in found.filter(step="conclusion")] == [still.pk]
