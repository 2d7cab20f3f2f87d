"""A fit is kept with what it was compared on, the newest is in force, and the night foresees with it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from negoce.companies.models import Company
from negoce.identity.enums import Role
from negoce.identity.permissions import NotAllowed
from negoce.identity.queries.actors import actor_for
from negoce.orders.models import Order
from negoce.portfolio.actions.foresight_alone import foresee_alone
from negoce.portfolio.actions.foresight_refit import is_due, refit_foresight
from negoce.portfolio.actions.foresight_request import request_refit
from negoce.portfolio.actions.recompute import recompute_portfolio
from negoce.portfolio.models import CustomerLife, ForesightFit, PortfolioSetting
from negoce.portfolio.queries.season import PREFIX, declared_months
from negoce.portfolio.receivers import customer_facts_changed
from tests.factories.companies import make_company
from tests.factories.identity import make_user
from tests.portfolio.foresight.worlds import END, portfolio

pytestmark = pytest.mark.django_db


@pytest.fixture
def place(tmp_path: Path) -> Path:
    return tmp_path


def _fill(today: date, customers: int = 220, *, cost: bool = True) -> None:
    world = portfolio(customers)
    shift = today.toordinal() + 1 - END
    Company.objects.bulk_create(Company(name=f"Client {key}") for key in world.customers)
    keys = list(Company.objects.order_by("pk").values_list("pk", flat=True))
    Order.objects.bulk_create(
        Order(
            company_id=keys[owner],
            reference=f"F{number}",
            ordered_on=date.fromordinal(int(day) + shift),
            net=Decimal(100),
            cost=Decimal(60) if cost else None,
            lines_count=0,
        )
        for number, (owner, day) in enumerate(zip(world.owner, world.days, strict=True))
    )


def test_a_fit_is_kept_and_the_night_foresees_with_it(today, place):
    _fill(today, 400)
    fit = refit_foresight(today=today, directory=place)
    assert fit.is_current
    assert fit.kind in {"blend", "boosting", "pareto_nbd", "mbg_nbd", "bg_nbd"}
    assert fit.repeat_customers >= 100
    assert {each["name"] for each in fit.comparison[0]["candidates"]} >= {
        "orders_by_age",
        "repeats_by_age",
        "blend",
    }
    assert fit.reason["others"][0][0]
    recompute_portfolio(today=today, directory=place)
    lives = CustomerLife.objects.filter(order_days__gt=0)
    assert lives.filter(p_alive__isnull=True).count() == 0
    assert lives.filter(p_alive__lt=0).count() == lives.filter(p_alive__gt=1).count() == 0
    assert lives.filter(value_36_months__gt=0).exists()
    assert not lives.filter(next_order_on__lte=today).exists()


def test_an_order_is_foreseen_with_at_once(today, place):
    _fill(today, 300)
    refit_foresight(today=today, directory=place)
    recompute_portfolio(today=today, directory=place)
    before = CustomerLife.objects.filter(p_alive__lt=0.5, order_days__gte=2).order_by("p_alive").first()
    others = dict(CustomerLife.objects.exclude(pk=before.pk).values_list("pk", "value_36_months"))
    Order.objects.create(
        company_id=before.pk, reference="NEW", ordered_on=today, net=100, cost=60, lines_count=0
    )
    customer_facts_changed({"companies": [before.pk]})
    after = CustomerLife.objects.get(pk=before.pk)
    assert after.p_alive > before.p_alive
    assert after.value_36_months > before.value_36_months
    assert after.expected_365 > before.expected_365
    assert dict(CustomerLife.objects.exclude(pk=before.pk).values_list("pk", "value_36_months")) == others
    foresee_alone([before.pk], today=today)
    after.refresh_from_db()
    recompute_portfolio(today=today, directory=place)
    # One order more moves the levels of all a little.
    night = CustomerLife.objects.get(pk=before.pk)
    assert after.p_alive == pytest.approx(night.p_alive)
    assert after.mean_90 == pytest.approx(night.mean_90, rel=0.05)


def test_alone_says_what_the_night_said(today, place):
    _fill(today)
    refit_foresight(today=today, directory=place)
    recompute_portfolio(today=today, directory=place)
    columns = ("p_alive", "p_order_90", "expected_90", "expected_90_high", "expected_365")
    said = {row[0]: row[1:] for row in CustomerLife.objects.values_list("pk", *columns) if row[1] is not None}
    assert len(said) >= 200
    foresee_alone(said, today=today)
    again = {
        row[0]: row[1:] for row in CustomerLife.objects.values_list("pk", *columns) if row[1] is not None
    }
    assert again.keys() == said.keys()
    assert all(again[key] == pytest.approx(said[key]) for key in said)


def test_before_the_first_night_nobody_is_foreseen_alone(today, place):
    _fill(today)
    assert foresee_alone([1], today=today) == 0
    refit_foresight(today=today, directory=place)
    assert foresee_alone([1], today=today) == 0


def test_earlier_fits_stay(today, place):
    _fill(today)
    first = refit_foresight(today=today, directory=place)
    second = refit_foresight(today=today, directory=place)
    assert list(ForesightFit.objects.filter(is_current=True)) == [second]
    assert list(ForesightFit.objects.all()) == [second, first]
    assert not is_due(today)


def test_a_fit_made_by_another_version_is_made_again_the_same_night(today, place):
    _fill(today)
    fit = refit_foresight(today=today, directory=place)
    ForesightFit.objects.filter(pk=fit.pk).update(content={**fit.content, "version": 0})
    assert is_due(today)


def test_without_enough_customers_nothing_is_foreseen_and_said_once(today, place):
    make_company()
    fit = refit_foresight(today=today, directory=place)
    assert (fit.kind, fit.customers, is_due(today)) == ("", 0, True)
    assert refit_foresight(today=today, directory=place) == fit
    recompute_portfolio(today=today, directory=place)
    assert CustomerLife.objects.filter(p_alive__isnull=False).count() == 0


def test_without_any_cost_no_value_is_given(today, place):
    _fill(today, cost=False)
    fit = refit_foresight(today=today, directory=place)
    recompute_portfolio(today=today, directory=place)
    assert not fit.margins
    assert not CustomerLife.objects.filter(value_36_months__isnull=False).exists()
    assert CustomerLife.objects.filter(p_alive__isnull=False).exists()


def test_a_declared_season_needs_twelve_months():
    for month in range(1, 12):
        PortfolioSetting.objects.create(key=f"{PREFIX}{month}", value=1)
    assert declared_months() == {}
    PortfolioSetting.objects.create(key=f"{PREFIX}12", value=2)
    assert declared_months()[12] == 2


def test_who_may_not_change_settings_asks_for_none():
    with pytest.raises(NotAllowed):
        request_refit(actor_for(make_user(role=Role.SALESPERSON)))
    job = request_refit(actor_for(make_user(role=Role.ADMINISTRATOR)))
    assert job.task == "portfolio.refit"
