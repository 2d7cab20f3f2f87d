"""The foresight of every customer as a CSV."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from negoce.portfolio.enums import LifeStatus
from negoce.portfolio.foresight.histories import Histories
from negoce.portfolio.foresight.predict import Foresight

COLUMNS = (
    "customer", "status", "p_alive", "p_order_90", "expected_30", "expected_90", "expected_90_low",
    "expected_90_high", "expected_365", "value",
)  # fmt: skip


def export_rows(
    names: Sequence[str],
    known: Histories,
    foreseen: Foresight | None,
    status: Callable[[int, tuple[int, ...]], LifeStatus],
) -> Iterator[tuple[object, ...]]:
    """One row a name, in their order; `status` is given the place of the customer and its days.

    Unknown figures are left blank. `value` is in the currency of the orders, to two decimals.
    """
    place = {int(customer): at for at, customer in enumerate(known.customers)}
    for number, name in enumerate(names):
        at = place.get(number)
        days = () if at is None else tuple(known.days[known.starts[at] : known.starts[at + 1]].tolist())
        standing = status(number, days).value
        if foreseen is None or at is None:
            yield name, standing, *[""] * (len(COLUMNS) - 2)
            continue
        yield (
            name,
            standing,
            f"{foreseen.p_alive[at]:.6f}",
            f"{foreseen.p_order_90[at]:.6f}",
            f"{foreseen.expected_30[at]:.6f}",
            f"{foreseen.expected_90[at]:.6f}",
            int(foreseen.expected_90_low[at]),
            int(foreseen.expected_90_high[at]),
            f"{foreseen.expected_365[at]:.6f}",
            f"{foreseen.value[at] / 100:.2f}",
        )


def write_csv(target: Path, rows: Iterator[tuple[object, ...]]) -> int:
    """Write the rows beside the target, then put them in its place; returns how many. Raises OSError.

    A link, or what is no plain file such as `/dev/stdout`, is written to: a file in its place would end what it is.
    """
    straight = target.is_symlink() or (target.exists() and not target.is_file())
    written = target if straight else target.with_name(target.name + ".part")
    count = 0
    with written.open("w", newline="", encoding="utf-8") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(COLUMNS)
        for row in rows:
            writer.writerow(row)
            count += 1
    if not straight:
        written.replace(target)
    return count
