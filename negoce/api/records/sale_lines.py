"""Lines of a sale as a program sends them: the texts of the editor, numbers written with a point."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from negoce.api.problems import Problem, invalid
from negoce.catalogue.enums import LineKind
from negoce.catalogue.queries.entered_lines import read_lines
from negoce.catalogue.rules.entered_lines import MOST_LINES, EnteredLine, TypedLine
from negoce.companies.models import Company
from negoce.negotiation.words.quote import say_quote
from negoce.parameters.queries.seller import seller

# What is agreed has no option: only a quote offers them.
AGREED = ("kind", "code", "label", "description", "quantity", "unit", "price", "reductions", "vat")
LINE = (*AGREED, "option", "option_group")
_LONGEST = 5_000
TEXT: Mapping[str, Any] = {"type": ["string", "number"], "maxLength": _LONGEST}


def lines_schema(names: Sequence[str]) -> Mapping[str, Any]:
    """The shape of lines with these cells."""
    told = "a code brings label, unit, VAT and price; `vat`: S:20"
    options = "; `option`: offered or chosen" if "option" in names else ""
    return {
        "type": "array",
        "maxItems": MOST_LINES,
        "items": {
            "type": "object",
            "description": told + options,
            "properties": dict.fromkeys(names, TEXT) | {"kind": {"enum": [kind.value for kind in LineKind]}},
            "additionalProperties": False,
        },
    }


def typed_lines(body: Mapping[str, Any], names: Sequence[str]) -> list[TypedLine]:
    """The rows of a request. Raises Problem for what is of another shape; what they say is judged further on."""
    given = body.get("lines", [])
    if not isinstance(given, list) or len(given) > MOST_LINES:
        raise invalid("lines", _("Une liste de lignes est attendue."))
    return [_line(number, each, names) for number, each in enumerate(given)]


def entered_lines(body: Mapping[str, Any], company: Company) -> list[EnteredLine]:
    """The lines of what is agreed, read and priced today. Raises Problem naming each faulty cell by its row."""
    lines = read_lines(
        typed_lines(body, AGREED),
        company=company,
        day=timezone.localdate(),
        mark=".",
        vat_exempt=seller().is_vat_exempt,
    )
    errors = {
        f"line-{line.typed.key}-{cell}": [say_quote(fault)]
        for line in lines
        for cell, fault in line.faults.items()
    }
    if errors:
        raise Problem("invalid", _("Des valeurs sont à corriger. Rien n’a été enregistré."), errors=errors)
    return lines


def text_of(given: Mapping[str, Any], name: str, place: str) -> str:
    """A text or a number as text, empty when absent. Raises Problem."""
    value = given.get(name, "")
    if isinstance(value, bool) or not isinstance(value, str | int | float | Decimal):
        raise invalid(place, _("Un texte ou un nombre est attendu."))
    return (value if isinstance(value, str) else f"{Decimal(str(value)):f}")[:_LONGEST]


def _line(number: int, given: object, names: Sequence[str]) -> TypedLine:
    place = f"line-{number}"
    if not isinstance(given, dict) or not set(given) <= set(names):
        raise invalid(place, _("Une ligne est un objet dont les champs sont décrits."))
    texts = {name: text_of(given, name, f"{place}-{name}") for name in names}
    texts["kind"] = texts["kind"] or LineKind.ITEM.value
    if texts["kind"] not in set(LineKind):
        raise invalid(f"{place}-kind", _("Choisissez dans la liste."))
    return TypedLine(key=str(number), price_typed=bool(texts["price"]), **texts)
