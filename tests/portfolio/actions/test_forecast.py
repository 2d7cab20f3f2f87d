"""The nightly forecast: what it rests on, what it keeps, what it works out afterwards."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal as D
from zoneinfo import ZoneInfo

import pytest

from negoce.catalogue.models import ProductFamily
from negoce.catalogue.rules.entered_lines import TypedLine
from negoce.companies.models import Company
from negoce.identity.models import JournalEntry, User
from negoce.negotiation.models import Deal, DealStepChange, Quote
from negoce.orders.models import Order
from negoce.portfolio.actions.forecast import refresh_forecast
from negoce.portfolio.actions.monthly_sales import refresh_monthly_sales
from negoce.portfolio.models import CustomerLife, ForecastDeal, ForecastSnapshot, StepOdds
from negoce.portfolio.queries.forecast_customers import Expected, expected_of_customers, purchases_between
from negoce.portfolio.queries.forecast_deals import closed_stories, open_deals
from tests.factories.companies import make_company
from tests.factories.deals import make_deal
from tests.factories.identity import make_team, make_user
from tests.factories.orders import make_order, make_product
from tests.factories.quotes import make_quote

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


def expected(as_of: date) -> Expected:
    return expected_of_customers(purchases_between(as_of, as_of), as_of, with_foresight=as_of == TODAY)


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
    assert expected(TODAY).customers == 0


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
    assert ForecastSnapshot.objects.filter(is_rebuilt=True, scope="house").count() == 18 * 3 - 3
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


def test_a_deal_of_a_customer_counts_for_what_it_adds() -> None:
    company = customer()
    deal = make_deal(company, amount=D(1_000), step="negotiation", close_on=date(2027, 1, 12))
    run()
    january = house(date(2027, 1, 1)).parts
    # Of the 296 that the customer orders in 90 days anyway, with six chances in ten.
    counted = ForecastDeal.objects.get(pk=deal.pk)
    assert counted.already == pytest.approx(D(296), abs=D(3))
    assert (january["deals"], D(january["already"])) == ("600.00", round(counted.already * D("0.6"), 2))
    assert house(date(2027, 1, 1)).mid == pytest.approx(D(102 + 600 - 178), rel=D("0.05"))


def test_what_a_deal_offers_of_a_new_family_is_added_whole_and_to_that_family() -> None:
    films, machines = (ProductFamily.objects.create(name=name) for name in ("Films", "Machines"))
    company = customer(product=make_product(family=films))
    deal = make_deal(company, amount=D(1_000), step="negotiation", close_on=date(2027, 1, 12))
    product = make_product(family=machines)
    quote = make_quote(
        company=company, lines=[TypedLine(code=product.code, quantity="1", price="800", price_typed=True)]
    )
    Quote.objects.filter(pk=quote.pk).update(deal=deal)
    run()
    assert ForecastDeal.objects.get(pk=deal.pk).already == 0
    of_machines = ForecastSnapshot.objects.get(
        scope=f"family:{machines.pk}", as_of=TODAY, month=date(2027, 1, 1)
    )
    assert of_machines.parts["deals"] == "600.00"


def test_a_deal_in_another_currency_adds_nothing_to_euros() -> None:
    make_deal(amount=D(1_000), currency="USD")
    assert open_deals(TODAY, today=TODAY) == []


def test_what_a_deal_was_worth_on_a_day_is_read_from_its_history() -> None:
    deal = make_deal(amount=D(900), close_on=date(2026, 12, 24))
    Deal.objects.filter(pk=deal.pk).update(created_at=datetime(2026, 9, 1, 9, 0, tzinfo=PARIS))
    changes = [("2026-10-05", ["500.00", "700.00"]), ("2026-10-09", ["700.00", "900.00"])]
    for day, amount in changes:
        JournalEntry.objects.create(
            at=datetime.fromisoformat(f"{day}T10:00:00+02:00"), actor_name="Nadia", origin="web",
            verb="changed", subject_kind="deal", subject_id=deal.pk, values={"amount": amount},
        )  # fmt: skip
    assert [
        [each.amount for each in open_deals(date(2026, month, day), today=TODAY)]
        for month, day in ((9, 30), (10, 5), (10, 31))
    ] == [[500.0], [700.0], [900.0]]


def test_an_order_cancelled_later_was_counted_on_then() -> None:
    company = customer()
    Order.objects.filter(company=company).update(cancelled_at=datetime(2026, 10, 2, 9, 0, tzinfo=PARIS))
    assert expected(date(2026, 9, 30)).customers == 1
    assert expected(TODAY).customers == 0


def test_the_next_forecast_learns_from_what_the_last_ones_missed() -> None:
    """Whoever orders twice as much each year is foreseen too low by last year alone, month after month."""
    company = make_company()
    for back in range(1, 37):
        number = 2026 * 12 + 10 - back
        net = str(round(100 * 1.06 ** (36 - back)))
        make_order(company, date(number // 12, number % 12 + 1, 15), net)
    run()
    december = house(date(2026, 12, 1))
    assert december.parts["correction"] > 1.1
    assert december.parts["months"] == 12
