"""Writes a batch of rows as prices of lists; lists that are new are made."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from negoce.catalogue.models import PriceList, PriceListItem, Product
from negoce.companies.actions.bulk_rows import insert_values, update_rows
from negoce.companies.actions.imports.batch import ImportBatch
from negoce.companies.enums import DuplicateMode
from negoce.companies.rules.imports.outcome import Result, RowOutcome
from negoce.companies.rules.imports.rows import ReadRow, RowFinding
from negoce.identity.enums import Permission
from negoce.kit.explain import Finding

# A price stands in a list, for a product, from a quantity on.
_Place = tuple[int, int, Decimal]


@dataclass
class _Work:
    known: dict[_Place, PriceListItem]
    created: dict[_Place, Decimal] = field(default_factory=dict)
    changes: dict[int, tuple[PriceListItem, Decimal]] = field(default_factory=dict)


def write_list_prices(batch: ImportBatch, rows: Sequence[ReadRow]) -> Sequence[RowOutcome]:
    """Write the rows that were not refused, in the caller's transaction; the end of each row, in order.

    Two rows of one file that price a product from the same quantity: the second is refused.
    """
    if not batch.actor.may(Permission.MANAGE_CATALOGUE):
        problem = RowFinding("", Finding("row.not_allowed", "error"))
        return [RowOutcome(row.number, Result.REFUSED, (*row.findings, problem)) for row in rows]
    sound = [row for row in rows if not row.refused]
    products = product_keys(row.values["product_code"] for row in sound)
    lists = _lists(batch, [row for row in sound if row.values["product_code"] in products])
    work = _Work(_known(lists.values(), products.values()))
    outcomes = [_outcome(batch, row, products, lists, work) for row in rows]
    _write(batch, work)
    return outcomes


def product_keys(codes: Any) -> Mapping[str, int]:
    """The keys of products by their code; one query."""
    wanted = sorted({str(code) for code in codes if code})
    return dict(Product.objects.filter(code__in=wanted).order_by("pk").values_list("code", "pk"))


def seen_before(batch: ImportBatch, place: object, number: int) -> int:
    """The row of the same file that stood in this place already, or 0; remembered as long as the import works."""
    seen: dict[object, int] = vars(batch).setdefault("_price_places", {})
    first = seen.setdefault(place, number)
    return first if first != number else 0


def _outcome(
    batch: ImportBatch, row: ReadRow, products: Mapping[str, int], lists: Mapping[str, int], work: _Work
) -> RowOutcome:
    if row.refused:
        return RowOutcome(row.number, Result.REFUSED, row.findings)
    code = str(row.values["product_code"])
    if code not in products:
        unknown = RowFinding("product_code", Finding("price.product_unknown", "error", {"text": code}))
        return RowOutcome(row.number, Result.REFUSED, (*row.findings, unknown))
    quantity, price = row.values["min_quantity"], row.values["price"]
    assert isinstance(quantity, Decimal)
    assert isinstance(price, Decimal)
    place = (lists[str(row.values["list"]).casefold()], products[code], quantity)
    if first := seen_before(batch, place, row.number):
        twice = RowFinding("min_quantity", Finding("price.same_break_in_file", "error", {"row": first}))
        return RowOutcome(row.number, Result.REFUSED, (*row.findings, twice))
    return RowOutcome(row.number, _place(batch, work, place, price), row.findings)


def _place(batch: ImportBatch, work: _Work, place: _Place, price: Decimal) -> Result:
    item = work.known.get(place)
    if item is None:
        work.created[place] = price
        return Result.CREATED
    if batch.mode is DuplicateMode.SKIP:
        return Result.SKIPPED
    if item.price == price or batch.mode is DuplicateMode.FILL_EMPTY:
        return Result.UNCHANGED
    work.changes[item.pk] = (item, price)
    return Result.UPDATED


def _lists(batch: ImportBatch, rows: Sequence[ReadRow]) -> Mapping[str, int]:
    """The keys of the lists that the rows name, whatever their capitals; those that are new are made."""
    known = {name.casefold(): key for key, name in PriceList.objects.order_by("pk").values_list("pk", "name")}
    for row in rows:
        name = str(row.values["list"])
        if name.casefold() in known:
            continue
        own = {key: row.values.get(key) for key in ("starts_on", "ends_on")}
        made = PriceList.objects.create(
            name=name, customer_kind=str(row.values.get("customer_kind") or ""), **own
        )
        PriceList.objects.filter(pk=made.pk).update(updated_at=batch.moment)
        known[name.casefold()] = made.pk
        batch.remember("price_list", made.pk, None, batch.moment)
    return known


def _known(lists: Any, products: Any) -> dict[_Place, PriceListItem]:
    rows = PriceListItem.objects.filter(product_id__in=list(products), price_list_id__in=list(lists))
    return {(row.price_list_id, row.product_id, row.min_quantity): row for row in rows.order_by("pk")}


def _write(batch: ImportBatch, work: _Work) -> None:
    columns = ("price_list_id", "product_id", "min_quantity")
    insert_values(
        PriceListItem,
        [
            {**dict(zip(columns, place, strict=True)), "price": price, "updated_at": batch.moment}
            for place, price in work.created.items()
        ],
    )
    if work.created:
        made = _known({place[0] for place in work.created}, {place[1] for place in work.created})
        for place in work.created:
            batch.remember("price_list_item", made[place].pk, None, batch.moment)
    for key, (item, after) in work.changes.items():
        before = {"price": item.price, "updated_at": item.updated_at}
        change = {"price": after, "updated_at": batch.moment}
        batch.remember("price_list_item", key, before, batch.moment, change)
    update_rows(
        PriceListItem,
        [(key, {"price": after, "updated_at": batch.moment}) for key, (_item, after) in work.changes.items()],
    )
