"""To the bin and back."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from negoce.companies.actions.contacts.delete import delete_contact, restore_contact
from negoce.companies.models import Contact
from negoce.ui.toasts import flash
from negoce.web.companies.record import company_url
from negoce.web.contacts.record import contact_url, load_record
from negoce.web.http import actor_of, go


@require_POST
def deletion(request: HttpRequest, public_id: str) -> HttpResponse:
    """Delete; the page of the company offers to undo."""
    record = load_record(request, public_id)
    delete_contact(record.actor, record.contact)
    undo = reverse("contacts:restoration", args=[public_id])
    flash(request, _("%(name)s est supprimé.") % {"name": record.contact.full_name}, undo_url=undo)
    return go(request, company_url(record.contact.company))


@require_POST
def restoration(request: HttpRequest, public_id: str) -> HttpResponse:
    """Restore; shows the contact again."""
    contact = Contact.objects.filter(public_id=public_id, erased_at__isnull=True).first()
    if contact is None:
        raise Http404(_("Cette fiche n’existe pas, ou n’est pas visible pour vous."))
    restored = restore_contact(actor_of(request), contact)
    flash(request, _("%(name)s est rétabli.") % {"name": restored.full_name})
    return go(request, contact_url(restored))
