"""The catalogue of the demo, from the file made with the history."""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path

from negoce.catalogue.enums import ProductKind
from negoce.demo.rows import ProductRow

SOURCE = Path(__file__).resolve().parent / "data" / "products.csv"


@cache
def products() -> tuple[ProductRow, ...]:
    """Return the products by code; services have no price nor cost of their own."""
    with SOURCE.open(encoding="utf-8", newline="") as file:
        return tuple(_product(row) for row in csv.DictReader(file))


@cache
def costs_by_code() -> dict[str, int | None]:
    """Return the cost of a unit in cents by code, None for services."""
    return {product.code: product.cost_cents for product in products()}


@cache
def labels_by_code() -> dict[str, str]:
    """Return the French label by code."""
    return {product.code: product.label for product in products()}


@cache
def families_by_code() -> dict[str, str]:
    """Return the family by code."""
    return {product.code: product.family for product in products()}


def _product(row: dict[str, str]) -> ProductRow:
    service = row["kind"] == ProductKind.SERVICE.value
    price, cost = (None, None) if service else (_cents(row["price"]), _cents(row["cost"]))
    return ProductRow(row["code"], row["label"], row["family"], row["kind"], row["vat_rate"], price, cost)


def _cents(text: str) -> int:
    euros, cents = text.split(".")
    return int(euros) * 100 + int(cents)
