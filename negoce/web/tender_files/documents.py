"""What is done to the documents of a tender."""

from __future__ import annotations

from collections.abc import Mapping

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from negoce.files.rules.documents import MAX_DOCUMENT_BYTES
from negoce.identity.enums import Permission
from negoce.identity.permissions import require
from negoce.identity.rules.actor import Actor
from negoce.kit.dates import format_date
from negoce.kit.refusal import Refused
from negoce.negotiation.actions.tender_documents.documents import (
    add_usual_papers,
    remove_document,
    save_document,
)
from negoce.negotiation.enums import PaperKind, PaperPart, PaperState
from negoce.negotiation.models import OwnCertificate, Tender, TenderDocument
from negoce.negotiation.queries.tender_documents.documents import shelf
from negoce.ui.toasts import toast
from negoce.ui.words.say import reader_language
from negoce.web.activities.form import user_of
from negoce.web.dialogs import done, show_form, show_refusal
from negoce.web.http import actor_of, load_or_404, seen_revision
from negoce.web.middleware.body_size import takes_file
from negoce.web.tender_files.forms import DocumentForm
from negoce.web.tender_files.uploads import handed_out, uploaded
from negoce.web.tenders.loading import load_tender, typed_day

_FORM = "tender_files/_document"
_CHANGED = ("tender-documents", "tender-journal")


@takes_file(Permission.EDIT, MAX_DOCUMENT_BYTES)
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest, public_id: str) -> HttpResponse:
    """Add a document to the file."""
    actor, tender = _editable(request, public_id)
    return _document(request, actor, tender, None, _("Nouveau document"))


@takes_file(Permission.EDIT, MAX_DOCUMENT_BYTES)
@require_http_methods(["GET", "POST"])
def change(request: HttpRequest, public_id: str, document_id: str) -> HttpResponse:
    """Change a document: its state, its file, who brings it."""
    actor, tender = _editable(request, public_id)
    row = _row(tender, document_id)
    return _document(request, actor, tender, row, row.name)


@require_POST
def usual(request: HttpRequest, public_id: str) -> HttpResponse:
    """Add what such a file usually holds."""
    actor, tender = _editable(request, public_id)
    try:
        count = add_usual_papers(actor, tender)
    except Refused as refused:
        answer = HttpResponse(status=204)
        toast(answer, refused.message, tone="bad")
        return answer
    words = ngettext("%(count)s document ajouté.", "%(count)s documents ajoutés.", count)
    return done(words % {"count": count}, _CHANGED)


@require_POST
def removal(request: HttpRequest, public_id: str, document_id: str) -> HttpResponse:
    """Take a document out of the file."""
    actor, tender = _editable(request, public_id)
    remove_document(actor, tender, _row(tender, document_id))
    return done(_("Document retiré."), _CHANGED)


@require_GET
def file(request: HttpRequest, public_id: str, document_id: str) -> HttpResponse:
    """The file of a document."""
    row = _row(load_tender(actor_of(request), public_id), document_id)
    if row.paper is None:
        raise Http404(_("Ce document n’a pas de fichier."))
    return handed_out(row.paper)


def _document(
    request: HttpRequest, actor: Actor, tender: Tender, row: TenderDocument | None, title: str
) -> HttpResponse:
    place = [tender.public_id] if row is None else [tender.public_id, row.public_id]
    name = "tender_files:document_new" if row is None else "tender_files:document"
    context = {
        "title": title,
        "url": reverse(name, args=place),
        "revision": row.revision if row is not None else 0,
        "guarded": False,
        "file_name": row.file.name if row is not None and row.file is not None else "",
    }
    choices = _shelf_choices(row)
    if request.method == "GET":
        return show_form(request, _FORM, DocumentForm(initial=_typed(row), shelf=choices), context)
    posted = request.POST
    owner = user_of(posted["owner"]) if posted.get("owner") else None
    try:
        save_document(
            actor,
            tender,
            row,
            given={**posted.dict(), "owner": owner},
            upload=uploaded(request),
            revision=seen_revision(posted.get("revision", "")),
            guard_reason=posted.get("guard_reason", ""),
        )
    except Refused as refused:
        return show_refusal(request, _FORM, DocumentForm(posted, shelf=choices), refused, context)
    return done(_("Document enregistré."), _CHANGED)


def _shelf_choices(row: TenderDocument | None) -> list[tuple[str, str]]:
    rows = list(shelf())
    kept = row.certificate if row is not None else None
    if kept is not None and kept not in rows:
        rows.append(kept)
    return [(each.public_id, _certificate_words(each)) for each in rows]


def _certificate_words(row: OwnCertificate) -> str:
    if row.expires_on is None:
        return row.name
    day = format_date(row.expires_on, reader_language())
    return _("%(name)s, jusqu’au %(day)s") % {"name": row.name, "day": day}


def _typed(row: TenderDocument | None) -> Mapping[str, object]:
    if row is None:
        return {
            "kind": PaperKind.OTHER.value,
            "part": PaperPart.TECHNICAL.value,
            "state": PaperState.MISSING.value,
            "is_required": True,
        }
    return {
        **{name: getattr(row, name) for name in ("kind", "name", "part", "state", "is_required")},
        "certificate": row.certificate.public_id if row.certificate is not None else "",
        "expires_on": typed_day(row.expires_on),
        "due_on": typed_day(row.due_on),
        "owner": row.owner.public_id if row.owner is not None else "",
    }


def _editable(request: HttpRequest, public_id: str) -> tuple[Actor, Tender]:
    actor = actor_of(request)
    tender = load_tender(actor, public_id)
    require(actor, Permission.EDIT)
    return actor, tender


def _row(tender: Tender, document_id: str) -> TenderDocument:
    rows = TenderDocument.objects.filter(tender=tender).select_related(
        "file", "certificate", "certificate__file", "owner"
    )
    return load_or_404(rows, document_id)
