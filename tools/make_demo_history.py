"""Make the demo history that the program ships, from the Online Retail data (UCI).

Reads the file given, or ``../shared/data/online_retail``, and writes ``history.parquet`` and ``products.csv``
in ``negoce/demo/data``. Same input, same bytes. Run again only when the words or the families change.
"""

from __future__ import annotations

import argparse
import csv
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

import polars as pl

from tools.demo_labels.families import SERVICE_LABELS, SERVICE_MARGIN, SERVICES, family_of, read_families
from tools.demo_labels.translate import read_whole_labels, read_words, translate

ROOT = Path(__file__).resolve().parents[1]
SOURCE = ROOT.parent / "shared/data/online_retail/online_retail_train_2010-12-01_2011-09-09.parquet"
TARGET = ROOT / "negoce/demo/data"
COLUMNS = ("code", "original", "label", "family", "kind", "vat_rate", "price", "cost")
CENT = Decimal("0.01")


def main() -> None:
    """Write both files and say how much they hold."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("source", nargs="?", type=Path, default=SOURCE)
    source = read_source(parser.parse_args().source)
    TARGET.mkdir(parents=True, exist_ok=True)
    history = compact(source)
    history.write_parquet(
        TARGET / "history.parquet", compression="zstd", compression_level=22, row_group_size=1_000_000
    )
    rows = product_rows(source)
    with (TARGET / "products.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(COLUMNS)
        writer.writerows(rows)
    size = (TARGET / "history.parquet").stat().st_size
    print(f"{history.height} lines ({size / 1e6:.2f} MB), {len(rows)} products")


def read_source(path: Path) -> pl.DataFrame:
    """Return the lines of customers with an id, in the order of the source."""
    frame = pl.read_parquet(path).filter(pl.col("CustomerID").is_not_null())
    # Float prices are cents written in binary; two lines at a tenth of a cent become zero.
    return frame.with_columns(cents=(pl.col("UnitPrice") * 100).round().cast(pl.Int32))


def compact(source: pl.DataFrame) -> pl.DataFrame:
    """Return one row a line: customer, invoice, whether a return, date, code, quantity, price in cents."""
    return source.select(
        pl.col("CustomerID").cast(pl.UInt16).alias("customer"),
        pl.col("InvoiceNo").str.strip_prefix("C").cast(pl.UInt32).alias("invoice"),
        pl.col("InvoiceNo").str.starts_with("C").alias("is_return"),
        pl.col("InvoiceDate").dt.date().alias("date"),
        pl.col("StockCode").alias("code"),
        pl.col("Quantity").cast(pl.Int32).alias("quantity"),
        pl.col("cents").alias("unit_cents"),
    ).sort("invoice", "code", "quantity", "unit_cents")


def product_rows(source: pl.DataFrame) -> list[tuple[str, ...]]:
    """Return the rows of products.csv, by stock code."""
    words, whole, families = read_words(), read_whole_labels(), read_families()
    sold = pl.col("Quantity") > 0
    grouped = (
        source.group_by("StockCode")
        .agg(
            pl.col("Description").drop_nulls().sort().mode().sort().first().alias("original"),
            pl.col("cents").filter(sold & (pl.col("cents") > 0)).median().alias("list"),
            (pl.col("cents") * pl.col("Quantity")).filter(sold).sum().alias("net"),
            pl.col("Quantity").filter(sold).sum().alias("units"),
        )
        .sort("StockCode")
    )
    rows = []
    for code, original, list_cents, net, units in grouped.iter_rows():
        service = code in SERVICE_LABELS
        family = family_of(original, families)
        label = SERVICE_LABELS[code] if service else translate(original, words, whole)
        price = _euros(list_cents or 0)
        margin = SERVICE_MARGIN if service else family.margin
        # The margin is taken from the average paid, volumes included, and never from more than the list.
        paid = min(Decimal(net) / units, Decimal(str(list_cents or 0))) if units else Decimal(0)
        cost = _euros(paid * (100 - margin) / 100)
        kind = "service" if service else "goods"
        name = SERVICES if service else family.name
        rows.append((code, " ".join(original.split()), label, name, kind, "20", str(price), str(cost)))
    return rows


def _euros(cents: Decimal | float) -> Decimal:
    return (Decimal(str(cents)) / 100).quantize(CENT, ROUND_HALF_UP)


if __name__ == "__main__":
    main()
