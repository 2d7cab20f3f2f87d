"""To the bin and back."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from negoce.companies.actions.company_delete import delete_company, restore_company
from negoce.companies.models import Company
from negoce.kit.refusal import Refused
from negoce.ui.toasts import flash
from negoce.web.companies.page import load_record
from negoce.web.companies.record import company_url
from negoce.web.http import actor_of, go


@require_POST
def deletion(request: HttpRequest, public_id: str) -> HttpResponse:
    """Delete; the next page offers to undo."""
    record = load_record(request, public_id)
    try:
        delete_company(record.actor, record.company)
    except Refused as refused:
        flash(request, refused.message, tone="bad")
        return go(request, company_url(record.company))
    undo = reverse("companies:restoration", args=[public_id])
    flash(request, _("%(name)s est supprimée.") % {"name": record.company.name}, undo_url=undo)
    return go(request, "/companies/")


@require_POST
def restoration(request: HttpRequest, public_id: str) -> HttpResponse:
    """Restore; shows the company again."""
    company = Company.objects.filter(public_id=public_id).first()
    if company is None:
        raise Http404(_("Cette fiche n’existe pas, ou n’est pas visible pour vous."))
    restored = restore_company(actor_of(request), company)
    flash(request, _("%(name)s est rétablie.") % {"name": restored.name})
    return go(request, company_url(restored))
