"""Reads orders from a table that somebody hands to a command: customer, date, reference, net; hostile until read."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from pathlib import Path

import numpy as np
import numpy.typing as npt

from negoce.cli.tables import NotATable, Table, read_table

NEEDED = ("customer", "date", "reference", "net")
_MOST_NET = 1e12
_LONGEST = 200
_SHOWN = 5
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ].*)?")
_FRENCH = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})(?: .*)?")
_NUMBER = re.compile(r"[+-]?\d+(\.\d+)?([eE][+-]?\d{1,3})?")


@dataclass(slots=True)
class Refused:
    """Lines that cannot be used, by reason; the first few are named."""

    lines: dict[str, list[int]] = field(default_factory=dict)
    count: int = 0

    def add(self, reason: str, line: int) -> None:
        self.count += 1
        told = self.lines.setdefault(reason, [])
        told.append(line)

    def sentences(self) -> list[str]:
        """One sentence a reason."""
        found = []
        for reason, lines in self.lines.items():
            named = ", ".join(str(line) for line in lines[:_SHOWN])
            more = ", …" if len(lines) > _SHOWN else ""
            found.append(f"{len(lines)} lines left out, {reason}: lines {named}{more}")
        return found


@dataclass(frozen=True, slots=True)
class OrderRows:
    """One element an order: place of its customer in `names`, day as an ordinal, net in cents (a return: ≤ 0)."""

    names: tuple[str, ...]
    customer: npt.NDArray[np.int64]
    day: npt.NDArray[np.int64]
    net: npt.NDArray[np.float64]
    refused: Refused


def read_orders(source: Path, as_of: date | None = None) -> OrderRows:
    """The orders of a file up to `as_of`: lines of one customer with one reference are one order, of its first day.

    A line without a reference is an order by itself. Customers stand in order of their number, then of their name.
    Raises NotATable when a column is missing, or when no line can be used.
    """
    table = read_table(source)
    columns = _columns(table, source)
    last = as_of.toordinal() if as_of else date.max.toordinal()
    refused = Refused()
    orders: dict[tuple[str, str], tuple[int, float]] = {}
    rows = zip(*(columns[name] for name in NEEDED), strict=True)
    for line, (customer, day, reference, net) in enumerate(rows, 2):
        read = _read(customer.strip(), day.strip(), net, refused, line)
        if read is None or read[0] > last:
            continue
        key = (customer.strip(), reference.strip() or f"\0{line}")
        known = orders.get(key)
        orders[key] = read if known is None else (min(known[0], read[0]), known[1] + read[1])
    if refused.count and not orders:
        raise NotATable(f"{source.name} holds no order that can be read. " + "; ".join(refused.sentences()))
    names = tuple(sorted({customer for customer, _ in orders}, key=_natural))
    place = {name: at for at, name in enumerate(names)}
    return OrderRows(
        names,
        np.array([place[customer] for customer, _ in orders], dtype=np.int64),
        np.array([day for day, _ in orders.values()], dtype=np.int64),
        np.array([round(net * 100, 4) for _, net in orders.values()], dtype=np.float64),
        refused,
    )


def _columns(table: Table, source: Path) -> Mapping[str, list[str]]:
    by_name = {name.strip().casefold(): name for name in table}
    missing = [name for name in NEEDED if name not in by_name]
    if missing:
        raise NotATable(
            f"{source.name} has no column {', '.join(missing)}. Needed: {', '.join(NEEDED)}; found: "
            f"{', '.join(table) or 'nothing'}."
        )
    return {name: table[by_name[name]] for name in NEEDED}


def _read(customer: str, day: str, net: str, refused: Refused, line: int) -> tuple[int, float] | None:
    if not customer:
        refused.add("no customer", line)
    elif len(customer) > _LONGEST:
        refused.add(f"a customer longer than {_LONGEST} characters", line)
    elif (read := _day(day)) is None:
        refused.add("the date is not one (2026-01-31 or 31/01/2026)", line)
    elif (amount := _amount(net)) is None:
        refused.add("the net is not an amount", line)
    else:
        return read, amount
    return None


@lru_cache(maxsize=100_000)
def _day(text: str) -> int | None:
    """The ordinal of a day, None when it is not one between 1900 and 2200."""
    orders: tuple[tuple[re.Pattern[str], Callable[[tuple[int, ...]], tuple[int, int, int]]], ...] = (
        (_ISO, lambda parts: (parts[0], parts[1], parts[2])),
        (_FRENCH, lambda parts: (parts[2], parts[1], parts[0])),
    )
    for pattern, arranged in orders:
        found = pattern.fullmatch(text)
        if found:
            try:
                day = date(*arranged(tuple(int(part) for part in found.groups())))
            except ValueError:
                return None
            return day.toordinal() if 1900 <= day.year <= 2200 else None
    return None


def _amount(text: str) -> float | None:
    plain = re.sub(r"[\s\u00a0\u202f€£$]", "", text)
    if "," in plain and "." not in plain:
        plain = plain.replace(",", ".")
    elif "," in plain:
        plain = plain.replace(",", "")
    if not _NUMBER.fullmatch(plain):
        return None
    value = float(plain)
    return value if abs(value) <= _MOST_NET else None


def _natural(name: str) -> tuple[int, int, str]:
    """Numbers by value before names by letter."""
    digits = name.isascii() and name.isdigit() and len(name) <= 18
    return (0, int(name), name) if digits else (1, 0, name)
