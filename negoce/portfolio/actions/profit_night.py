"""Works out each night what every customer leaves once served, and the year of each status (S2)."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from django.db import transaction

from negoce.kit.money import round_money
from negoce.kit.worked import CannotWork
from negoce.portfolio.actions.status_year import (
    StatusDay,
    close_year,
    closing_day,
    contacts_due,
    year_figures,
)
from negoce.portfolio.enums import LifeStatus
from negoce.portfolio.facts.opening import open_facts
from negoce.portfolio.models import CustomerProfit, OrderRankMargin, StatusFigures
from negoce.portfolio.queries.profit_facts import (
    CompanyState,
    Wallet,
    company_states,
    services,
    statuses_in_january,
    wallets,
)
from negoce.portfolio.queries.service_costs import current_service_costs, visit_cost_on
from negoce.portfolio.rules.customer_profit import Rates, Sales, customer_profit, usual_margin
from negoce.portfolio.rules.service_costs import Service
from negoce.portfolio.rules.wallet import wallet

if TYPE_CHECKING:
    from negoce.portfolio.facts.held import Facts

_BATCH = 500
ZERO = Decimal(0)
_COLUMNS = (
    "net", "margin", "visits", "exchanges", "messages", "cost", "profit", "remedy", "reason", "share", "potential",
    "contact_due", "as_of",
)  # fmt: skip
_COMPARED = _COLUMNS[:-1]


@dataclass(frozen=True, slots=True)
class YearSales:
    """What the orders of a year say: its sales by company, and the mean margin of each rank of order."""

    by_company: Mapping[int, Sales]
    ranks: Sequence[OrderRankMargin] = ()


@dataclass(frozen=True, slots=True)
class _Night:
    """What one night knows."""

    today: date
    rates: Rates
    states: Sequence[CompanyState]
    long: Mapping[int, Service]
    since_january: Mapping[int, Service]
    january: Mapping[int, LifeStatus]
    wallets: Mapping[int, Wallet]
    due: Collection[int]


def refresh_profits(*, today: date, progress: Callable[[int, int], object] | None = None) -> int:
    """Read the facts, then store what each customer leaves and the year of each status. Raises FactsBusy.

    The year before is closed with it, until it is.
    """
    closing = closing_day(today)
    with open_facts() as facts:
        year = year_sales(facts, today)
        past = None if closing is None else year_sales(facts, closing)
    changed = store_profits(year, today=today, progress=progress)
    if closing is not None and past is not None:
        close_year(past.by_company, closing, today=today)
    return changed


def year_sales(facts: Facts, today: date) -> YearSales:
    """The year up to `today` from the facts, by company."""
    from negoce.portfolio.measures.order_ranks import rank_margins, sales_between

    rows = sales_between(facts.orders, date(today.year, 1, 1), today).to_pyarrow().to_pylist()
    ranks = rank_margins(facts.orders, today).to_pyarrow().to_pylist()
    return YearSales(
        {
            row["company_id"]: Sales(
                _euros(row["net_cents"]),
                None if row["uncosted"] else _euros(row["net_cents"] - row["cost_cents"]),
            )
            for row in rows
        },
        [
            OrderRankMargin(
                rank=row["rank"],
                margin=round_money(_euros(row["margin_cents"]) / row["customers"]),
                customers=row["customers"],
                as_of=today,
            )
            for row in ranks
        ],
    )


def store_profits(
    year: YearSales, *, today: date, progress: Callable[[int, int], object] | None = None
) -> int:
    """Store the night's figures; returns how many customers changed. Short transactions; may run twice."""
    night = _night(today)
    changed = _store_customers(night, progress)
    figures = year_figures(
        StatusDay(today, night.states, night.since_january, night.january, night.due), year.by_company, today
    )
    with transaction.atomic():
        StatusFigures.objects.filter(year=today.year).delete()
        StatusFigures.objects.bulk_create(figures, batch_size=_BATCH)
        OrderRankMargin.objects.all().delete()
        OrderRankMargin.objects.bulk_create(year.ranks)
    return changed


def _night(today: date) -> _Night:
    states = company_states()
    long, since_january = services(today)
    rates = Rates(
        current_service_costs(), visit_cost_on(today), usual_margin([each.sales for each in states])
    )
    return _Night(
        today=today,
        rates=rates,
        states=states,
        long=long,
        since_january=since_january,
        january=statuses_in_january(today.year),
        wallets=wallets(),
        due=contacts_due(states, today, rates.costs),
    )


def _store_customers(night: _Night, progress: Callable[[int, int], object] | None) -> int:
    changed = 0
    for start in range(0, len(night.states), _BATCH):
        part = night.states[start : start + _BATCH]
        with transaction.atomic():
            changed += _store_part(night, part)
        if progress is not None:
            progress(min(start + _BATCH, len(night.states)), len(night.states))
    kept = {each.key for each in night.states}
    gone = set(CustomerProfit.objects.order_by().values_list("pk", flat=True)) - kept
    for start in range(0, len(gone), _BATCH):
        CustomerProfit.objects.filter(pk__in=sorted(gone)[start : start + _BATCH]).delete()
    return changed


def _store_part(night: _Night, part: Sequence[CompanyState]) -> int:
    stored = CustomerProfit.objects.in_bulk([each.key for each in part])
    rows = []
    for state in part:
        row, before = _row(night, state), stored.get(state.key)
        if before is None or any(getattr(before, name) != getattr(row, name) for name in _COMPARED):
            rows.append(row)
    CustomerProfit.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["company"], update_fields=_COLUMNS
    )
    return len(rows)


def _row(night: _Night, state: CompanyState) -> CustomerProfit:
    service = night.long.get(state.key, Service())
    # Who never ordered brings nothing, and its margin is no unknown.
    sales = state.sales if state.has_ordered else Sales(ZERO, ZERO)
    if sales.margin is None and not sales.net:
        sales = Sales(ZERO, ZERO)
    found = customer_profit(sales, service, state.status, night.rates)
    share, potential = _wallet(night, state)
    proposal = found.proposal
    return CustomerProfit(
        company_id=state.key,
        net=sales.net,
        margin=sales.margin,
        visits=service.visits,
        exchanges=service.exchanges,
        messages=service.messages,
        cost=found.cost,
        profit=found.profit,
        remedy="" if proposal is None else proposal.remedy.value,
        reason={}
        if proposal is None
        else {
            "code": proposal.reason.code,
            "figures": {name: str(value) for name, value in proposal.reason.figures.items()},
        },
        share=share,
        potential=potential,
        contact_due=state.key in night.due,
        as_of=night.today,
    )


def _wallet(night: _Night, state: CompanyState) -> tuple[Decimal | None, Decimal | None]:
    known = night.wallets.get(state.key)
    if known is None:
        return None, None
    try:
        worked = wallet(sales=state.sales.net, purchases=known.purchases, accessible=known.accessible)
    except CannotWork:
        return None, None
    return worked.value.share, worked.value.potential


def _euros(cents: int) -> Decimal:
    return Decimal(int(cents)) / 100
