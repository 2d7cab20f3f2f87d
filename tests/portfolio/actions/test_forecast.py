"""The nightly forecast: what it rests on, what it keeps, what it works out afterwards."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal as D
from zoneinfo import ZoneInfo

import pytest

from negoce.catalogue.models import ProductFamily
from negoce.companies.models import Company
from negoce.identity.models import User
from negoce.negotiation.models import Deal, DealStepChange
from negoce.portfolio.actions.forecast import refresh_forecast
from negoce.portfolio.actions.monthly_sales import refresh_monthly_sales
from negoce.portfolio.models import CustomerLife, ForecastSnapshot, StepOdds
from negoce.portfolio.queries.forecast_facts import closed_stories, expected_of_customers, open_deals
from tests.factories.companies import make_company
from tests.factories.deals import make_deal
from tests.factories.identity import make_team, make_user
from tests.factories.orders import make_order, make_product

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 20)
PARIS = ZoneInfo("Europe/Paris")


def customer(owner: User | None = None, net: str = "100", product: object = None) -> Company:
    """Who orders on the 15th of each month, for two years."""
    company = make_company(owner=owner)
    for back in range(24):
        number = 2026 * 12 + 10 - back
        make_order(company, date(number // 12, number % 12 + 1, 15), net, product=product)
    return company


def house(month: date, as_of: date = TODAY) -> ForecastSnapshot:
    return ForecastSnapshot.objects.get(scope="house", as_of=as_of, month=month)


def run() -> None:
    refresh_monthly_sales(today=TODAY)
    refresh_forecast(today=TODAY)


def test_an_empty_house_foresees_nothing() -> None:
    run()
    assert {row.mid for row in ForecastSnapshot.objects.all()} == {D("0.00")}
    assert house(date(2026, 12, 1)).parts["method"] == "none"
    assert StepOdds.objects.get(step="negotiation").probability == 0.6


def test_customers_go_on_as_last_year_where_nothing_is_fitted() -> None:
    customer()
    run()
    december = house(date(2026, 12, 1))
    # Twelve orders of 100 in 365 days: 31 days of it.
    assert december.mid == pytest.approx(D(102), abs=D(4))
    assert december.low < december.mid < december.high
    assert december.parts["method"] == "last_year"
    # This month: what is ordered already, and ten days of the same.
    november = house(date(2026, 11, 1))
    assert november.parts["ordered"] == "100.00"
    assert november.mid == pytest.approx(D(133), abs=D(4))


def test_what_foresight_expects_is_taken_instead() -> None:
    company = customer()
    CustomerLife.objects.create(
        company=company, status="regular", status_since=TODAY, computed="regular", as_of=TODAY,
        expected_30=3.0, expected_90=9.0, expected_365=36.0,
    )  # fmt: skip
    run()
    assert house(date(2026, 12, 1)).parts["method"] == "foresight"
    assert house(date(2026, 12, 1)).mid == pytest.approx(D(306), abs=D(10))


def test_who_ordered_once_only_is_left_to_foresight() -> None:
    make_order(make_company(), date(2026, 10, 2), "500")
    assert expected_of_customers(TODAY, with_foresight=True).customers == 0


def test_a_deal_falls_into_its_month_with_the_odds_of_its_step() -> None:
    person = make_user(team=make_team())
    make_deal(amount=D(10_000), step="negotiation", close_on=date(2027, 1, 12), owner=person)
    make_deal(amount=D(500), step="conclusion", close_on=None)
    make_deal(amount=None, step="conclusion", close_on=date(2027, 1, 12))
    run()
    january = house(date(2027, 1, 1))
    assert (january.parts["deals"], january.parts["deals_count"]) == ("6000.00", 1)
    assert january.mid == pytest.approx(D(6000), rel=D("0.05"))
    # Ten days is the stated delay of a conclusion.
    assert house(date(2026, 11, 1)).parts["deals"] == "400.00"
    scopes = {row.scope for row in ForecastSnapshot.objects.filter(as_of=TODAY)}
    assert scopes == {"house", f"person:{person.pk}", f"team:{person.team_id}"}


def test_a_family_is_foreseen_from_its_share() -> None:
    films, labels = (ProductFamily.objects.create(name=name) for name in ("Films", "Étiquettes"))
    customer(net="300", product=make_product(family=films))
    customer(net="100", product=make_product(family=labels))
    run()
    of_films, of_all = (
        ForecastSnapshot.objects.get(scope=scope, as_of=TODAY, month=date(2026, 12, 1)).mid
        for scope in (f"family:{films.pk}", "house")
    )
    assert of_films / of_all == pytest.approx(D("0.75"), abs=D("0.02"))


def test_the_past_is_rebuilt_once_and_marked_so() -> None:
    customer()
    run()
    eve = date(2026, 9, 30)
    october = house(date(2026, 10, 1), eve)
    assert october.is_rebuilt
    assert october.mid == pytest.approx(D(102), abs=D(5))
    assert ForecastSnapshot.objects.filter(is_rebuilt=True, scope="house").count() == 6 * 3 - 3
    ForecastSnapshot.objects.filter(pk=october.pk).update(mid=D(1))
    refresh_forecast(today=TODAY)
    assert house(date(2026, 10, 1), eve).mid == D(1)


def test_what_was_said_in_time_is_not_rebuilt() -> None:
    customer()
    ForecastSnapshot.objects.create(
        as_of=date(2026, 9, 28), scope="house", month=date(2026, 10, 1), low=D(1), mid=D(2), high=D(3)
    )
    run()
    assert not ForecastSnapshot.objects.filter(as_of=date(2026, 9, 30)).exists()


def test_of_old_days_the_last_of_each_month_stays() -> None:
    for day in (date(2026, 5, 2), date(2026, 5, 30), date(2026, 6, 29), TODAY - timedelta(days=3)):
        ForecastSnapshot.objects.create(
            as_of=day, scope="house", month=date(2026, 12, 1), low=D(1), mid=D(2), high=D(3)
        )
    refresh_forecast(today=TODAY)
    kept = set(ForecastSnapshot.objects.filter(scope="house").values_list("as_of", flat=True))
    assert {date(2026, 5, 30), date(2026, 6, 29), TODAY - timedelta(days=3)} < kept
    assert date(2026, 5, 2) not in kept


def test_deals_as_they_stood_on_a_day() -> None:
    then = datetime(2026, 9, 1, 9, 0, tzinfo=PARIS)
    won = make_deal(amount=D(800), step="conclusion", state="won", closed_on=date(2026, 10, 20))
    late = make_deal(amount=D(100), step="contact")
    Deal.objects.filter(pk=won.pk).update(created_at=then)
    Deal.objects.filter(pk=late.pk).update(created_at=datetime(2026, 10, 9, 9, 0, tzinfo=PARIS))
    for step, day in (("contact", date(2026, 9, 1)), ("conclusion", date(2026, 10, 15))):
        DealStepChange.objects.create(deal=won, after=step, happened_on=day)
    assert [(deal.step, deal.amount) for deal in open_deals(date(2026, 9, 30), today=TODAY)] == [
        ("contact", 800.0)
    ]
    assert [deal.step for deal in open_deals(TODAY, today=TODAY)] == ["contact"]
    assert closed_stories(date(2026, 10, 19)) == []
    (story,) = closed_stories(TODAY)
    assert (dict(story.reached), story.won) == (
        {"contact": date(2026, 9, 1), "conclusion": date(2026, 10, 15)},
        True,
    )
