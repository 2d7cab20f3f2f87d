"""The PDF of a version, shown in the browser."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from negoce.negotiation.actions.quotes.file import preview_pdf
from negoce.negotiation.queries.quotes import quotes_for_page
from negoce.web.http import actor_of, load_or_404, whole_number


@require_GET
def pdf(request: HttpRequest, public_id: str) -> HttpResponse:
    """The current version, or `?version=`; drafts and margins not allowed bear a watermark."""
    quote = load_or_404(quotes_for_page(actor_of(request)), public_id)
    wanted = whole_number(request.GET.get("version", ""))
    version = quote.versions.filter(version=quote.current_version if wanted is None else wanted).first()
    if version is None:
        raise Http404(_("Ce devis n’a pas cette version."))
    answer = HttpResponse(preview_pdf(quote, version), content_type="application/pdf")
    suffix = f"-v{version.version}" if version.version > 1 else ""
    answer.headers["Content-Disposition"] = f'inline; filename="{quote.number}{suffix}.pdf"'
    answer.headers["Cache-Control"] = "no-store"
    return answer
