"""Snapshots of odd portfolios: nobody, one order, returns only, orders of the future, another currency."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone

from negoce.portfolio.actions.snapshots import purge_snapshots, take_snapshots
from negoce.portfolio.models import PortfolioSnapshot
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
