"""Figures of customers whose orders come or go by thousands: noted with the orders, worked out once afterwards."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from datetime import date, timedelta

from django.db import connection, transaction
from django.utils import timezone

from negoce.companies.actions.facts_changed import tell_facts_changed
from negoce.companies.actions.imports.pace import let_others_write
from negoce.jobs.queue import enqueue
from negoce.orders.actions.refresh_sales import refresh_scope
from negoce.orders.actions.sales_statements import among, write_products, write_sales
from negoce.orders.models import SalesDue

TASK = "orders.refresh_due_sales"
# Whoever brings the orders in works the figures out at the end; this is for one that stops before.
AT_LATEST = timedelta(minutes=2)
# On SQLite whoever writes waits meanwhile; elsewhere only who writes figures of the same customers does, and the
# database works out many customers quicker than few.
_SECONDS = {"sqlite": 0.12, "postgresql": 0.25}
_FIRST, _MOST = 100, 5_000
_MARK = (
    "INSERT INTO orders_salesdue AS due (company_key, shrunk) {values} ON CONFLICT (company_key) DO UPDATE "
)
# Writing locks a row that is there: whoever works its figures out at this moment must not miss what we add.
_SET = "SET shrunk = due.shrunk OR excluded.shrunk"
_SQLITE = _MARK.format(values="VALUES (%s, %s)") + _SET
_POSTGRESQL = _MARK.format(values="SELECT * FROM unnest(%s::bigint[], %s::boolean[])") + _SET


def mark_sales_due(companies: Mapping[int, bool]) -> None:
    """Note that the orders of these companies changed, in the transaction that writes them.

    True for a company of which orders went or changed, false where orders were only added.
    """
    # In order, so that two transactions never wait for each other in a ring.
    rows = sorted(companies.items())
    if not rows:
        return
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.executemany(_SQLITE, rows)
        else:
            cursor.execute(_POSTGRESQL, [list(column) for column in zip(*rows, strict=True)])
    enqueue(TASK, unique_key=TASK, run_after=timezone.now() + AT_LATEST)


def refresh_due_sales(hold: Callable[[], None] | None = None, *, today: date | None = None) -> int:
    """Work out the figures of all companies noted, in short transactions; returns how many there were.

    `hold` is called inside each transaction and undoes it by raising. Several may run at once: each takes others.
    """
    day = today or timezone.localdate()
    done, size, most_seconds = 0, _FIRST, _SECONDS[connection.vendor]
    while True:
        began = time.monotonic()
        with transaction.atomic():
            if hold is not None:
                hold()
            rows = SalesDue.objects.select_for_update(skip_locked=True).order_by("pk")
            due = dict(rows.values_list("pk", "shrunk")[:size])
            if not due:
                return done
            SalesDue.objects.filter(pk__in=list(due)).delete()
            _refresh(due, day)
            tell_facts_changed(due)
        taken = max(time.monotonic() - began, 0.001)
        let_others_write(time.monotonic())
        done += len(due)
        size = max(1, min(_MOST, 2 * size, int(len(due) * most_seconds / taken)))


def _refresh(due: Mapping[int, bool], day: date) -> None:
    shrunk = [key for key, less in due.items() if less]
    grown = [key for key, less in due.items() if not less]
    if shrunk:
        refresh_scope(among(shrunk), day)
    if grown:
        # Nothing goes: what may be there no more is not looked for.
        write_sales(among(grown), day)
        write_products(among(grown))
