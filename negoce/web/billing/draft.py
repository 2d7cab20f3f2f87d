"""A draft as it is typed: added up at each pause, stored as a whole, thrown away."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from negoce.billing.actions.draft_entry import read_head
from negoce.billing.actions.draft_save import delete_draft, is_free, save_draft
from negoce.billing.queries.document_page import document_page, documents_for_page
from negoce.identity.enums import Permission
from negoce.identity.permissions import require
from negoce.kit.refusal import Conflict, Refused
from negoce.ui.toasts import flash
from negoce.web.billing.draft_form import draft_lines, form_context, read_typed, rows
from negoce.web.http import actor_of, go, load_or_404, seen_revision
from negoce.web.orders.figures import language
from negoce.web.sale_lines.amounts import amount_rows, left_out
from negoce.web.sale_lines.posted import typed_lines


@require_POST
def preview(request: HttpRequest, public_id: str) -> HttpResponse:
    """What the posted lines come to; nothing is stored."""
    actor = actor_of(request)
    require(actor, Permission.ISSUE_INVOICES)
    found = load_or_404(documents_for_page(actor), public_id)
    typed = read_typed(found.company, typed_lines(request.POST))
    context = {
        "document": found,
        "rows": rows(actor, typed),
        "amounts": [*left_out(typed.lines), *amount_rows(typed.amounts, (), language())],
        "saves": True,
    }
    return render(request, "web/billing/_preview.html", context)


@require_POST
def draft(request: HttpRequest, public_id: str) -> HttpResponse:
    """Store the draft; the button « Émettre » goes on to what will be fixed."""
    actor = actor_of(request)
    found = load_or_404(documents_for_page(actor), public_id)
    posted = request.POST
    revision = posted.get("revision", "")
    try:
        lines = draft_lines(read_typed(found.company, typed_lines(posted))) if is_free(found) else None
        save_draft(
            actor,
            found,
            revision=seen_revision(revision),
            values=read_head(found, posted.dict()),
            lines=lines,
        )
    except Refused as refused:
        read = document_page(found)
        context = {
            "document": found,
            "company": found.company,
            "issues": True,
            **form_context(actor, found, read.lines, posted, typed_lines(posted)),
            "faults": refused.fields,
            "refused": refused.message,
        }
        return render(
            request, "web/billing/_form.html", context, status=409 if isinstance(refused, Conflict) else 422
        )
    if posted.get("then") == "issue":
        return go(request, reverse("billing:issue", args=[found.public_id]))
    flash(request, _("Le brouillon est enregistré."))
    return go(request, reverse("billing:document", args=[found.public_id]))


@require_POST
def deletion(request: HttpRequest, public_id: str) -> HttpResponse:
    """Throw the draft away; it never had a number."""
    actor = actor_of(request)
    found = load_or_404(documents_for_page(actor), public_id)
    url = reverse("lists:invoices")
    try:
        delete_draft(actor, found)
    except Refused as refused:
        flash(request, refused.message, tone="bad")
        url = reverse("billing:document", args=[found.public_id])
    else:
        flash(request, _("Le brouillon est supprimé ; aucun numéro n’a été pris."))
    return go(request, url)
