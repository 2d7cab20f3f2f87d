"""Writes a batch of lines as orders: whole orders only, recognised by their customer and reference."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from negoce.catalogue.models import Product
from negoce.companies.actions.bulk_rows import insert_objects, insert_values, update_rows
from negoce.companies.actions.import_batch import ImportBatch, plain
from negoce.companies.enums import DuplicateMode
from negoce.companies.models import Company
from negoce.companies.queries.import_customers import companies_by_code
from negoce.companies.queries.import_known import KnownCompanies, folded_name, may_change
from negoce.companies.rules.import_matching import likeness_of
from negoce.companies.rules.import_outcome import Result, RowOutcome
from negoce.companies.rules.import_rows import ReadRow, RowFinding
from negoce.kit.explain import Finding
from negoce.kit.public_id import new_public_ids
from negoce.orders.actions.refresh_sales import refresh_sales
from negoce.orders.enums import OrderSource
from negoce.orders.models import Order, OrderLine

_LINE = ("position", "product_id", "label", "quantity", "unit_price", "net")
Line = dict[str, Any]


@dataclass
class _Work:
    created: list[tuple[Order, list[Line]]] = field(default_factory=list)
    replaced: list[tuple[Order, list[Line]]] = field(default_factory=list)
    companies: set[int] = field(default_factory=set)


def write_orders(batch: ImportBatch, rows: Sequence[ReadRow]) -> Sequence[RowOutcome]:
    """Write the orders whose lines are all sound, in the caller's transaction; the end of each row, in
    order.
    """
    customers = _Customers(batch, rows)
    groups: dict[str, list[ReadRow]] = defaultdict(list)
    for row in rows:
        groups[str(row.values.get("reference") or f"row {row.number}")].append(row)
    products = _products(rows)
    ends: dict[int, RowOutcome] = {}
    sound: list[tuple[Company, list[ReadRow], list[Line], list[RowFinding]]] = []
    for reference, lines in groups.items():
        company, problem = customers.of(lines)
        if problem or company is None:
            for row, finding in _refusals(reference, lines, problem):
                ends[row.number] = RowOutcome(row.number, Result.REFUSED, (*row.findings, *finding))
        else:
            sound.append((company, lines, [_line(at, row, products) for at, row in enumerate(lines, 1)], []))
    stored = _stored(
        [(company.pk, str(lines[0].values["reference"])) for company, lines, _values, _none in sound]
    )
    work = _Work()
    for company, lines, values, _none in sound:
        result = _place(batch, work, company, lines[0], values, stored)
        for row in lines:
            ends[row.number] = RowOutcome(
                row.number, result, (*row.findings, *_unknown_product(row, products))
            )
    _write(batch, work)
    return [ends[row.number] for row in rows]


class _Customers:
    """Finds the one company that the rows of an order name; orders make no company."""

    def __init__(self, batch: ImportBatch, rows: Sequence[ReadRow]) -> None:
        self._batch = batch
        sound = [row for row in rows if not row.refused]
        self._by_code = companies_by_code({str(row.values.get("customer_key") or "") for row in sound})
        self._likeness = {row.number: likeness_of(0, "", _customer(row)) for row in sound if _customer(row)}
        self._known = KnownCompanies(
            list(self._likeness.values()), [folded_name(_customer(row)) for row in sound if _customer(row)]
        )

    def of(self, rows: Sequence[ReadRow]) -> tuple[Company | None, Finding | None]:
        """The company of the rows of one order, or why there is none."""
        reference = str(rows[0].values.get("reference") or "")
        if any(row.refused for row in rows):
            return None, Finding("order.refused_line", "error", {"text": reference})
        found: dict[int, Company] = {}
        for row in rows:
            company, problem = self._one(row)
            if problem:
                return None, problem
            if company is not None:
                found[company.pk] = company
        if len(found) > 1:
            return None, Finding("order.two_customers", "error", {"text": reference})
        if not found:
            return None, Finding("order.no_customer", "error", {"text": ""})
        return next(iter(found.values())), None

    def _one(self, row: ReadRow) -> tuple[Company | None, Finding | None]:
        key, values = str(row.values.get("customer_key") or ""), _customer(row)
        if not key and not any(values.get(name) for name in ("name", "siren", "siret")):
            return None, None
        by_code = self._by_code.get(key, [])
        company = by_code[0] if len(by_code) == 1 else None
        if company is None and row.number in self._likeness:
            company = self._known.find(self._likeness[row.number], folded_name(values))
        told = str(key or values.get("name") or values.get("siret") or values.get("siren") or "")
        if company is None:
            code = "order.several_customers" if len(by_code) > 1 else "order.no_customer"
            return None, Finding(code, "error", {"text": told[:80]})
        if not may_change(self._batch.actor, company):
            figures = {"name": company.name, "owner": self._batch.person_name(company.owner_id)}
            return None, Finding("row.not_yours", "error", figures)
        return company, None


def _refusals(
    reference: str, rows: Sequence[ReadRow], problem: Finding | None
) -> Sequence[tuple[ReadRow, Sequence[RowFinding]]]:
    """A faulty row says its own fault; its sound neighbours say that they wait for it."""
    waiting = problem or Finding("order.no_customer", "error", {"text": reference})
    place = "reference" if waiting.code in ("order.refused_line", "order.two_customers") else "customer_name"
    return [(row, () if row.refused else (RowFinding(place, waiting),)) for row in rows]


def _place(
    batch: ImportBatch,
    work: _Work,
    company: Company,
    first: ReadRow,
    lines: list[Line],
    stored: Mapping[tuple[int, str], tuple[Order, list[Line]]],
) -> Result:
    reference, ordered_on = str(first.values["reference"]), first.values["ordered_on"]
    assert isinstance(ordered_on, date)
    net = sum((line["net"] for line in lines), Decimal(0))
    known = stored.get((company.pk, reference))
    if known is None:
        order = Order(
            company_id=company.pk,
            reference=reference,
            ordered_on=ordered_on,
            currency=str(first.values["currency"]),
            net=net,
            lines_count=len(lines),
            source=OrderSource.IMPORTED.value,
            import_key=f"{company.pk}:{reference}"[:120],
        )
        work.created.append((order, lines))
        work.companies.add(company.pk)
        return Result.CREATED
    order, before = known
    if before == lines and order.ordered_on == ordered_on:
        return Result.UNCHANGED
    if batch.mode is not DuplicateMode.OVERWRITE:
        return Result.SKIPPED
    image = {"ordered_on": order.ordered_on, "net": order.net, "lines_count": order.lines_count}
    kept = [{name: plain(value) for name, value in line.items()} for line in before]
    batch.remember("order", order.pk, {**image, "lines": kept}, batch.moment)
    order.ordered_on, order.net, order.lines_count = ordered_on, net, len(lines)
    work.replaced.append((order, lines))
    work.companies.add(company.pk)
    return Result.UPDATED


def _write(batch: ImportBatch, work: _Work) -> None:
    orders = [order for order, _lines in work.created]
    for order, public_id in zip(orders, new_public_ids(len(orders)), strict=True):
        order.public_id, order.created_at, order.updated_at = public_id, batch.moment, batch.moment
    insert_objects(orders)
    for order in orders:
        batch.remember("order", order.pk, None, batch.moment)
    changed = [order for order, _lines in work.replaced]
    OrderLine.objects.filter(order_id__in=[order.pk for order in changed]).delete()
    update_rows(
        Order,
        [
            (
                order.pk,
                {
                    "ordered_on": order.ordered_on,
                    "net": order.net,
                    "lines_count": order.lines_count,
                    "cost": None,
                    "updated_at": batch.moment,
                },
            )
            for order in changed
        ],
    )
    insert_values(
        OrderLine,
        (
            {"order_id": order.pk, **line}
            for order, lines in (*work.created, *work.replaced)
            for line in lines
        ),
    )
    if work.companies:
        refresh_sales(sorted(work.companies))


def _stored(wanted: Sequence[tuple[int, str]]) -> Mapping[tuple[int, str], tuple[Order, list[Line]]]:
    pairs = set(wanted)
    orders = Order.objects.filter(
        company_id__in=sorted({pair[0] for pair in pairs}), reference__in=sorted({pair[1] for pair in pairs})
    ).order_by("pk")
    found = {(order.company_id, order.reference): order for order in orders}
    lines: dict[int, list[Line]] = defaultdict(list)
    keys = [order.pk for pair, order in found.items() if pair in pairs]
    for row in (
        OrderLine.objects.filter(order_id__in=keys)
        .order_by("order_id", "position")
        .values("order_id", *_LINE)
    ):
        lines[row.pop("order_id")].append(dict(row))
    return {pair: (order, lines[order.pk]) for pair, order in found.items() if pair in pairs}


def _products(rows: Sequence[ReadRow]) -> Mapping[str, Product]:
    codes = {str(row.values.get("product_code") or "") for row in rows} - {""}
    return {
        product.code: product for product in Product.objects.filter(code__in=sorted(codes)).order_by("pk")
    }


def _line(position: int, row: ReadRow, products: Mapping[str, Product]) -> Line:
    code = str(row.values["product_code"])
    product = products.get(code)
    return {
        "position": position,
        "product_id": product.pk if product else None,
        "label": str(row.values["label"] or (product.label if product else code))[:200],
        "quantity": row.values["quantity"],
        "unit_price": row.values["unit_price"],
        "net": row.values["net"],
    }


def _unknown_product(row: ReadRow, products: Mapping[str, Product]) -> Sequence[RowFinding]:
    code = str(row.values.get("product_code") or "")
    if not code or code in products:
        return ()
    return (RowFinding("product_code", Finding("order.unknown_product", "warning", {"text": code})),)


def _customer(row: ReadRow) -> Mapping[str, object]:
    values = row.values.get("customer")
    return values if isinstance(values, dict) else {}
