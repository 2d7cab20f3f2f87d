"""The demo world: a fictional French distributor whose customers carry real purchase histories."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from negoce.demo.former import Former, former_orders, formers
from negoce.demo.history import (
    FIRST_SOURCE_DAY,
    count_invoices,
    customer_totals,
    orders_of_customers,
    real_orders,
    shift_for,
)
from negoce.demo.identities import company_row
from negoce.demo.outline import Outline, outlines
from negoce.demo.past import customer_since, synthetic_orders
from negoce.demo.products import products
from negoce.demo.rows import ActivityRow, CompanyRow, OrderRow, PersonRow, ProductRow, TerritoryRow
from negoce.demo.stories import activities_of
from negoce.demo.team import people, territories

FORMER_EMPLOYERS = 40


@dataclass(frozen=True)
class World:
    """Rows drawn when asked for. The same day, seed and scale give the same rows, on every machine."""

    today: date
    seed: int
    scale: float

    def people(self) -> tuple[PersonRow, ...]:
        """Return our own people."""
        return people()

    def territories(self) -> tuple[TerritoryRow, ...]:
        """Return the two territories."""
        return territories()

    def products(self) -> tuple[ProductRow, ...]:
        """Return the whole catalogue."""
        return products()

    def companies(self, start: int = 0, stop: int | None = None) -> Iterator[CompanyRow]:
        """Yield companies by their place in the world: customers, the biggest buyer first, prospects, who left."""
        for outline in self.outlines[start:stop]:
            yield company_row(self.seed, outline, self._former_employers(outline), self.today)

    def recent_orders(self) -> Iterator[OrderRow]:
        """Yield the orders of the real months, the newest first."""
        yield from real_orders(self.customer_numbers, self.today)

    def older_orders(self, start: int = 0) -> Iterator[tuple[int, tuple[OrderRow, ...]]]:
        """Yield (place of the customer, its synthetic orders), from a place on."""
        for place, outline in enumerate(self.customers[start:], start):
            yield place, tuple(self._older_orders(outline))

    def activities(self, start: int = 0) -> Iterator[tuple[int, tuple[ActivityRow, ...]]]:
        """Yield (place of the company, its activities) from a place on; a task comes before its report."""
        for place, outline in enumerate(self.outlines[start:], start):
            orders = self._told_orders(outline)
            company = company_row(self.seed, outline, self._former_employers(outline), self.today)
            yield place, activities_of(self.seed, outline, company, orders, self.today)

    @cached_property
    def outlines(self) -> tuple[Outline, ...]:
        """The companies of this scale in few words; names and places are the same at every scale."""
        since = self._since
        shift = shift_for(self.today)
        left = [(each.key, each.model_rank, each.since + shift) for each in formers(self.seed)]
        everyone = outlines(self.seed, list(since), list(since.values()), left, self.today)
        if self.scale >= 1:
            return tuple(everyone)
        step = max(1, round(1 / self.scale))
        return tuple(
            row for row in everyone if row.place % step == 0 or (row.featured and self.scale >= 0.005)
        )

    @cached_property
    def customers(self) -> tuple[Outline, ...]:
        """The outlines that have orders."""
        return tuple(row for row in self.outlines if row.is_customer)

    @cached_property
    def recent_orders_count(self) -> int:
        """How many orders the real months hold."""
        return count_invoices(self.customer_numbers)

    @cached_property
    def customer_numbers(self) -> tuple[int, ...]:
        """The numbers in the source of the customers that have real orders, in the order of the outlines."""
        return tuple(_number(row) for row in self.customers if not row.has_left)

    @property
    def real_start(self) -> date:
        """The first day of the real months; every order before it is synthetic, none after it is."""
        return FIRST_SOURCE_DAY + shift_for(self.today)

    @cached_property
    def _since(self) -> dict[int, date]:
        shift = shift_for(self.today)
        return {total.number: customer_since(self.seed, total) + shift for total in customer_totals()}

    @cached_property
    def _orders(self) -> dict[int, list[OrderRow]]:
        models = {former.model for former in self._formers.values()}
        return orders_of_customers((*self.customer_numbers, *sorted(models)), self.today)

    @cached_property
    def _formers(self) -> dict[str, Former]:
        """Who left, of this scale."""
        left = {row.key for row in self.outlines if row.has_left}
        return {former.key: former for former in formers(self.seed) if former.key in left}

    def _older_orders(self, outline: Outline) -> Iterator[OrderRow]:
        former = self._formers.get(outline.key)
        if former is not None:
            return former_orders(self.seed, former, self._orders[former.model], self.real_start)
        number = _number(outline)
        return synthetic_orders(self.seed, number, self._orders[number], self._since[number], self.real_start)

    def _told_orders(self, outline: Outline) -> list[OrderRow]:
        """The orders that a thread tells of, the oldest first: the real ones; of who left, the last ones."""
        if outline.has_left:
            return list(self._older_orders(outline))[::-1]
        return self._orders[_number(outline)] if outline.is_customer else []

    def _former_employers(self, outline: Outline) -> tuple[Outline, ...]:
        """Companies listed just before: they are in the file when this one comes."""
        place = self._positions[outline.key]
        return self.outlines[max(0, place - FORMER_EMPLOYERS) : place]

    @cached_property
    def _positions(self) -> dict[str, int]:
        return {row.key: place for place, row in enumerate(self.outlines)}


def _number(outline: Outline) -> int:
    return int(outline.key.rsplit(":", 1)[1])


def world(today: date, seed: int = 7, scale: float = 1.0) -> World:
    """Return the demo world as of a day; `scale` 0.01 is a hundredth of it, for tests."""
    return World(today, seed, scale)
