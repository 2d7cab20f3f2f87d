"""Changes a draft, or throws it away; what is issued does neither."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from negoce.billing.actions.draft_writing import DraftLine, as_draft_line, take_draft, write_lines
from negoce.billing.enums import DocumentKind
from negoce.billing.models import FiscalDocument, FiscalSeries
from negoce.billing.queries.visible import visible_documents
from negoce.companies.models import Address
from negoce.identity.actions.journal import Entry, record
from negoce.identity.enums import Permission
from negoce.identity.permissions import NotAllowed, require
from negoce.identity.rules.actor import Actor
from negoce.kit.refusal import Refused

TEXTS = ("buyer_reference", "commitment_number", "service_code", "reason", "note", "early_payment")
TERMS = (
    "term_kind", "term_days", "term_sector", "supplied_on", "payment_with_order", "early_percent", "early_days",
)  # fmt: skip
LINKS = ("billing_address", "delivery_address")


def save_draft(
    actor: Actor,
    document: FiscalDocument,
    *,
    revision: int,
    values: Mapping[str, Any],
    lines: Sequence[DraftLine] | None = None,
) -> FiscalDocument:
    """Store the head of a draft and, for a free invoice, its lines; an empty `lines` leaves those it has.

    `values` are columns among TEXTS, TERMS and LINKS, and `series`. Raises NotAllowed, Refused for a value that does
    not fit, Conflict when somebody else changed it meanwhile.
    """
    draft = _own_draft(actor, document)
    with transaction.atomic():
        take_draft(draft, revision)
        for name, value in values.items():
            if name in TEXTS:
                setattr(draft, name, _text(draft, name, str(value)))
            elif name in LINKS:
                setattr(draft, name, _own_address(draft, value))
            elif name == "series":
                draft.series = value if isinstance(value, FiscalSeries) and value.is_active else None
            elif name in TERMS:
                setattr(draft, name, value)
        if lines is None or not is_free(draft):
            stored = draft.lines.order_by("position", "id")
            kept = [
                as_draft_line(
                    each,
                    order_line_id=each.order_line_id,
                    delivery_line_id=each.delivery_line_id,
                    corrected_line_id=each.corrected_line_id,
                )
                for each in stored
            ]
            write_lines(draft, kept)
        else:
            write_lines(draft, lines)
        record(actor, Entry("changed", "invoice", draft.pk, _("brouillon"), company_key=draft.company_id))
    return draft


def delete_draft(actor: Actor, document: FiscalDocument) -> None:
    """Throw a draft away; it never had a number. Raises NotAllowed, or Conflict for what was issued meanwhile."""
    draft = _own_draft(actor, document)
    with transaction.atomic():
        take_draft(draft, draft.revision)
        record(
            actor,
            Entry(
                "deleted",
                "invoice",
                draft.pk,
                _("brouillon"),
                company_key=draft.company_id,
                changes={"incl_vat": (draft.incl_vat, None)},
            ),
        )
        draft.delete()


def is_free(document: FiscalDocument) -> bool:
    """Whether the lines are typed: those of orders, deposits and credit notes follow what they bill."""
    if document.kind != DocumentKind.INVOICE.value or document.order_id is not None:
        return False
    return not document.lines.filter(order_line__isnull=False).exists()


def _own_draft(actor: Actor, document: FiscalDocument) -> FiscalDocument:
    require(actor, Permission.ISSUE_INVOICES)
    draft = visible_documents(actor).filter(pk=document.pk).first()
    if draft is None:
        raise NotAllowed(_("Ce brouillon n’existe plus ou n’est pas visible pour vous. Rien n’a été changé."))
    return draft


def _own_address(draft: FiscalDocument, given: object) -> Address | None:
    if not isinstance(given, Address):
        return None
    if given.company_id != draft.company_id:
        raise Refused(_("Cette adresse est celle d’une autre entreprise."))
    return given


def _text(draft: FiscalDocument, name: str, given: str) -> str:
    text = given.replace("\0", "").strip()
    longest = getattr(draft._meta.get_field(name), "max_length", None) or 200
    if len(text) > longest:
        message = _("%(most)s caractères au plus.") % {"most": longest}
        raise Refused(message, fields={name: [message]})
    return text
