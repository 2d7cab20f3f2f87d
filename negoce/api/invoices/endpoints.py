"""Invoices and credit notes: list, one, drafts, their issue, their files. What is issued stays as it is."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from negoce.api.endpoints import Answer, Call, Endpoint
from negoce.api.invoices.given import AHEAD, BODY, HEAD, SHARES, SOURCES, begin, begin_credit, write_head
from negoce.api.invoices.resource import INVOICES
from negoce.api.problems import Problem
from negoce.api.records.links import only
from negoce.api.records.one import held, load, require_version, written
from negoce.api.records.reading import exporting, reading
from negoce.api.records.sale_lines import TEXT
from negoce.api.records.schemas import ID
from negoce.billing.actions.document_issue import issue_document
from negoce.billing.actions.draft_save import delete_draft
from negoce.billing.actions.file_make import issued_file, issued_ubl
from negoce.billing.enums import DocumentState
from negoce.billing.models import FiscalDocument
from negoce.billing.queries.visible import visible_documents
from negoce.identity.rules.token_scopes import TokenScope as S

_CREDIT = frozenset({"reason", "lines", "incl_vat", "back_to_invoice"})


def _create(call: Call) -> Answer:
    only(call, frozenset({*HEAD, *SOURCES, *SHARES, AHEAD, "lines"}))
    return written(call, INVOICES, begin(call).public_id, 201)


def _change(call: Call) -> Answer:
    only(call, frozenset({*HEAD, "lines"}))
    _refuse_issued(call)
    with held(call, INVOICES, visible_documents(call.actor).select_related("company")) as draft:
        write_head(call, draft, lines=True)
    return written(call, INVOICES, call.public_id)


def _delete(call: Call) -> Answer:
    _refuse_issued(call)
    with held(call, INVOICES, visible_documents(call.actor)) as draft:
        delete_draft(call.actor, draft)
    return Answer(status=204)


def _issue(call: Call) -> Answer:
    only(call, frozenset())
    draft = load(visible_documents(call.actor), call.public_id)
    require_version(call, INVOICES)
    issue_document(call.actor, draft, revision=draft.revision)
    return written(call, INVOICES, call.public_id)


def _credit(call: Call) -> Answer:
    only(call, _CREDIT)
    document = load(visible_documents(call.actor), call.public_id)
    require_version(call, INVOICES)
    made = begin_credit(call, document)
    return written(call, INVOICES, made.public_id, 201)


def _pdf(call: Call) -> Answer:
    document = _issued(call)
    return _file(issued_file(document)[0], "application/pdf", f"{document.number}.pdf")


def _xml(call: Call) -> Answer:
    document = _issued(call)
    return _file(issued_file(document)[1], "application/xml", f"{document.number}.xml")


def _ubl(call: Call) -> Answer:
    document = _issued(call)
    return _file(issued_ubl(document), "application/xml", f"{document.number}-ubl.xml")


def _refuse_issued(call: Call) -> None:
    """What is issued is locked: said before anything is tried. Raises Problem (409), Http404."""
    found = load(visible_documents(call.actor), call.public_id)
    if found.state == DocumentState.ISSUED.value:
        words = _now("Ce document est émis sous le numéro %(number)s : il ne change plus. Faites un avoir.")
        raise Problem("issued", words % {"number": found.number})


def _issued(call: Call) -> FiscalDocument:
    found = load(visible_documents(call.actor), call.public_id)
    if found.state != DocumentState.ISSUED.value:
        raise Problem("not-found", _now("Un brouillon n’a pas encore de fichier : émettez-le d’abord."))
    return found


def _file(data: bytes, kind: str, name: str) -> Answer:
    headers = {
        "Content-Disposition": f'attachment; filename="{name.replace("/", "-")}"',
        "Cache-Control": "no-store",
    }
    return Answer(data, content_type=kind, headers=headers)


def _whole() -> dict[str, object]:
    return INVOICES.schema(whole=True)


def _creation() -> dict[str, Any]:
    own = {
        "company": ID,
        "order": ID,
        "deliveries": {"type": "array", "items": ID},
        **dict.fromkeys(SHARES, TEXT),
        AHEAD: {
            "type": "boolean",
            "default": False,
            "description": "with `order`: also goods that have not left; otherwise what was delivered, and all"
            " that is left when nothing was delivered yet",
        },
    }
    return {"type": "object", "properties": {**own, **BODY}, "additionalProperties": False}


def _credit_body() -> dict[str, Any]:
    line = {"type": "object", "properties": {"position": {"type": "integer"}, "quantity": TEXT}}
    properties = {
        "reason": {"type": "string"},
        "lines": {"type": "array", "items": line},
        "incl_vat": TEXT,
        "back_to_invoice": {"type": "boolean"},
    }
    return {
        "type": "object",
        "required": ["reason"],
        "properties": properties,
        "additionalProperties": False,
    }


_G = _("Factures")
ENDPOINTS = (
    *reading(
        INVOICES, S.INVOICES_READ, _G, page=_("Les factures et les avoirs, une page à la fois"),
        one=_("Une facture ou un avoir : lignes, TVA par taux, totaux"),
    ),
    exporting(INVOICES, S.INVOICES_READ, _G),
    Endpoint(
        "POST", "invoices", "create_invoice",
        _("Préparer une facture : libre (entreprise), d’une commande, de livraisons, ou d’acompte"),
        S.INVOICES_WRITE, _create, body=_creation, answer=_whole, status=201, group=_G,
    ),
    Endpoint(
        "PATCH", "invoices/{id}", "change_invoice",
        _("Modifier un brouillon ; ses lignes, données, sont toutes remplacées"), S.INVOICES_WRITE, _change,
        body=lambda: {"type": "object", "properties": BODY, "additionalProperties": False}, answer=_whole,
        group=_G,
    ),
    Endpoint(
        "DELETE", "invoices/{id}", "delete_invoice", _("Jeter un brouillon, qui n’a pas de numéro"),
        S.INVOICES_WRITE, _delete, status=204, group=_G,
    ),
    Endpoint(
        "POST", "invoices/{id}/issue", "issue_invoice",
        _("Émettre un brouillon : il prend son numéro et ne change plus ; émis, il est rendu tel quel"),
        S.INVOICES_ISSUE, _issue, answer=_whole, group=_G, long=True,
    ),
    Endpoint(
        "POST", "invoices/{id}/credit", "create_credit_note",
        _("Préparer l’avoir d’une facture émise : tout, des lignes ou un montant TTC"), S.INVOICES_WRITE, _credit,
        body=_credit_body, answer=_whole, status=201, group=_G,
    ),
    Endpoint(
        "GET", "invoices/{id}/pdf", "get_invoice_pdf", _("Le PDF d’une facture émise (Factur-X : PDF/A-3 et XML)"),
        S.INVOICES_READ, _pdf, group=_G, content="application/pdf",
    ),
    Endpoint(
        "GET", "invoices/{id}/xml", "get_invoice_xml", _("Le XML d’une facture émise (CII, EN 16931)"),
        S.INVOICES_READ, _xml, group=_G, content="application/xml",
    ),
    Endpoint(
        "GET", "invoices/{id}/ubl", "get_invoice_ubl", _("La même facture en UBL 2.1 (EN 16931)"),
        S.INVOICES_READ, _ubl, group=_G, content="application/xml",
    ),
)  # fmt: skip
