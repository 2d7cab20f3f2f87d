"""The panel beside the lines: totals, margin, floor, terms, and what is wrong with the head."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.utils.translation import gettext as _

from negoce.identity.enums import FieldGroup, Permission
from negoce.identity.rules.actor import Actor
from negoce.kit.dates import format_date_long
from negoce.kit.worked import Worked
from negoce.negotiation.queries.quote_entry import QuoteEntry
from negoce.negotiation.queries.quote_floor import QuoteFloor
from negoce.negotiation.rules.margin_floor import Floor, FloorState
from negoce.negotiation.words.quote import say_quote, say_steps
from negoce.ui.words.say import reader_language
from negoce.web.sale_lines.amounts import amount_rows, left_out, margin_rows

# Every field of the head that may be wrong has its place under it.
FAULT_PLACES = (
    "title", "valid_until", "delivery_days", "delivery_on", "term_days", "term_kind", "term_sector", "shipping",
    "shipping_vat_rate", "buyer_reference", "introduction", "conditions", "early_payment", "early_percent",
    "early_days", "reduction-0", "reduction-1", "reduction-2",
)  # fmt: skip


def totals_context(actor: Actor, entry: QuoteEntry) -> Mapping[str, object]:
    """What the panel reads of a quote as typed."""
    language = reader_language()
    amounts = entry.amounts.value
    faults = {name: say_quote(finding) for name, finding in entry.faults.items()}
    margins = actor.may_read(FieldGroup.MARGIN)
    return {
        "amounts": [*left_out(entry.lines), *amount_rows(amounts, entry.head.reductions, language)],
        "margin": margin_rows(amounts.margin, language) if margins else (),
        "floor": floor_context(
            entry.floor, margins=margins, may_approve=actor.may(Permission.APPROVE_QUOTES)
        ),
        "due": due_words(entry.terms),
        "term_findings": [(finding.severity, say_quote(finding)) for finding in entry.terms.findings],
        "document_fault": faults.get("document", ""),
        "faults": faults,
        "fault_places": [(name, faults.get(name, "")) for name in FAULT_PLACES],
        "has_faults": entry.has_faults,
        # The buttons that save follow what the floor asks for.
        "saves": True,
    }


def floor_context(worked: Worked[Floor], *, margins: bool, may_approve: bool = False) -> Mapping[str, object]:
    """The state of the floor in words; its figures are for who may read margins."""
    floor = worked.value
    steps = say_steps(worked.steps) if margins else []
    notes = [say_quote(finding) for finding in worked.findings] if margins else []
    if floor.state is FloorState.UNDER:
        return {
            "tone": "bad",
            "title": _("Accord d’un responsable nécessaire"),
            "steps": steps,
            "notes": notes,
        }
    if floor.state is FloorState.UNPROVEN:
        why = say_steps(worked.steps[-1:])  # it names no cost: everybody reads it
        own = {"tone": "warn", "title": _("Marge inconnue : le finir, c’est donner votre accord")}
        ask = {"tone": "bad", "title": _("Accord d’un responsable nécessaire")}
        return {**(own if may_approve else ask), "steps": steps or why, "notes": notes}
    if floor.state is FloorState.UNKNOWN:
        return {"tone": "", "title": "", "steps": [], "notes": notes}
    return {"tone": "good", "title": _("Marge au-dessus du plancher"), "steps": steps, "notes": notes}


def stored_floor_context(floor: QuoteFloor, *, margins: bool) -> Mapping[str, object]:
    """The same of a stored version, and who allowed it as it is."""
    shown = floor_context(floor.worked, margins=margins)
    if floor.approval is None:
        return shown
    name = floor.approval.answered_by.full_name if floor.approval.answered_by else ""
    title = (
        _("Marge inconnue, avec l’accord de %(name)s")
        if floor.worked.value.state is FloorState.UNPROVEN
        else _("Sous le plancher, avec l’accord de %(name)s")
    )
    return {**shown, "tone": "warn", "title": title % {"name": name}}


def due_words(terms: Worked[date | None]) -> str:
    """When an invoice of today would be due."""
    if terms.value is None:
        return _("Paiement à la commande.") if not terms.findings else ""
    day = format_date_long(terms.value, reader_language())
    return _("Facturé aujourd’hui, payé le %(day)s.") % {"day": day}
