"""Targets of the demo's people, team, families and house for last year and this one."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from negoce.demo.draws import draws
from negoce.identity.rules.actor import system_actor
from negoce.kit.dates import add_months
from negoce.portfolio.enums import TargetKind
from negoce.portfolio.models import SalesTarget
from negoce.portfolio.queries.target_rows import target_rows
from negoce.portfolio.queries.targets import actuals_of, targets_of
from negoce.portfolio.rules.attainment import months_of, passed_share
from negoce.portfolio.rules.target_spread import spread_year

# Targets are round figures.
_ROUND = Decimal(1000)


def write_targets(today: date, _place: int) -> None:
    """Set the targets of last year and of this one, in the season of what was ordered, which is added up already.

    Nearly what was sold then: a demo in which nobody ever reaches a target, or everybody does, shows nothing.
    """
    for kind in TargetKind:
        rows = target_rows(system_actor("Démonstration"), kind)
        keys = [row.key for row in rows]
        sold = actuals_of(kind, keys, date(today.year - 2, 1, 1), today)
        for year in (today.year - 1, today.year):
            there = targets_of(kind, keys, year)
            passed = sum((passed_share(month, today) for month in months_of(year)), Decimal(0)) / 12
            for row in rows:
                months = sold[row.key]
                whole = sum((months.get(month, Decimal(0)) for month in months_of(year)), Decimal(0)) / passed
                if there[row.key] or whole <= 0:
                    continue
                share = Decimal(draws("target", kind.value, year, row.name).randint(90, 112)) / 100
                total = (whole * share / _ROUND).quantize(Decimal(1)) * _ROUND
                season = [months.get(add_months(month, -12), Decimal(0)) for month in months_of(year)]
                owner = {} if row.key is None else {f"{kind.value}_id": row.key}
                SalesTarget.objects.bulk_create(
                    SalesTarget(month=month, amount=amount, **owner)
                    for month, amount in zip(months_of(year), spread_year(total, season), strict=True)
                )
