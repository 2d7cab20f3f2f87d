"""The screen of the list of invoices."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import npgettext

from negoce.billing.enums import DocumentState
from negoce.billing.models import FiscalDocument
from negoce.billing.payment_words import KINDS
from negoce.billing.queries.document_list import STATES
from negoce.billing.queries.visible import visible_documents
from negoce.catalogue.enums import LineKind
from negoce.identity.enums import Permission
from negoce.identity.rules.actor import Actor
from negoce.kit.dates import format_date
from negoce.kit.money import format_money
from negoce.ui.html import chip, link
from negoce.web.http import load_or_404
from negoce.web.lists.screen_type import Screen
from negoce.web.orders.figures import language, quantity_words

_LINES = 12
TONES = {DocumentState.DRAFT.value: "warn", DocumentState.ISSUED.value: "good"}


def _noun(number: int) -> str:
    return npgettext("nombre", "facture", "factures", number)


def title_of(document: FiscalDocument) -> str:
    """« Facture F2026-00012 », or what it will be while it is a draft."""
    kind = str(KINDS[document.kind])
    return f"{kind} {document.number}" if document.number else _now("%(kind)s, brouillon") % {"kind": kind}


def _peek(actor: Actor, public_id: str) -> Mapping[str, Any]:
    """An invoice beside its list: whose, how much, when, and its first lines."""
    document = load_or_404(visible_documents(actor).select_related("company", "receivable"), public_id)
    company = document.company
    receivable = getattr(document, "receivable", None)
    facts: list[tuple[object, object]] = [
        (_now("Client"), link(reverse("companies:record", args=[company.public_id]), company.name)),
        (_now("Émise le"), format_date(document.issued_on, language()) if document.issued_on else ""),
        (_now("Échéance"), format_date(document.due_on, language()) if document.due_on else ""),
        (_now("Total HT"), format_money(document.net, language(), document.currency)),
        (_now("Total TTC"), format_money(document.incl_vat, language(), document.currency)),
    ]
    if receivable is not None:
        left = receivable.amount - receivable.settled
        facts.append((_now("Reste dû"), format_money(left, language(), document.currency)))
    lines = document.lines.order_by("position", "id")[:_LINES]
    return {
        "title": title_of(document),
        "url": reverse("billing:document", args=[document.public_id]),
        "chips": chip(str(STATES[document.state]), tone=TONES[document.state]),
        "facts": [(label, value) for label, value in facts if value],
        "parts": [
            f"{quantity_words(line.quantity)} × {line.label}"
            if line.kind == LineKind.ITEM.value
            else line.label
            for line in lines
        ],
    }


INVOICE_SCREEN = Screen(
    noun=_noun,
    all_label=_("Toutes"),
    first_title=_("Aucune facture pour l’instant"),
    first_text=_("Facturez une commande, des livraisons, ou commencez une facture libre."),
    none_title=_("Aucune facture ne correspond à ces filtres"),
    quick_label=_("Numéro contient…"),
    create_label=_("Nouvelle facture"),
    create_page="billing:create",
    create_permission=Permission.ISSUE_INVOICES,
    quick_filters=("kind", "state", "issued_on"),
    second_line=("company", "issued_on", "incl_vat"),
    peek=_peek,
    tones={"state": TONES},
)
