"""The links through which an offer was sent."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from negoce.negotiation.actions.quotes.link_revoke import revoke_link
from negoce.negotiation.models import QuoteLink
from negoce.negotiation.queries.quotes import visible_quotes
from negoce.ui.toasts import flash
from negoce.web.http import actor_of, go, load_or_404


@require_POST
def revocation(request: HttpRequest, public_id: str, link_id: str) -> HttpResponse:
    """Make a link useless from now on: whoever opens it is told to ask for another."""
    actor = actor_of(request)
    quote = load_or_404(visible_quotes(actor), public_id)
    links = QuoteLink.objects.filter(version__quote=quote).select_related("version__quote")
    link = load_or_404(links, link_id)
    revoke_link(actor, link)
    flash(request, _("Le lien envoyé à %(email)s ne s’ouvre plus.") % {"email": link.email})
    return go(request, reverse("quotes:quote", args=[public_id]))
