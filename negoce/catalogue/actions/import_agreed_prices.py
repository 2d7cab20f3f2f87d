"""Writes a batch of rows as prices agreed with customers, who must be in the file already."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from negoce.catalogue.actions.import_list_prices import product_keys, seen_before
from negoce.catalogue.models import NegotiatedPrice, ProductFamily
from negoce.catalogue.rules.pricing import Validity
from negoce.companies.actions.bulk_rows import insert_objects, new_object, update_rows
from negoce.companies.actions.imports.batch import ImportBatch
from negoce.companies.actions.imports.company_finder import asked_of, finder_of
from negoce.companies.enums import DuplicateMode
from negoce.companies.rules.imports.outcome import Result, RowOutcome
from negoce.companies.rules.imports.rows import ReadRow, RowFinding
from negoce.identity.enums import Permission
from negoce.kit.explain import Finding
from negoce.kit.public_id import new_public_ids

# What is agreed bears on a product or a family, from a quantity on; a change of the start is another agreement.
_SAME = ("company_id", "product_id", "family_id", "min_quantity", "starts_on")
_VALUES = ("price", "discount", "ends_on", "reason")


@dataclass
class _Work:
    known: dict[tuple[Any, ...], NegotiatedPrice] = field(default_factory=dict)
    held: dict[tuple[Any, ...], list[NegotiatedPrice]] = field(default_factory=dict)
    created: list[NegotiatedPrice] = field(default_factory=list)
    changes: dict[int, tuple[dict[str, Any], dict[str, Any]]] = field(default_factory=dict)


def write_agreed_prices(batch: ImportBatch, rows: Sequence[ReadRow]) -> Sequence[RowOutcome]:
    """Write the rows that were not refused, in the caller's transaction; the end of each row, in order."""
    if not batch.actor.may(Permission.MANAGE_CATALOGUE):
        problem = RowFinding("", Finding("row.not_allowed", "error"))
        return [RowOutcome(row.number, Result.REFUSED, (*row.findings, problem)) for row in rows]
    sound = [row for row in rows if not row.refused]
    asked = {row.number: asked_of(row.values["customer_key"], _customer(row)) for row in sound}
    companies = finder_of(batch).find(asked.values())
    products = product_keys(row.values["product_code"] for row in sound)
    families = _families()
    work = _Work()
    _learn(
        work,
        NegotiatedPrice.objects.filter(
            company_id__in=[each.pk for each in companies.values() if not isinstance(each, Finding)]
        ),
    )
    outcomes = []
    for row in rows:
        if row.refused:
            outcomes.append(RowOutcome(row.number, Result.REFUSED, row.findings))
            continue
        company = companies.get(asked[row.number], Finding("order.no_customer", "error", {"text": ""}))
        stored = _stored(row, company, products, families)
        outcomes.append(_outcome(batch, work, row, stored))
    _write(batch, work)
    return outcomes


def _customer(row: ReadRow) -> Mapping[str, object]:
    customer = row.values["customer"]
    return customer if isinstance(customer, Mapping) else {}


def _families() -> Mapping[str, int]:
    rows = ProductFamily.objects.order_by("pk").values_list("pk", "name")
    return {name.casefold(): key for key, name in rows}


def _learn(work: _Work, rows: Iterable[NegotiatedPrice]) -> None:
    for row in rows:
        work.known[tuple(getattr(row, name) for name in _SAME)] = row
        work.held.setdefault(tuple(getattr(row, name) for name in _SAME[:4]), []).append(row)


def _stored(
    row: ReadRow, company: Any, products: Mapping[str, int], families: Mapping[str, int]
) -> dict[str, Any] | RowFinding:
    """The columns of a row, or why it cannot be stored."""
    if isinstance(company, Finding):
        return RowFinding("customer_name", company)
    code, family = str(row.values["product_code"]), str(row.values["family"])
    if code and code not in products:
        return RowFinding("product_code", Finding("price.product_unknown", "error", {"text": code}))
    if family and family.casefold() not in families:
        return RowFinding("family", Finding("price.family_unknown", "error", {"text": family}))
    return {
        "company_id": company.pk,
        "product_id": products.get(code),
        "family_id": families.get(family.casefold()) if family else None,
        **{name: row.values[name] for name in ("min_quantity", "starts_on", *_VALUES)},
    }


def _outcome(
    batch: ImportBatch, work: _Work, row: ReadRow, stored: dict[str, Any] | RowFinding
) -> RowOutcome:
    if isinstance(stored, RowFinding):
        return RowOutcome(row.number, Result.REFUSED, (*row.findings, stored))
    same = tuple(stored[name] for name in _SAME)
    if first := seen_before(batch, same, row.number):
        twice = RowFinding("min_quantity", Finding("price.same_break_in_file", "error", {"row": first}))
        return RowOutcome(row.number, Result.REFUSED, (*row.findings, twice))
    known = work.known.get(same)
    if _meets(work, stored, known):
        finding = RowFinding("starts_on", Finding("price.agreed_twice", "error"))
        return RowOutcome(row.number, Result.REFUSED, (*row.findings, finding))
    return RowOutcome(row.number, _place(batch, work, stored, known), row.findings)


def _meets(work: _Work, stored: Mapping[str, Any], known: NegotiatedPrice | None) -> bool:
    own = Validity(stored["starts_on"], stored["ends_on"])
    others = work.held.get(tuple(stored[name] for name in _SAME[:4]), ())
    return any(each is not known and _overlap(own, Validity(each.starts_on, each.ends_on)) for each in others)


def _overlap(one: Validity, other: Validity) -> bool:
    first = max(one.starts_on or date.min, other.starts_on or date.min)
    return first <= min(one.ends_on or date.max, other.ends_on or date.max)


def _place(
    batch: ImportBatch, work: _Work, stored: Mapping[str, Any], known: NegotiatedPrice | None
) -> Result:
    if known is None:
        made = new_object(NegotiatedPrice, dict(stored))
        work.created.append(made)
        work.held.setdefault(tuple(stored[name] for name in _SAME[:4]), []).append(made)
        return Result.CREATED
    if batch.mode is DuplicateMode.SKIP:
        return Result.SKIPPED
    before: dict[str, Any] = {name: getattr(known, name) for name in _VALUES}
    # A price takes the place of a discount, and the other way round; the rest is never emptied by a file.
    after = {
        name: stored[name]
        for name in _VALUES
        if stored[name] != before[name] and (name in ("price", "discount") or stored[name] not in (None, ""))
    }
    if not after or batch.mode is DuplicateMode.FILL_EMPTY:
        return Result.UNCHANGED
    before["updated_at"] = known.updated_at
    work.changes[known.pk] = ({name: before[name] for name in (*after, "updated_at")}, after)
    return Result.UPDATED


def _write(batch: ImportBatch, work: _Work) -> None:
    for row, public_id in zip(work.created, new_public_ids(len(work.created)), strict=True):
        row.public_id, row.created_at, row.updated_at = public_id, batch.moment, batch.moment
    insert_objects(work.created)
    for row in work.created:
        batch.remember("negotiated_price", row.pk, None, batch.moment)
    for key, (before, after) in work.changes.items():
        after["updated_at"] = batch.moment
        batch.remember("negotiated_price", key, before, batch.moment, after)
    update_rows(NegotiatedPrice, [(key, after) for key, (_before, after) in work.changes.items()])
