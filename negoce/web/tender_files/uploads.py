"""Files of tenders as they come in and go out."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from negoce.files.enums import DocumentKind
from negoce.files.models import StoredFile
from negoce.files.rules.documents import MAX_DOCUMENT_BYTES, MIME_TYPES


def uploaded(request: HttpRequest) -> tuple[str, bytes] | None:
    """The file of a form, its name and its bytes, one more than is kept at most; None when none was chosen."""
    file = request.FILES.get("file")
    return (file.name or "", file.read(MAX_DOCUMENT_BYTES + 1)) if file is not None else None


def handed_out(row: StoredFile) -> HttpResponse:
    """A file as a download, under the name that it came with; 404 when its bytes are lost."""
    if not row.path.exists():
        raise Http404(_("Ce fichier n’est plus sur le serveur : remettez-le."))
    answer = HttpResponse(row.path.read_bytes(), content_type=MIME_TYPES[DocumentKind(row.kind)])
    answer.headers["Content-Disposition"] = content_disposition_header(True, row.name) or "attachment"
    answer.headers["X-Content-Type-Options"] = "nosniff"
    return answer
