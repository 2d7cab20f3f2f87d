"""Writes a batch of rows as products, recognised by their code; families that are new are made."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from negoce.catalogue.models import Product, ProductFamily
from negoce.companies.actions.bulk_rows import insert_objects, new_object, update_rows
from negoce.companies.actions.imports.batch import ImportBatch
from negoce.companies.actions.search.index import index_records
from negoce.companies.enums import DuplicateMode
from negoce.companies.rules.imports.outcome import Result, RowOutcome, merge_changes
from negoce.companies.rules.imports.rows import ReadRow, RowFinding
from negoce.identity.enums import FieldGroup
from negoce.kit.explain import Finding
from negoce.kit.public_id import new_public_ids

_FIELDS = (
    "label", "label_key", "family_id", "kind", "unit", "currency", "price", "cost", "vat_rate", "is_active",
)  # fmt: skip


@dataclass
class _Work:
    created: list[Product] = field(default_factory=list)
    changes: dict[int, dict[str, object]] = field(default_factory=dict)
    before: dict[int, dict[str, object]] = field(default_factory=dict)


def write_products(batch: ImportBatch, rows: Sequence[ReadRow]) -> Sequence[RowOutcome]:
    """Write the rows that were not refused, in the caller's transaction; the end of each row, in order."""
    sound = [row for row in rows if not row.refused]
    families = _families(batch, sound)
    codes = sorted({str(row.values["code"]) for row in sound})
    known = {product.code: product for product in Product.objects.filter(code__in=codes).order_by("pk")}
    work = _Work()
    outcomes = []
    for row in rows:
        if row.refused:
            outcomes.append(RowOutcome(row.number, Result.REFUSED, row.findings))
            continue
        values, findings = _values(batch, row, families)
        result = _place(batch, work, known, str(row.values["code"]), values)
        outcomes.append(RowOutcome(row.number, result, (*row.findings, *findings)))
    _write(batch, work)
    return outcomes


def _values(
    batch: ImportBatch, row: ReadRow, families: Mapping[str, int]
) -> tuple[dict[str, object], Sequence[RowFinding]]:
    """What the row says of the columns; the cost is left out when the actor may not write it."""
    values = {name: value for name, value in row.values.items() if name in _FIELDS}
    if family := str(row.values.get("family") or ""):
        values["family_id"] = families[family.casefold()]
    if "cost" in values and not batch.actor.may_write(FieldGroup.MARGIN):
        values.pop("cost")
        return values, (RowFinding("cost", Finding("row.not_allowed", "warning")),)
    return values, ()


def _place(
    batch: ImportBatch, work: _Work, known: dict[str, Product], code: str, values: dict[str, object]
) -> Result:
    product = known.get(code)
    if product is None:
        product = new_object(Product, {"code": code, **values})
        known[code] = product
        work.created.append(product)
        return Result.CREATED
    if batch.mode is DuplicateMode.SKIP:
        return Result.SKIPPED
    stored = {name: getattr(product, name) for name in _FIELDS}
    changes = dict(merge_changes(stored, values, batch.mode))
    if "label" in changes:
        changes["label_key"] = values["label_key"]
    else:
        changes.pop("label_key", None)
    if not changes:
        return Result.UNCHANGED
    if product.pk is not None:
        before = work.before.setdefault(product.pk, {})
        for name in changes:
            before.setdefault(name, stored[name])
        work.changes.setdefault(product.pk, {}).update(changes)
    for name, value in changes.items():
        setattr(product, name, value)
    return Result.UPDATED


def _families(batch: ImportBatch, rows: Sequence[ReadRow]) -> Mapping[str, int]:
    """The keys of the families that the rows name, whatever their capitals."""
    wanted = {
        name.casefold(): name for row in reversed(rows) if (name := str(row.values.get("family") or ""))
    }
    if not wanted:
        return {}
    known = {
        name.casefold(): key for key, name in ProductFamily.objects.order_by("pk").values_list("pk", "name")
    }
    for folded, name in wanted.items():
        if folded not in known:
            family = ProductFamily.objects.create(name=name)
            known[folded] = family.pk
            batch.remember("product_family", family.pk, None, batch.moment)
    return known


def _write(batch: ImportBatch, work: _Work) -> None:
    for product, public_id in zip(work.created, new_public_ids(len(work.created)), strict=True):
        product.public_id, product.created_at, product.updated_at = public_id, batch.moment, batch.moment
    insert_objects(work.created)
    for product in work.created:
        batch.remember("product", product.pk, None, batch.moment)
    for key, changes in work.changes.items():
        changes["updated_at"] = batch.moment
        batch.remember("product", key, work.before[key], batch.moment, changes)
    update_rows(Product, list(work.changes.items()))
    touched = {product.pk for product in work.created} | {*work.changes}
    if touched:
        index_records("product", sorted(touched))
