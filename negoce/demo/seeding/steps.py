"""The steps of a seeding, useful early: companies, the newest orders, the threads, then the past."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from itertools import islice
from typing import TypeVar

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from negoce.companies.actions.contacts.dates import refresh_contact_dates, refresh_last_signs
from negoce.demo.rows import ActivityRow, OrderRow
from negoce.demo.seeding.activities import write_activities
from negoce.demo.seeding.catalogue import write_products, write_tags
from negoce.demo.seeding.companies import write_companies
from negoce.demo.seeding.handled import DAYS, write_handled_day
from negoce.demo.seeding.keys import Keys
from negoce.demo.seeding.orders import write_orders
from negoce.demo.seeding.past_invoices import WEEKS, write_past_week
from negoce.demo.world import World
from negoce.orders.actions.refresh_sales import refresh_sales

Piece = tuple[int, Callable[[], object]]
Item = TypeVar("Item")

# So that a piece takes at most 0.2 s on two shared cores: others write meanwhile (SQLite has one writer).
COMPANIES, PRODUCTS, LINES, THREADS, CUSTOMERS, SALES = 80, 1_500, 6_000, 150, 200, 15


@dataclass(frozen=True, slots=True)
class Step:
    """A step: its pieces from a mark on, each with the units it counts for and what writes it."""

    name: str
    label: str | Promise
    total: Callable[[World], int]
    pieces: Callable[[World, Keys, int], Iterator[Piece]]


def _catalogue(demo: World, keys: Keys, start: int) -> Iterator[Piece]:
    if not start:
        yield 0, write_tags
    for rows in _batches(demo.products()[start:], PRODUCTS):
        yield len(rows), partial(write_products, rows)


def _companies(demo: World, keys: Keys, start: int) -> Iterator[Piece]:
    for rows in _batches(demo.companies(start), COMPANIES):
        yield len(rows), partial(write_companies, rows, keys)


def _recent_orders(demo: World, keys: Keys, start: int) -> Iterator[Piece]:
    waiting: list[OrderRow] = []
    lines = 0
    for order in islice(demo.recent_orders(), start, None):
        waiting.append(order)
        lines += len(order.lines)
        if lines >= LINES:
            yield len(waiting), partial(write_orders, waiting, keys)
            waiting, lines = [], 0
    if waiting:
        yield len(waiting), partial(write_orders, waiting, keys)


def _older_orders(demo: World, keys: Keys, start: int) -> Iterator[Piece]:
    """Customer by customer: the mark counts customers."""
    waiting: list[OrderRow] = []
    customers = lines = 0
    for _place, orders in demo.older_orders(start):
        customers += 1
        waiting += orders
        lines += sum(len(order.lines) for order in orders)
        if lines >= LINES or customers >= CUSTOMERS:
            yield customers, partial(write_orders, waiting, keys)
            waiting, customers, lines = [], 0, 0
    if customers:
        yield customers, partial(write_orders, waiting, keys)


def _activities(demo: World, keys: Keys, start: int) -> Iterator[Piece]:
    for threads in _batches(demo.activities(start), THREADS):
        rows = [row for _place, thread in threads for row in thread]
        yield len(threads), partial(_write_threads, rows, keys)


def _write_threads(rows: list[ActivityRow], keys: Keys) -> None:
    write_activities(rows, keys)
    refresh_contact_dates(keys.companies[row.company_key] for row in rows)
    refresh_last_signs(keys.contacts[contact] for row in rows for contact in row.contact_keys)


def _recent_sales(demo: World, keys: Keys, start: int) -> Iterator[Piece]:
    """Of those who have orders already: who left stands behind them."""
    yield from _sales_of(demo, keys, start, len(demo.customer_numbers))


def _sales(demo: World, keys: Keys, start: int) -> Iterator[Piece]:
    yield from _sales_of(demo, keys, start, len(demo.customers))


def _sales_of(demo: World, keys: Keys, start: int, stop: int) -> Iterator[Piece]:
    for outlines in _batches(demo.customers[start:stop], SALES):
        ids = [keys.companies[row.key] for row in outlines]
        yield len(outlines), partial(refresh_sales, ids, today=demo.today, tell=False)


def _handled(demo: World, keys: Keys, start: int) -> Iterator[Piece]:
    """A day a piece: the orders of the last weeks as orders that we handle."""
    for place in range(start, DAYS):
        yield 1, partial(write_handled_day, demo.today, place)


def _past_invoices(demo: World, keys: Keys, start: int) -> Iterator[Piece]:
    for place in range(start, WEEKS):
        yield 1, partial(write_past_week, demo.today, place)


def _batches(rows: Iterable[Item], size: int) -> Iterator[list[Item]]:
    source = iter(rows)
    while batch := list(islice(source, size)):
        yield batch


def _customers(demo: World) -> int:
    return len(demo.customers)


STEPS = (
    Step("catalogue", _("Catalogue"), lambda demo: len(demo.products()), _catalogue),
    Step("companies", _("Entreprises et interlocuteurs"), lambda demo: len(demo.outlines), _companies),
    Step("recent_orders", _("Commandes récentes"), lambda demo: demo.recent_orders_count, _recent_orders),
    Step("recent_sales", _("Chiffres des clients"), lambda demo: len(demo.customer_numbers), _recent_sales),
    Step("activities", _("Visites, appels et messages"), lambda demo: len(demo.outlines), _activities),
    Step("older_orders", _("Commandes des années passées"), _customers, _older_orders),
    Step("handled", _("Livraisons des dernières semaines"), lambda _demo: DAYS, _handled),
    Step("past_invoices", _("Factures et règlements passés"), lambda _demo: WEEKS, _past_invoices),
    Step("all_sales", _("Chiffres des clients"), _customers, _sales),
)
