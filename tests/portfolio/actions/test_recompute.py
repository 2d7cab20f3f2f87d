"""The night: the same rows as one company at a time, in one pass, whatever stops it."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone

from negoce.companies.models import Company
from negoce.identity.enums import Role
from negoce.identity.permissions import NotAllowed
from negoce.identity.queries.actors import actor_for
from negoce.jobs.worker import work_off
from negoce.orders.actions.refresh_sales import refresh_sales
from negoce.orders.models import Order
from negoce.portfolio.actions.life_refresh import refresh_life
from negoce.portfolio.actions.recompute import Recomputed, recompute_portfolio
from negoce.portfolio.actions.recompute_request import request_recompute
from negoce.portfolio.facts.engine_names import Engine
from negoce.portfolio.models import CustomerLife, PortfolioSetting, StatusChange, StatusOverride
from tests.factories.companies import make_activity, make_company
from tests.factories.identity import make_user
from tests.factories.orders import make_order
from tests.portfolio.measures.drawn_customers import drawn_customers

pytestmark = pytest.mark.django_db
CREATED = timezone.make_aware(timezone.datetime(2020, 1, 6, 12))


@pytest.fixture
def place(tmp_path: Path) -> Path:
    return tmp_path


def fill(today: date, number: int = 60) -> list[Company]:
    companies = []
    for drawn in drawn_customers(number, today, seed=11):
        company = make_company()
        companies.append(company)
        for day, net, cost, _family in drawn.orders:
            spent = None if cost is None else str(Decimal(cost) / 100)
            make_order(company, day, str(Decimal(net) / 100), cost=spent)
    Company.objects.update(created_at=CREATED)
    refresh_sales([each.pk for each in companies], today=today)
    return companies


def night(today: date, place: Path) -> Recomputed:
    return recompute_portfolio(today=today, directory=place)


OWN = (
    "company_id", "status", "status_since", "cause", "computed", "reason", "order_days", "first_order_on",
    "last_order_on", "cadence_days", "gaps_variation", "net_12_months", "margin_12_months", "orders_12_months",
    "families", "as_of",
)  # fmt: skip


def refresh_all_life(today: date) -> None:
    """One company after the other, as events do: what the night must say in bulk."""
    refresh_life(Company.objects.order_by("pk").values_list("pk", flat=True), today=today)


def lives() -> list[tuple[object, ...]]:
    rows = CustomerLife.objects.order_by("company_id").values_list(*OWN)
    # The last digit of a square root is the processor's own.
    return [tuple(round(each, 9) if isinstance(each, float) else each for each in row) for row in rows]


def changes() -> list[tuple[object, ...]]:
    names = ("company_id", "before", "after", "happened_on", "cause", "reason", "is_past")
    return list(StatusChange.objects.order_by("company_id", "id").values_list(*names))


def test_the_night_writes_what_each_company_says_by_itself(today: date, place: Path) -> None:
    fill(today)
    refresh_all_life(today)
    rows, told = lives(), changes()
    CustomerLife.objects.all().delete()
    StatusChange.objects.all().delete()
    done = night(today, place)
    assert (done.companies, done.rows, done.changes) == (60, 60, len(told))
    assert lives() == rows
    assert changes() == told
    assert CustomerLife.objects.filter(rfm_recency__isnull=False).count() == sum(bool(row[6]) for row in rows)


def test_a_second_night_writes_what_differs_alone(today: date, place: Path) -> None:
    companies = fill(today)
    night(today, place)
    before = changes()
    again = night(today, place)
    assert (again.rows, again.changes, changes()) == (0, 0, before)
    quiet = CustomerLife.objects.filter(status="suspect").values_list("company_id", flat=True).first()
    make_order(companies[[each.pk for each in companies].index(quiet)], today, "12.50")
    third = night(today + timedelta(days=1), place)
    assert third.changes >= 1
    life = CustomerLife.objects.get(company_id=quiet)
    assert (life.status, life.status_since, life.net_12_months) == ("new", today, Decimal("12.50"))
    assert set(CustomerLife.objects.values_list("as_of", flat=True)) == {today + timedelta(days=1)}


def test_scores_move_without_an_order(today: date, place: Path) -> None:
    fill(today)
    night(today, place)
    scores = list(
        CustomerLife.objects.order_by("pk").values_list("pk", "status", "rfm_money", "net_12_months")
    )
    # Of customers whose own orders stay as they are: active ones too.
    CustomerLife.objects.update(rfm_money=None, net_12_months=0)
    assert night(today, place).changes == 0
    assert (
        list(CustomerLife.objects.order_by("pk").values_list("pk", "status", "rfm_money", "net_12_months"))
        == scores
    )
    assert {"regular", "irregular"} <= {each[1] for each in scores}


def test_a_night_cut_short_goes_on_without_doubling(today: date, place: Path) -> None:
    fill(today)
    night(today, place)
    rows, told = lives(), changes()
    CustomerLife.objects.all().delete()
    StatusChange.objects.all().delete()

    class Killed(BaseException):
        pass

    def killed() -> None:
        raise Killed

    with pytest.raises(Killed):
        recompute_portfolio(today=today, directory=place, hold=killed)
    assert lives() == []
    # Half of the rows were written before the crash.
    night(today, place)
    CustomerLife.objects.filter(pk__gt=rows[30][0]).delete()
    StatusChange.objects.filter(company_id__gt=rows[30][0]).delete()
    night(today, place)
    assert (lives(), changes()) == (rows, told)


def test_overrides_hold_until_their_end(today: date, place: Path) -> None:
    company = make_company()
    for weeks in range(6):
        make_order(company, today - timedelta(weeks=weeks), "100")
    StatusOverride.objects.create(
        company=company, status="lost", reason="Liquidation annoncée", starts_on=today, ends_on=today
    )
    night(today, place)
    life = CustomerLife.objects.get(company=company)
    assert (life.status, life.cause, life.computed) == ("lost", "declared", "regular")
    night(today + timedelta(days=1), place)
    life.refresh_from_db()
    assert (life.status, life.cause) == ("regular", "computed")
    assert [each[1:5] for each in changes()][-2:] == [
        ("regular", "lost", today, "declared"),
        ("lost", "regular", today + timedelta(days=1), "computed"),
    ]


def test_rows_of_companies_that_go_are_removed(today: date, place: Path) -> None:
    kept, gone = make_company(), make_company()
    night(today, place)
    Company.objects.filter(pk=gone.pk).update(deleted_at=timezone.now())
    night(today, place)
    assert list(CustomerLife.objects.values_list("company_id", flat=True)) == [kept.pk]


def test_the_past_of_a_company_that_comes_back_is_told_once(today: date, place: Path) -> None:
    companies = fill(today, 12)
    night(today, place)
    told = StatusChange.objects.count()
    Company.objects.filter(pk__in=[each.pk for each in companies]).update(deleted_at=timezone.now())
    night(today, place)
    Company.objects.update(deleted_at=None)
    night(today, place)
    assert (CustomerLife.objects.count(), StatusChange.objects.count()) == (12, told)


def test_a_threshold_moves_companies(today: date, place: Path) -> None:
    company = make_company()
    make_order(company, today - timedelta(days=20), "100")
    night(today, place)
    assert CustomerLife.objects.get(company=company).status == "new"
    for key, value in (("dormant_days", "10"), ("dormant_cadences", "0.1")):
        PortfolioSetting.objects.create(key=key, value=Decimal(value))
    night(today, place)
    life = CustomerLife.objects.get(company=company)
    assert (life.status, life.status_since) == ("dormant", today - timedelta(days=9))


def test_whoever_was_quicker_is_left_alone(today: date, place: Path) -> None:
    company = make_company()
    make_order(company, today, "100")

    def somebody() -> None:
        # Between the reading and the writing, an order is cancelled and the company worked out by itself.
        Order.objects.update(cancelled_at=timezone.now())
        refresh_sales([company.pk], today=today)
        refresh_all_life(today)

    done = recompute_portfolio(today=today, directory=place, hold=somebody)
    assert (done.rows, CustomerLife.objects.get().status) == (0, "suspect")


def test_what_is_said_before_the_first_order(today: date, place: Path) -> None:
    company = make_company()
    make_activity(company=company, starts_at=CREATED, state="done", need_recorded="Des palettes")
    night(today, place)
    life = CustomerLife.objects.get()
    assert (life.status, life.status_since) == ("lead", CREATED.date())


def test_an_empty_database(today: date, place: Path) -> None:
    assert night(today, place).companies == 0


def test_a_person_asks_for_it_and_the_job_says_what_was_done() -> None:
    make_order(make_company(), timezone.localdate(), "100")
    job = request_recompute(actor_for(make_user(role=Role.ADMINISTRATOR)))
    assert request_recompute(actor_for(make_user(role=Role.ADMINISTRATOR))).pk == job.pk
    whole = request_recompute(actor_for(make_user(role=Role.ADMINISTRATOR)), whole=True)
    assert (whole.pk == job.pk, whole.arguments) == (False, {"whole": True})
    work_off()
    job.refresh_from_db()
    assert (job.state, job.result["companies"], job.result["rows"]) == ("done", 1, 1)
    assert CustomerLife.objects.get().status == "new"
    with pytest.raises(NotAllowed):
        request_recompute(actor_for(make_user(role=Role.READ_ONLY)))


@pytest.mark.skipif(connection.vendor != "postgresql", reason="the measures run in PostgreSQL itself")
def test_the_night_measured_in_postgresql_is_the_same(today: date, place: Path, settings: Any) -> None:
    fill(today)
    night(today, place)
    rows, told = lives(), changes()
    CustomerLife.objects.all().delete()
    StatusChange.objects.all().delete()
    settings.NEGOCE_ENGINE = Engine.POSTGRESQL
    assert night(today, place).lines_read == 0
    assert (lives(), changes()) == (rows, told)
