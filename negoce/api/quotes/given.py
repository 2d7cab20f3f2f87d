"""A draft as a program sends it: the texts of the form, numbers written with a point."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from negoce.api.problems import invalid
from negoce.catalogue.enums import LineKind, ReductionKind
from negoce.catalogue.rules.entered_lines import MOST_LINES, TypedLine
from negoce.negotiation.queries.quote_entry import TypedQuote
from negoce.negotiation.rules.quote_head import TypedReduction

HEAD = (
    "title", "buyer_reference", "introduction", "conditions", "early_payment", "valid_until", "delivery_days",
    "delivery_on", "term_kind", "term_days", "term_sector", "shipping", "shipping_vat_rate",
)  # fmt: skip
LINE = (
    "kind",
    "code",
    "label",
    "description",
    "quantity",
    "unit",
    "price",
    "reductions",
    "vat",
    "option",
    "option_group",
)
_LONGEST = 5_000
_TEXT: Mapping[str, Any] = {"type": ["string", "number"], "maxLength": _LONGEST}
BODY: Mapping[str, Any] = {
    **dict.fromkeys(HEAD, _TEXT),
    "payment_with_order": {"type": "boolean"},
    "reductions": {
        "type": "object",
        "description": "of the whole document, by kind: `10`, `10 + 5` or `25 €`",
        "properties": dict.fromkeys([kind.value for kind in ReductionKind], _TEXT),
        "additionalProperties": False,
    },
    "lines": {
        "type": "array",
        "maxItems": MOST_LINES,
        "items": {
            "type": "object",
            "description": "a code brings label, unit, VAT and price; `vat`: S:20; `option`: offered or chosen",
            "properties": dict.fromkeys(LINE, _TEXT) | {"kind": {"enum": [kind.value for kind in LineKind]}},
            "additionalProperties": False,
        },
    },
}


def typed_quote(body: Mapping[str, Any]) -> TypedQuote:
    """The draft of a request. Raises Problem for what is of another shape; what it says is judged by the action."""
    head = {name: _text(body, name, name) for name in HEAD}
    flag = body.get("payment_with_order", False)
    if not isinstance(flag, bool):
        raise invalid("payment_with_order", _("Vrai ou faux est attendu."))
    head["payment_with_order"] = "1" if flag else ""
    return TypedQuote(head, _lines(body), _reductions(body), ".")


def _reductions(body: Mapping[str, Any]) -> list[TypedReduction]:
    given = body.get("reductions", {})
    kinds = [kind.value for kind in ReductionKind]
    if not isinstance(given, dict) or not set(given) <= set(kinds):
        raise invalid("reductions", _("Un objet est attendu : { type de réduction : valeur }."))
    return [TypedReduction(kind, _text(given, kind, "reductions")) for kind in kinds]


def _lines(body: Mapping[str, Any]) -> list[TypedLine]:
    given = body.get("lines", [])
    if not isinstance(given, list) or len(given) > MOST_LINES:
        raise invalid("lines", _("Une liste de lignes est attendue."))
    return [_line(number, each) for number, each in enumerate(given)]


def _line(number: int, given: object) -> TypedLine:
    place = f"line-{number}"
    if not isinstance(given, dict) or not set(given) <= set(LINE):
        raise invalid(place, _("Une ligne est un objet dont les champs sont décrits."))
    texts = {name: _text(given, name, f"{place}-{name}") for name in LINE}
    texts["kind"] = texts["kind"] or LineKind.ITEM.value
    if texts["kind"] not in set(LineKind):
        raise invalid(f"{place}-kind", _("Choisissez dans la liste."))
    return TypedLine(key=str(number), price_typed=bool(texts["price"]), **texts)


def _text(given: Mapping[str, Any], name: str, place: str) -> str:
    value = given.get(name, "")
    if isinstance(value, bool) or not isinstance(value, str | int | float | Decimal):
        raise invalid(place, _("Un texte ou un nombre est attendu."))
    return (value if isinstance(value, str) else f"{Decimal(str(value)):f}")[:_LONGEST]
