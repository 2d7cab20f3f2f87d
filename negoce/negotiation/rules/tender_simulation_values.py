"""Reads a price list with the quantities of each scenario, as cells pasted from a spreadsheet. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from negoce.companies.rules.value_cleaning import lines_of, strip_invisible, text_of
from negoce.kit.explain import Finding
from negoce.kit.numbers import DecimalMark, parse_decimal
from negoce.kit.text import fold
from negoce.negotiation.rules.deal_values import AMOUNT_MAX
from negoce.negotiation.rules.tender_simulation import PricedItem

NAME_MAX, MOST_LINES, MOST_COLUMNS = 160, 300, 12
_QUANTITIES = ("qte", "quantite", "qty", "quantity")


@dataclass(frozen=True, slots=True)
class PriceList:
    """Suppliers and scenarios by name, and the lines; `finding` says why nothing could be read."""

    suppliers: Sequence[str] = ()
    scenarios: Sequence[str] = ()
    items: Sequence[PricedItem] = ()
    finding: Finding | None = field(default=None, hash=False)

    def stored(self) -> dict[str, Any]:
        """As a column keeps it."""
        return {
            "suppliers": list(self.suppliers),
            "scenarios": list(self.scenarios),
            "items": [
                {
                    "name": each.name,
                    "prices": [None if price is None else str(price) for price in each.prices],
                    "quantities": [str(quantity) for quantity in each.quantities],
                }
                for each in self.items
            ],
        }


def kept_list(stored: Mapping[str, Any]) -> PriceList:
    """The price list that a column keeps; empty when there is none."""
    return PriceList(
        tuple(stored.get("suppliers", ())),
        tuple(stored.get("scenarios", ())),
        tuple(
            PricedItem(
                each["name"],
                tuple(None if price is None else Decimal(price) for price in each["prices"]),
                tuple(Decimal(quantity) for quantity in each["quantities"]),
            )
            for each in stored.get("items", ())
        ),
    )


def read_price_list(text: object, mark: DecimalMark = ",") -> PriceList:
    """Read a head of columns, then a line an item: its name, the unit price of each supplier, each quantity.

    Columns whose head begins with « Qté » or « Quantité » are scenarios, the others suppliers. An empty quantity is
    none; an empty price is not known. Nothing pasted is nothing kept. Refusals: ``simulation.head``,
    ``simulation.cells``, ``simulation.unreadable``, ``simulation.too_much``, ``simulation.name_needed``.
    """
    pasted = lines_of(text_of(text))
    if not pasted:
        return PriceList()
    figures = {"columns": MOST_COLUMNS, "lines": MOST_LINES, "length": NAME_MAX}
    if len(pasted) - 1 > MOST_LINES:
        return PriceList(finding=Finding("simulation.too_much", "error", figures))
    lines = [(number, strip_invisible(line).split("\t")) for number, line in pasted]
    head = [each.strip() for each in lines[0][1]]
    wanted = [at for at, name in enumerate(head) if at and _is_quantity(name)]
    priced = [at for at, name in enumerate(head) if at and at not in wanted]
    if not (wanted and priced) or not all(head[1:]) or len(set(head[1:])) < len(head) - 1:
        return PriceList(finding=Finding("simulation.head"))
    if len(head) - 1 > MOST_COLUMNS or max(map(len, head)) > NAME_MAX:
        return PriceList(finding=Finding("simulation.too_much", "error", figures))
    items = []
    for number, cells in lines[1:]:
        found = _item(number, cells, len(head), priced, wanted, mark)
        if isinstance(found, Finding):
            return PriceList(finding=found)
        items.append(found)
    return PriceList([head[at] for at in priced], [head[at] for at in wanted], items)


def _item(
    number: int,
    cells: Sequence[str],
    width: int,
    priced: Sequence[int],
    wanted: Sequence[int],
    mark: DecimalMark,
) -> PricedItem | Finding:
    if len(cells) > width:
        return Finding("simulation.cells", "error", {"line": number, "count": len(cells), "most": width})
    padded = [*cells, *[""] * (width - len(cells))]
    name = padded[0].strip()
    if not name or len(name) > NAME_MAX:
        return Finding("simulation.name_needed", "error", {"line": number, "length": NAME_MAX})
    read: dict[int, Decimal | None] = {}
    for at in (*priced, *wanted):
        cell = padded[at].strip().removesuffix("€").strip()
        parsed = parse_decimal(cell, mark)
        if parsed.finding is not None or (parsed.value is not None and not 0 <= parsed.value <= AMOUNT_MAX):
            return Finding("simulation.unreadable", "error", {"line": number, "cell": cell[:40]})
        read[at] = parsed.value
    return PricedItem(name, tuple(read[at] for at in priced), tuple(read[at] or Decimal(0) for at in wanted))


def _is_quantity(name: str) -> bool:
    return fold(name).startswith(_QUANTITIES)
