"""The files of an invoice: the PDF/A-3 and its XML once issued, a marked page before."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from negoce.billing.actions.file_make import issued_file, issued_ubl
from negoce.billing.actions.issue_prepare import no_official_check, prepare_issue
from negoce.billing.documents.fiscal_file import preview_pdf
from negoce.billing.enums import DocumentState
from negoce.billing.models import FiscalDocument
from negoce.billing.queries.visible import visible_documents
from negoce.kit.worked import CannotWork
from negoce.parameters.queries.seller import seller
from negoce.web.http import actor_of, load_or_404


@require_GET
def pdf(request: HttpRequest, public_id: str) -> HttpResponse:
    """The file that was made of what was issued; of a draft, its page under « Brouillon »."""
    found = load_or_404(visible_documents(actor_of(request)), public_id)
    if found.state == DocumentState.ISSUED.value:
        return _answer(issued_file(found)[0], "application/pdf", f"{found.number}.pdf")
    return _answer(_draft(found), "application/pdf", "brouillon.pdf")


@require_GET
def xml(request: HttpRequest, public_id: str) -> HttpResponse:
    """The XML that the PDF carries; a draft has none."""
    found = _issued(request, public_id)
    return _answer(issued_file(found)[1], "application/xml", f"{found.number}.xml", saves=True)


@require_GET
def ubl(request: HttpRequest, public_id: str) -> HttpResponse:
    """The same document in the other syntax of the norm; a draft has none."""
    found = _issued(request, public_id)
    return _answer(issued_ubl(found), "application/xml", f"{found.number}-ubl.xml", saves=True)


def _issued(request: HttpRequest, public_id: str) -> FiscalDocument:
    found = load_or_404(visible_documents(actor_of(request)), public_id)
    if found.state != DocumentState.ISSUED.value:
        raise Http404(_("Un brouillon n’a pas encore de fichier XML."))
    return found


def _draft(found: FiscalDocument) -> bytes:
    today = timezone.localdate()
    prepared = prepare_issue(found, day=today, today=today, check=no_official_check)
    try:
        return preview_pdf(prepared.content, number="—", day=today, seller=seller(), watermark=_("Brouillon"))
    except (CannotWork, ValueError) as problem:
        raise Http404(_("Ce brouillon ne s’additionne pas encore : complétez ses lignes.")) from problem


def _answer(data: bytes, kind: str, name: str, *, saves: bool = False) -> HttpResponse:
    answer = HttpResponse(data, content_type=kind)
    way = "attachment" if saves else "inline"
    answer.headers["Content-Disposition"] = f'{way}; filename="{name.replace("/", "-")}"'
    answer.headers["Cache-Control"] = "no-store"
    return answer
