"""The rows of the editor as they are posted: every row posts every field, so that the columns stay aligned."""

from __future__ import annotations

from collections.abc import Mapping

from django.http import QueryDict

from negoce.catalogue.rules.entered_lines import MOST_LINES, TypedLine

# The name in the form → the text of the row.
COLUMNS: Mapping[str, str] = {
    "line_key": "key",
    "line_kind": "kind",
    "line_product": "product",
    "line_code": "code",
    "line_label": "label",
    "line_description": "description",
    "line_quantity": "quantity",
    "line_unit": "unit",
    "line_price": "price",
    "line_price_typed": "price_typed",
    "line_reductions": "reductions",
    "line_vat": "vat",
    "line_option": "option",
    "line_option_group": "option_group",
}
_LONGEST = 5_000


def typed_lines(posted: QueryDict) -> list[TypedLine]:
    """The rows in their order, at most one more than a sale may have."""
    columns = {field: posted.getlist(name) for name, field in COLUMNS.items()}
    rows = []
    for number in range(min(len(columns["kind"]), MOST_LINES + 1)):
        texts = {
            field: (values[number] if number < len(values) else "")[:_LONGEST]
            for field, values in columns.items()
        }
        rows.append(_line(number, texts))
    return rows


def _line(number: int, texts: dict[str, str]) -> TypedLine:
    key = texts["key"]
    # It becomes part of an id on the page.
    if not (key.isascii() and key.isalnum() and len(key) <= 12):
        key = f"r{number}"
    return TypedLine(
        key=key,
        kind=texts["kind"],
        product=texts["product"],
        code=texts["code"],
        label=texts["label"],
        description=texts["description"],
        quantity=texts["quantity"],
        unit=texts["unit"],
        price=texts["price"],
        price_typed=texts["price_typed"] == "1",
        reductions=texts["reductions"],
        vat=texts["vat"],
        option=texts["option"],
        option_group=texts["option_group"],
    )
