"""A draft as a program sends it: the texts of the form, numbers written with a point."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from negoce.api.problems import invalid
from negoce.api.records.sale_lines import LINE, TEXT, lines_schema, text_of, typed_lines
from negoce.catalogue.enums import ReductionKind
from negoce.negotiation.queries.quote_entry import TypedQuote
from negoce.negotiation.rules.quote_head import TypedReduction

HEAD = (
    "title", "buyer_reference", "introduction", "conditions", "early_payment", "early_percent", "early_days",
    "valid_until", "delivery_days", "delivery_on", "term_kind", "term_days", "term_sector", "shipping",
    "shipping_vat_rate",
)  # fmt: skip
BODY: Mapping[str, Any] = {
    **dict.fromkeys(HEAD, TEXT),
    "payment_with_order": {"type": "boolean"},
    "reductions": {
        "type": "object",
        "description": "of the whole document, by kind: `10`, `10 + 5` or `25 €`",
        "properties": dict.fromkeys([kind.value for kind in ReductionKind], TEXT),
        "additionalProperties": False,
    },
    "lines": lines_schema(LINE),
}


def typed_quote(body: Mapping[str, Any]) -> TypedQuote:
    """The draft of a request. Raises Problem for what is of another shape; what it says is judged by the action."""
    head = {name: text_of(body, name, name) for name in HEAD}
    flag = body.get("payment_with_order", False)
    if not isinstance(flag, bool):
        raise invalid("payment_with_order", _("Vrai ou faux est attendu."))
    head["payment_with_order"] = "1" if flag else ""
    return TypedQuote(head, typed_lines(body, LINE), _reductions(body), ".")


def _reductions(body: Mapping[str, Any]) -> list[TypedReduction]:
    given = body.get("reductions", {})
    kinds = [kind.value for kind in ReductionKind]
    if not isinstance(given, dict) or not set(given) <= set(kinds):
        raise invalid("reductions", _("Un objet est attendu : { type de réduction : valeur }."))
    return [TypedReduction(kind, text_of(given, kind, "reductions")) for kind in kinds]
