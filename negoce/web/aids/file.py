"""The document of a sales aid: given to who asks, replaced by who keeps the catalogue."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from negoce.files.enums import DocumentKind
from negoce.files.rules.documents import MAX_DOCUMENT_BYTES, MIME_TYPES
from negoce.identity.enums import Permission
from negoce.identity.permissions import require
from negoce.kit.refusal import Refused
from negoce.negotiation.actions.aids.library import give_file
from negoce.negotiation.queries.aids.library import library
from negoce.ui.toasts import flash
from negoce.web.http import actor_of, load_or_404
from negoce.web.middleware.body_size import takes_file


@takes_file(Permission.MANAGE_CATALOGUE, MAX_DOCUMENT_BYTES)
@require_http_methods(["GET", "POST"])
def file(request: HttpRequest, public_id: str) -> HttpResponse:
    """The document to save, or a new one in its place."""
    actor = actor_of(request)
    if request.method == "POST":
        require(actor, Permission.MANAGE_CATALOGUE)
    row = load_or_404(library(), public_id)
    if request.method == "GET":
        kept = row.file
        if kept is None or not kept.path.exists():
            raise Http404(_("Cette aide n’a pas de document."))
        answer = HttpResponse(kept.path.read_bytes(), content_type=MIME_TYPES[DocumentKind(kept.kind)])
        answer.headers["Content-Disposition"] = content_disposition_header(True, kept.name) or "attachment"
        return answer
    given = request.FILES.get("document")
    try:
        if given is None:
            raise Refused(_("Choisissez un document."))
        give_file(actor, row, name=str(given.name), content=given.read(MAX_DOCUMENT_BYTES + 1))
    except Refused as refused:
        flash(request, refused.message, tone="bad")
    else:
        flash(request, _("Document enregistré."))
    return redirect("aids:aid", public_id)
