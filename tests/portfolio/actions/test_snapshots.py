"""Snapshots of odd portfolios: nobody, one order, returns only, orders of the future, another currency."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone

from negoce.companies.models import Company
from negoce.portfolio.actions.snapshots import purge_snapshots, take_snapshots
from negoce.portfolio.models import (
    CustomerProfit,
    PastStatus,
    PortfolioSnapshot,
    StatusChange,
    StatusOverride,
)
from negoce.portfolio.rules.moves import MoveKind, moves
from negoce.portfolio.rules.portrait import Portrait
from negoce.portfolio.rules.scope_set import ScopeSet
from negoce.portfolio.rules.thresholds import Thresholds
from tests.factories.companies import make_company
from tests.factories.orders import make_order
from tests.factories.portfolio import make_snapshot

pytestmark = pytest.mark.django_db
WHOLE = [ScopeSet("all", whole=True)]


def taken(tmp_path: Path) -> Portrait:
    take_snapshots(today=timezone.localdate(), scopes=WHOLE, directory=tmp_path)
    content = PortfolioSnapshot.objects.get(scope_key="all", segment="").content
    json.dumps(content, allow_nan=False)
    return Portrait(content, "12")


def test_odd_portfolios_give_figures_or_none(tmp_path: Path) -> None:
    today = timezone.localdate()
    nobody = taken(tmp_path)
    assert (nobody.content["companies"], nobody.has_orders, nobody.content["concentration"]) == (
        0,
        False,
        None,
    )
    one = make_company()
    make_order(one, today, "120", cost="80")
    returned = make_company()
    make_order(returned, today, "-50")
    coming = make_company()
    make_order(coming, today + timedelta(days=40), "900")
    abroad = make_company()
    make_order(abroad, today - timedelta(days=3), "700", currency="CHF")
    found = taken(tmp_path)
    heads = found.heads()
    assert (heads.start, heads.new, heads.lost) == (0, 2, 0)
    assert found.content["concentration"]["whole"] == 120_00
    # Who only brought goods back is no customer, and takes nothing from the revenue of customers.
    assert found.content["strays"] == {"number": 1, "cents": -50_00}
    assert sum(each["cents"] for each in found.content["statuses"].values()) == 120_00
    assert found.backward().value.cover is None
    assert found.attrition().worked is None
    assert [move.kind for move in moves(found, Thresholds())] == [MoveKind.PROTECT]


def test_of_past_days_the_last_of_each_month_stays() -> None:
    today = timezone.localdate().replace(month=6, day=20, year=2026)
    kept = [
        today,
        today.replace(day=14),
        today.replace(month=5, day=31),
        today.replace(month=5, day=31, year=2025),
    ]
    for day in (
        *kept,
        today.replace(month=5, day=30),
        today.replace(month=5, day=3),
        today.replace(year=2010),
    ):
        make_snapshot(as_of=day)
    # Of this month the last day before the recent ones stays until the month ends.
    assert purge_snapshots(today=today) == 3
    assert sorted(PortfolioSnapshot.objects.values_list("as_of", flat=True)) == sorted(kept)


def change(company: Company, after: str, days_ago: int, before: str = "") -> None:
    StatusChange.objects.create(
        company=company, before=before, after=after, cause="computed",
        happened_on=timezone.localdate() - timedelta(days=days_ago),
    )  # fmt: skip


def test_past_statuses_are_those_that_were_told_at_the_time(tmp_path: Path) -> None:
    today = timezone.localdate()
    prospect, late, buyer, declared = (make_company() for _each in range(4))
    # Only the last activity of a kind is known: the history says that it was hot a year and a half ago, then cold.
    change(prospect, "hot", 540)
    change(prospect, "cold", 40, "hot")
    change(late, "lead", 100)
    for days in (500, 470, 440, 10):
        make_order(buyer, today - timedelta(days=days), "100")
        make_order(declared, today - timedelta(days=days), "100")
    # Of who had bought, orders tell, whatever was noted before they were entered.
    change(buyer, "lead", 600)
    day = today - timedelta(days=370)
    StatusOverride.objects.create(
        company=declared, status="lost", reason="Fermé", starts_on=day, ends_on=today - timedelta(days=30)
    )
    found = taken(tmp_path)
    kept = {row.company_id: (row.months_3, row.months_6, row.months_12) for row in PastStatus.objects.all()}
    assert kept == {
        prospect.pk: ("hot", "hot", "hot"),
        late.pk: ("lead", "suspect", "suspect"),
        buyer.pk: ("lost", "lost", "dormant"),
        declared.pk: ("lost", "lost", "lost"),
    }
    # The flows count what is kept.
    year = found.content["periods"]["12"]["flows"]
    assert sorted(was for was, _now, _number in year) == ["dormant", "hot", "lost", "suspect"]
    # Nothing moved: nothing is written again; who moved is.
    before = {row.pk: row.months_3 for row in PastStatus.objects.all()}
    PastStatus.objects.filter(company=late).update(months_3="hot")
    taken(tmp_path)
    assert {row.pk: row.months_3 for row in PastStatus.objects.all()} == before


def test_the_cost_of_serving_stands_by_status(tmp_path: Path) -> None:
    today = timezone.localdate()
    one, two = make_company(), make_company()
    make_order(one, today, "120")
    for company, cost in ((one, "30.50"), (two, "12")):
        CustomerProfit.objects.create(company=company, cost=cost, as_of=today)
    statuses = taken(tmp_path).content["statuses"]
    assert {name: row["cost_cents"] for name, row in statuses.items()} == {"new": 30_50, "suspect": 12_00}
