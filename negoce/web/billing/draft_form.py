"""The form of a draft: its head for all, its lines for a free invoice."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import QueryDict
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from negoce.billing.actions.draft_entry import entered_as_draft
from negoce.billing.actions.draft_save import TEXTS, is_free
from negoce.billing.actions.draft_writing import DraftLine
from negoce.billing.models import FiscalDocument, FiscalLine
from negoce.billing.queries.series import active_series
from negoce.catalogue.enums import LineKind
from negoce.catalogue.queries.entered_lines import read_lines
from negoce.catalogue.rules.entered_lines import EnteredLine, TypedLine
from negoce.catalogue.rules.sale_lines import SaleAmounts, sale_amounts
from negoce.catalogue.words import SECTORS, TERMS
from negoce.companies.models import Address, Company
from negoce.identity.enums import FieldGroup
from negoce.identity.rules.actor import Actor
from negoce.kit.refusal import Refused
from negoce.negotiation.words.quote import say_price_reason, say_quote
from negoce.parameters.queries.seller import seller
from negoce.web.orders.figures import language
from negoce.web.orders.public_buyer import public_buyer
from negoce.web.sale_lines.amounts import amount_rows, left_out
from negoce.web.sale_lines.rows import Row, empty_row, rows_of, unit_choices, vat_choices
from negoce.web.sale_lines.typing import mark_of, number_text, typed_from

HEAD = (
    *TEXTS,
    "payment_with_order",
    "early_percent",
    "early_days",
    "term_kind",
    "term_days",
    "term_sector",
    "supplied_on",
    "billing_address",
    "delivery_address",
    "series",
)


@dataclass(frozen=True, slots=True)
class TypedLines:
    """Lines as they are typed, read and added up."""

    lines: Sequence[EnteredLine]
    amounts: SaleAmounts

    @property
    def has_faults(self) -> bool:
        """Whether a cell cannot be read."""
        return any(line.faults for line in self.lines)


def read_typed(company: Company, typed: Sequence[TypedLine]) -> TypedLines:
    """Read and price rows; rows with nothing in them are left out."""
    lines = read_lines(
        [each for each in typed if not each.is_empty],
        company=company,
        day=timezone.localdate(),
        mark=mark_of(language()),
        vat_exempt=seller().is_vat_exempt,
    )
    return TypedLines(lines, sale_amounts([line.as_sale_line() for line in lines]).value)


def draft_lines(typed: TypedLines) -> list[DraftLine]:
    """The lines to store. Raises Refused while a cell is at fault."""
    if typed.has_faults:
        raise Refused(_("Des cellules sont à corriger : voyez sous les lignes. Rien n’a été enregistré."))
    # An option that nobody chose is not sold: an invoice does not speak of it.
    return [entered_as_draft(line) for line in typed.lines if line.is_chosen or not line.is_option]


def rows(actor: Actor, typed: TypedLines) -> list[Row]:
    """The rows of the editor with what the server says of each."""
    return rows_of(
        typed.lines,
        typed.amounts,
        say=say_quote,
        say_reason=say_price_reason,
        language=language(),
        margins=actor.may_read(FieldGroup.MARGIN),
    )


def form_context(
    actor: Actor,
    found: FiscalDocument,
    lines: Sequence[FiscalLine],
    posted: QueryDict | None = None,
    typed: Sequence[TypedLine] | None = None,
) -> dict[str, object]:
    """All that the form draws: what is stored, or what was posted and refused."""
    addresses = Address.objects.filter(company_id=found.company_id).order_by("kind", "id")
    context: dict[str, object] = {
        "head": stored_head(found)
        if posted is None
        else {name: posted.get(name, "")[:4_000] for name in HEAD},
        "revision": found.revision if posted is None else posted.get("revision", "")[:12],
        "terms": TERMS,
        "sectors": SECTORS,
        "addresses": [(each.public_id, _address(each)) for each in addresses],
        "series": [(each.public_id, f"{each.label} ({each.prefix})") for each in active_series()],
        **public_buyer(found.company),
        "preview_url": reverse("billing:preview", args=[found.public_id]),
        "editor": False,
    }
    if not is_free(found):
        return context
    shown = read_typed(found.company, stored_typed(lines) if typed is None else typed)
    return {
        **context,
        "editor": True,
        "rows": rows(actor, shown),
        "blanks": [empty_row(kind, "KEY") for kind in LineKind],
        "vats": vat_choices(timezone.localdate(), language(), [line.typed for line in shown.lines]),
        "units": unit_choices([line.typed for line in shown.lines]),
        "amounts": [*left_out(shown.lines), *amount_rows(shown.amounts, (), language())],
    }


def stored_head(found: FiscalDocument) -> dict[str, str]:
    """The head as one types it."""
    return {
        **{name: getattr(found, name) for name in TEXTS},
        "payment_with_order": "1" if found.payment_with_order else "",
        "early_percent": "" if found.early_percent is None else number_text(found.early_percent, language()),
        "early_days": "" if found.early_days is None else str(found.early_days),
        "term_kind": found.term_kind,
        "term_days": str(found.term_days),
        "term_sector": found.term_sector,
        "series": found.series.public_id if found.series else "",
        "supplied_on": f"{found.supplied_on:%d/%m/%Y}" if found.supplied_on else "",
        "billing_address": found.billing_address.public_id if found.billing_address else "",
        "delivery_address": found.delivery_address.public_id if found.delivery_address else "",
    }


def stored_typed(lines: Sequence[FiscalLine]) -> list[TypedLine]:
    """Stored lines as the rows of the editor hold them."""
    return [
        typed_from(line, language=language(), price_typed=True, is_option=False, is_chosen=True, group="")
        for line in lines
    ]


def _address(address: Address) -> str:
    return ", ".join(
        part for part in (address.label or address.line1, address.postal_code, address.city) if part
    )
