"""Writes a batch of lines as orders: whole orders only, recognised by their customer and reference."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import connection

from negoce.companies.actions.bulk_rows import update_rows
from negoce.companies.actions.imports.batch import ImportBatch, plain
from negoce.companies.actions.imports.company_finder import Asked, Found, asked_of, finder_of
from negoce.companies.enums import DuplicateMode
from negoce.companies.rules.imports.outcome import Result, RowOutcome
from negoce.companies.rules.imports.rows import ReadRow, RowFinding
from negoce.kit.explain import Finding
from negoce.orders.actions.import_known_orders import KnownOrder, known_orders
from negoce.orders.actions.order_store import Line, NewOrder, insert_lines, insert_orders, net_of
from negoce.orders.actions.sales_due import mark_sales_due
from negoce.orders.models import Order, OrderLine
from negoce.orders.queries.among import among_texts

Products = Mapping[str, tuple[int, str]]


@dataclass(slots=True)
class _Group:
    """The rows of one order, and which companies they name."""

    reference: str
    rows: list[ReadRow] = field(default_factory=list)
    refused: bool = False
    asked: dict[Asked, None] = field(default_factory=dict)


@dataclass
class _Work:
    created: list[NewOrder] = field(default_factory=list)
    replaced: list[tuple[KnownOrder, NewOrder]] = field(default_factory=list)


def write_orders(batch: ImportBatch, rows: Sequence[ReadRow]) -> Sequence[RowOutcome]:
    """Write the orders whose lines are all sound, in the caller's transaction; the end of each row, in
    order.
    """
    groups = _grouped(rows)
    companies = finder_of(batch).find(
        {asked for group in groups if not group.refused for asked in group.asked}
    )
    products = _products(rows)
    ends: dict[int, RowOutcome] = {}
    sound: list[tuple[NewOrder, list[ReadRow]]] = []
    for group in groups:
        company, problem = _customer_of(group, companies)
        if problem or company is None:
            for row, findings in _refusals(group, problem):
                ends[row.number] = RowOutcome(row.number, Result.REFUSED, (*row.findings, *findings))
        else:
            sound.append((_order(company, group.rows, products), group.rows))
    known = known_orders([(order.company_id, order.reference) for order, _lines in sound])
    work = _Work()
    for order, lines in sound:
        result = _place(batch, work, order, known.get((order.company_id, order.reference)))
        for row in lines:
            code = row.values["product_code"]
            findings = (
                (*row.findings, _unknown_product(code)) if code and code not in products else row.findings
            )
            ends[row.number] = RowOutcome(row.number, result, findings)
    _write(batch, work)
    return [ends[row.number] for row in rows]


def _grouped(rows: Sequence[ReadRow]) -> Sequence[_Group]:
    groups: dict[object, _Group] = {}
    # Rows of one customer share what was read of it: it is put in form once.
    known: dict[tuple[object, int], Asked] = {}
    for row in rows:
        values = row.values
        reference = values.get("reference") or f"row {row.number}"
        group = groups.get(reference)
        if group is None:
            group = groups[reference] = _Group(str(values.get("reference") or ""))
        group.rows.append(row)
        if row.findings and row.refused:
            group.refused = True
            continue
        key, customer = values.get("customer_key"), values.get("customer")
        place = (key, id(customer))
        asked = known.get(place)
        if asked is None:
            asked = known[place] = asked_of(key, customer if isinstance(customer, dict) else {})
        group.asked[asked] = None
    return list(groups.values())


def _customer_of(
    group: _Group, companies: Mapping[Asked, Found | Finding]
) -> tuple[Found | None, Finding | None]:
    """The one company that the rows of an order name, or why there is none; orders make no company."""
    if group.refused:
        return None, Finding("order.refused_line", "error", {"text": group.reference})
    found: Found | None = None
    for asked in group.asked:
        if asked.is_empty:
            continue
        company = companies[asked]
        if isinstance(company, Finding):
            return None, company
        if found is not None and found.pk != company.pk:
            return None, Finding("order.two_customers", "error", {"text": group.reference})
        found = company
    return found, None if found else Finding("order.no_customer", "error", {"text": ""})


def _refusals(group: _Group, problem: Finding | None) -> Sequence[tuple[ReadRow, Sequence[RowFinding]]]:
    """A faulty row says its own fault; its sound neighbours say that they wait for it."""
    waiting = problem or Finding("order.no_customer", "error", {"text": group.reference})
    place = "reference" if waiting.code in ("order.refused_line", "order.two_customers") else "customer_name"
    return [(row, () if row.refused else (RowFinding(place, waiting),)) for row in group.rows]


def _order(company: Found, rows: Sequence[ReadRow], products: Products) -> NewOrder:
    first = rows[0].values
    lines = [_line(at, row.values, products) for at, row in enumerate(rows, 1)]
    ordered_on = first["ordered_on"]
    assert isinstance(ordered_on, date)
    return NewOrder(
        company.pk, str(first["reference"]), ordered_on, str(first["currency"]), net_of(lines), lines
    )


def _line(position: int, values: Mapping[str, Any], products: Products) -> Line:
    code = values["product_code"]
    product = products.get(code)
    label = values["label"] or (product[1] if product else code)
    key = product[0] if product else None
    return (position, key, label[:200], values["quantity"], values["unit_price"], values["net"])


def _place(batch: ImportBatch, work: _Work, order: NewOrder, known: KnownOrder | None) -> Result:
    if known is None:
        work.created.append(order)
        return Result.CREATED
    if known.lines == order.lines and known.ordered_on == order.ordered_on:
        return Result.UNCHANGED
    if batch.mode is not DuplicateMode.OVERWRITE:
        return Result.SKIPPED
    work.replaced.append((known, order))
    return Result.UPDATED


def _write(batch: ImportBatch, work: _Work) -> None:
    for key in insert_orders(work.created, batch.moment):
        batch.remember("order", key, None, batch.moment)
    _replace(batch, work.replaced)
    added = {order.company_id: False for order in work.created}
    mark_sales_due(added | {order.company_id: True for _known, order in work.replaced})


def _replace(batch: ImportBatch, replaced: Sequence[tuple[KnownOrder, NewOrder]]) -> None:
    changes = []
    for known, order in replaced:
        after = {"ordered_on": order.ordered_on, "net": order.net, "lines_count": len(order.lines)}
        before = {"ordered_on": known.ordered_on, "net": known.net, "lines_count": len(known.lines)}
        images = {
            "lines": [[plain(value) for value in line] for line in known.lines],
            "cost": known.cost,
            "costs": [plain(cost) for cost in known.costs],
        }
        batch.remember("order", known.key, {**before, **images}, batch.moment, {**after, "cost": None})
        changes.append((known.key, {**after, "cost": None, "updated_at": batch.moment}))
    OrderLine.objects.filter(order_id__in=[known.key for known, _order in replaced]).delete()
    update_rows(Order, changes)
    insert_lines((known.key, order.lines) for known, order in replaced)


def _products(rows: Sequence[ReadRow]) -> Products:
    codes = {str(row.values.get("product_code") or "") for row in rows} - {""}
    if not codes:
        return {}
    condition, given = among_texts("code", codes)
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT code, id, label FROM catalogue_product WHERE {condition} ORDER BY id", [given]
        )
        return {code: (key, label) for code, key, label in cursor.fetchall()}


def _unknown_product(code: object) -> RowFinding:
    return RowFinding("product_code", Finding("order.unknown_product", "warning", {"text": str(code)}))
