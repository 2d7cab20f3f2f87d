"""The chapter on results: years, rank, visits (F6)."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from negoce.billing.queries.rebates import rebates_by_year
from negoce.identity.enums import FieldGroup
from negoce.kit.dates import format_date
from negoce.kit.money import format_decimal, format_money, format_money_round, format_percent
from negoce.kit.worked import CannotWork
from negoce.parameters.enums import ParameterKey
from negoce.parameters.queries.dated_values import dated_values
from negoce.portfolio.queries.company_results import (
    YearResult,
    rank_of,
    sales_of,
    visits_made,
    yearly_results,
)
from negoce.portfolio.rules.visit_results import VisitResults, visit_results
from negoce.ui.components.tables import TableColumn
from negoce.web.companies.panel_types import RESULTS, SIDE, Panel
from negoce.web.companies.record import CompanyRecord
from negoce.web.orders.figures import language
from negoce.web.portfolio.sentences import sentences


def _years(record: CompanyRecord) -> Mapping[str, object] | None:
    years = yearly_results(record.company)
    if not years:
        return None
    margins = record.actor.may_read(FieldGroup.MARGIN)
    columns = [
        TableColumn(_now("Année")),
        TableColumn(_now("Commandes"), numeric=True),
        TableColumn(_now("CA HT"), numeric=True),
        TableColumn(_now("Évolution"), numeric=True),
    ]
    if margins:
        columns.append(TableColumn(_now("Marge"), numeric=True))
    rebates = rebates_by_year(record.company) if margins else {}
    nets = {each.year: each.net for each in years}
    this_year = timezone.localdate().year
    return {
        "columns": columns,
        "margins": margins,
        "rebates": [
            _set_aside(year, rebates[year]) for year in sorted(rebates, reverse=True) if year in nets
        ],
        "lines": [
            {
                "year": _now("%(year)s, en cours") % {"year": each.year}
                if each.year == this_year
                else str(each.year),
                "orders": format_decimal(each.orders, language()),
                "net": format_money_round(each.net, language()),
                "change": "" if each.year == this_year else _change(each.net, nets.get(each.year - 1)),
                "margin": _margin(each, rebates.get(each.year, Decimal(0))) if margins else "",
            }
            for each in years
        ],
    }


def _change(net: Decimal, before: Decimal | None) -> str:
    """« +8 % »; empty without a year before to compare with."""
    if before is None or before <= 0:
        return ""
    said = format_percent((net - before) / before, language())
    return f"+{said}" if net > before else said


def _margin(year: YearResult, rebate: Decimal) -> str:
    """What is left of the year once its rebates are set aside."""
    if year.margin is None:
        return _now("coûts incomplets")
    margin = year.margin - rebate
    amount = format_money_round(margin, language())
    return f"{amount} · {format_percent(margin / year.net, language(), 1)}" if year.net > 0 else amount


def _set_aside(year: int, rebate: Decimal) -> str:
    """« 2026 : 1 220,00 € »."""
    return _now("%(year)s : %(amount)s") % {"year": year, "amount": format_money(rebate, language())}


def _rank(record: CompanyRecord) -> Mapping[str, object] | None:
    rank = rank_of(record.company)
    if rank is None:
        return None
    margins = record.actor.may_read(FieldGroup.MARGIN) and rank.margin_rank is not None
    return {
        "rank": rank,
        "revenue": _place(rank.revenue_rank, rank.customers),
        "margin": _place(rank.margin_rank or 0, rank.customers) if margins else "",
        "day": format_date(rank.as_of, language()),
    }


def _place(rank: int, customers: int) -> str:
    said = _now("%(rank)sᵉ sur %(customers)s") if rank > 1 else _now("1ᵉʳ sur %(customers)s")
    return said % {
        "rank": format_decimal(rank, language()),
        "customers": format_decimal(customers, language()),
    }


_NOTHING = {"margin": "", "cost": "", "net": "", "loss": False, "no_cost": False, "steps": ()}


def _visits(record: CompanyRecord) -> Mapping[str, object] | None:
    today = timezone.localdate()
    visits = visits_made(record.company, today)
    sales = sales_of(record.company)
    if not visits and sales is None:
        return None
    revenue = sales.net_12_months if sales else Decimal(0)
    shown: dict[str, object] = {
        **_NOTHING,
        "visits": format_decimal(visits, language()),
        "revenue": format_money(revenue / visits, language()) if visits else "",
    }
    if not record.actor.may_read(FieldGroup.MARGIN) or sales is None or sales.margin_12_months is None:
        return shown
    try:
        cost = dated_values().on(ParameterKey.VISIT_COST, today).value
    except CannotWork:
        margin = format_money(sales.margin_12_months / visits, language()) if visits else ""
        return {**shown, "margin": margin, "no_cost": True}
    worked = visit_results(revenue=revenue, margin=sales.margin_12_months, visits=visits, visit_cost=cost)
    return {**shown, **_paid(worked.value), "steps": sentences(worked.steps)}


def _paid(found: VisitResults) -> Mapping[str, object]:
    return {
        "margin": "" if found.margin is None else format_money(found.margin, language()),
        "cost": format_money(found.cost, language()),
        "net": format_money(found.net, language()),
        "loss": found.net < 0,
    }


YEARS = Panel("years", _("Résultats par année"), "web/portfolio/_years.html", _years, 2, tab=RESULTS)
RANK = Panel(
    "rank", _("Place parmi les clients"), "web/portfolio/_rank.html", _rank, 1, tab=RESULTS, column=SIDE
)
VISITS = Panel(
    "visits", _("Rentabilité des visites"), "web/portfolio/_visits.html", _visits, 3, tab=RESULTS, column=SIDE
)
