"""Targets of the demo's people, team, families and house for last year and this one."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from django.db.models import Sum

from negoce.demo.draws import draws
from negoce.identity.enums import Role
from negoce.identity.models import User
from negoce.identity.queries.actors import actor_for
from negoce.identity.rules.actor import system_actor
from negoce.kit.dates import add_months
from negoce.portfolio.actions.reports.save import save_report
from negoce.portfolio.enums import TargetKind
from negoce.portfolio.models import SalesTarget, SavedReport
from negoce.portfolio.queries.target_rows import target_rows
from negoce.portfolio.queries.targets import actuals_of, targets_of
from negoce.portfolio.rules.attainment import months_of, passed_share
from negoce.portfolio.rules.report_asked import ReportAsked
from negoce.portfolio.rules.target_spread import spread_year

# Targets are round figures.
_ROUND = Decimal(1000)


def write_targets(today: date, _place: int) -> None:
    """Set the targets of last year and of this one, in the season of what was ordered, which is added up already.

    Nearly what was sold then: a demo in which nobody ever reaches a target, or everybody does, shows nothing. A team
    aims at what its people do, the house at what its teams do; families have targets of their own.
    """
    for year in (today.year - 1, today.year):
        _draw(TargetKind.PERSON, year, today)
        _draw(TargetKind.FAMILY, year, today)
        _add_up(year)


def _draw(kind: TargetKind, year: int, today: date) -> None:
    rows = target_rows(system_actor("Démonstration"), kind)
    keys = [row.key for row in rows]
    sold = actuals_of(kind, keys, date(today.year - 2, 1, 1), today)
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
        SalesTarget.objects.bulk_create(
            SalesTarget(month=month, amount=amount, **{f"{kind.value}_id": row.key})
            for month, amount in zip(months_of(year), spread_year(total, season), strict=True)
        )


def _add_up(year: int) -> None:
    """The targets of each team, and of the house, where there is none yet."""
    people = SalesTarget.objects.filter(person__isnull=False, month__year=year).order_by()
    there = SalesTarget.objects.filter(person=None, family=None, month__year=year)
    if there.exists():
        return
    teams = people.filter(person__team__isnull=False).values_list("person__team_id", "month")
    rows = [
        SalesTarget(team_id=team, month=month, amount=amount)
        for team, month, amount in teams.annotate(sum=Sum("amount")).order_by("person__team_id", "month")
    ]
    rows += [
        SalesTarget(month=month, amount=amount)
        for month, amount in people.values_list("month").annotate(sum=Sum("amount")).order_by("month")
    ]
    SalesTarget.objects.bulk_create(rows)


def write_reports(_today: date, _place: int) -> None:
    """Keep two reports: one that the sales manager shares, one of their own."""
    manager = User.objects.filter(role=Role.MANAGER.value, is_active=True).order_by("pk").first()
    if manager is None or SavedReport.objects.filter(owner=manager).exists():
        return
    actor = actor_for(manager)
    shared = ReportAsked(
        "orders", ("net", "count"), ("month", "owner"), "ordered_on last_months 12", "stacked"
    )
    own = ReportAsked(
        "deals", ("lost", "amount"), ("reason", "competitor"), "state is lost", "stacked", "-lost"
    )
    save_report(actor, None, name="Commandes par mois et par commercial", asked=shared, is_shared=True)
    save_report(actor, None, name="Pourquoi nous perdons, et contre qui", asked=own, is_shared=False)
