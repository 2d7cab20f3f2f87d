"""Brings what each customer has bought up to date: the figures and filters of the lists."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import islice

from django.db import transaction
from django.db.models import Max, Min
from django.utils import timezone

from negoce.companies.actions.facts_changed import tell_facts_changed
from negoce.orders.actions.sales_statements import (
    Scope,
    among,
    between,
    remove_products,
    remove_sales,
    write_products,
    write_sales,
)
from negoce.orders.models import CustomerSales, Order

# A batch is one short transaction: nobody waits behind it on SQLite.
BATCH = 400
_SECONDS = 0.1
_FIRST_SPAN, _WIDEST_SPAN = 200, 20_000


def refresh_sales(company_ids: Iterable[int], *, today: date | None = None, tell: bool = True) -> int:
    """Work out again the sales of these companies, batch by batch; returns how many companies were looked at.

    Idempotent; only rows that differ are written. Amounts exclude VAT, cancelled orders count for nothing,
    the 12 months are the 365 days up to `today`. The margin is known only when every order of the 12 months
    has its cost. Call it inside the transaction of the orders' own change, or outside for many companies. Rooms
    above are told of it, except without `tell`: whoever asks so works everything out afterwards.
    """
    day = today or timezone.localdate()
    done = 0
    for batch in _batches(company_ids):
        refresh_scope(among(batch), day)
        if tell:
            tell_facts_changed(batch)
        done += len(batch)
    return done


def refresh_all_sales(*, today: date | None = None) -> int:
    """The same for every company that has or had orders; each night, because 12 months move on.

    Goes through the keys of companies by ranges, as wide as a short transaction takes.
    """
    day = today or timezone.localdate()
    first, last = _key_bounds()
    span = _FIRST_SPAN
    while first <= last:
        began = time.monotonic()
        refresh_scope(between(first, first + span - 1), day)
        first += span
        taken = max(time.monotonic() - began, 0.001)
        span = max(1, min(_WIDEST_SPAN, 2 * span, int(span * _SECONDS / taken)))
    return CustomerSales.objects.count()


def refresh_scope(scope: Scope, today: date) -> int:
    """Work out again the sales of a scope in one transaction; returns how many rows were changed."""
    with transaction.atomic():
        return (
            remove_sales(scope) + write_sales(scope, today) + remove_products(scope) + write_products(scope)
        )


def _batches(company_ids: Iterable[int]) -> Iterator[list[int]]:
    rest = iter(dict.fromkeys(company_ids))
    while batch := list(islice(rest, BATCH)):
        yield batch


def _key_bounds() -> tuple[int, int]:
    """The lowest and highest key of a company with orders or figures; an empty range when there is none."""
    found = [
        model.objects.aggregate(low=Min("company_id"), high=Max("company_id"))
        for model in (Order, CustomerSales)
    ]
    lows = [each["low"] for each in found if each["low"] is not None]
    highs = [each["high"] for each in found if each["high"] is not None]
    return (min(lows), max(highs)) if lows else (1, 0)
