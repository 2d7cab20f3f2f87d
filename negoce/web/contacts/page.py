"""The page of a contact, and each of its panels at its own address."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from negoce.identity.enums import Permission
from negoce.web.activities.quick_entry import shortcuts
from negoce.web.companies.record import company_url, url_or_nothing
from negoce.web.contacts.head import head_context
from negoce.web.contacts.panels import HEAD, MAIN, SIDE, draw_column, draw_panel, find_panel
from negoce.web.contacts.record import load_record
from negoce.web.duplicates.survivors import to_survivor
from negoce.web.search.visits import note_opened


@require_GET
def record(request: HttpRequest, public_id: str) -> HttpResponse:
    """The page."""
    try:
        shown = load_record(request, public_id)
    except Http404:
        return to_survivor(request, "contact", public_id)
    note_opened(request, "contact", shown.contact.pk)
    activity_url = url_or_nothing("activities:create") if shown.actor.may(Permission.CREATE) else ""
    context = {
        **head_context(shown),
        "company_url": company_url(shown.contact.company),
        "under_name": draw_column(request, shown, HEAD),
        "shortcuts": shortcuts(shown.actor, shown.contact),
        "main": draw_column(request, shown, MAIN),
        "side": draw_column(request, shown, SIDE),
        "activity_url": f"{activity_url}?contact={shown.contact.public_id}" if activity_url else "",
        "may_delete": shown.actor.may(Permission.DELETE),
    }
    return render(request, "web/contacts/record.html", context)


@require_GET
def panel(request: HttpRequest, public_id: str, key: str) -> HttpResponse:
    """One panel alone; empty when it has nothing to show."""
    found = find_panel(key)
    if found is None:
        raise Http404(_("Ce volet n’existe pas."))
    return HttpResponse(draw_panel(request, found, load_record(request, public_id)))
