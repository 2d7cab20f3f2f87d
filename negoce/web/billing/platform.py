"""An issued document on its way to the platform."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from negoce.billing.actions.platform_submit import submit_document
from negoce.billing.queries.visible import issued_documents
from negoce.kit.refusal import Refused
from negoce.ui.toasts import flash
from negoce.web.http import actor_of, go, load_or_404


@require_POST
def submission(request: HttpRequest, public_id: str) -> HttpResponse:
    """Ask that the document be handed over; asked twice, it goes once."""
    actor = actor_of(request)
    found = load_or_404(issued_documents(actor), public_id)
    try:
        submit_document(actor, found)
    except Refused as refused:
        flash(request, refused.message, tone="bad")
    else:
        flash(request, _("%(number)s part vers la plateforme.") % {"number": found.number})
    return go(request, reverse("billing:document", args=[found.public_id]))
