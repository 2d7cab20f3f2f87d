"""The bin: what was deleted, by whom and when, and the way back."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_POST

from negoce.companies.actions.activities.delete import restore_activity
from negoce.companies.actions.company_delete import restore_company
from negoce.companies.actions.contacts.delete import restore_contact
from negoce.companies.queries.bin import (
    ACTIVITY,
    COMPANY,
    CONTACT,
    bin_page,
    deleted_activities,
    deleted_companies,
    deleted_contacts,
    kinds_in_reach,
)
from negoce.identity.enums import Permission
from negoce.identity.permissions import require_any
from negoce.identity.rules.actor import Actor
from negoce.ui.components.lists import Tab
from negoce.ui.toasts import flash, toast
from negoce.web.http import actor_of, load_or_404

KINDS = {COMPANY: _("Entreprises"), CONTACT: _("Interlocuteurs"), ACTIVITY: _("Activités")}
RECORDS = {COMPANY: "companies:record", CONTACT: "contacts:record", ACTIVITY: "activities:record"}


@require_GET
def show(request: HttpRequest) -> HttpResponse:
    """One kind of deleted records, fifty at a time; `q` searches their names."""
    actor = _allowed(request)
    kinds = kinds_in_reach(actor)
    asked = request.GET.get("kind", "")
    context = _context(request, actor, asked if asked in kinds else kinds[0])
    fragment = request.headers.get("HX-Request") and request.GET.get("after")
    return render(request, "web/settings/_bin_rows.html" if fragment else "web/settings/bin.html", context)


@require_POST
def restoration(request: HttpRequest, kind: str, public_id: str) -> HttpResponse:
    """Bring a record back; the bin stays open, a notice leads to the record."""
    actor = _allowed(request)
    if kind not in kinds_in_reach(actor):
        raise Http404(_now("Cette fiche n’est pas dans la corbeille, ou n’est pas visible pour vous."))
    name = _restore(actor, kind, public_id)
    said = _now("« %(name)s » est de retour.") % {"name": name}
    record_url = reverse(RECORDS[kind], args=[public_id])
    if not request.headers.get("HX-Request"):
        flash(request, said)
        return redirect(record_url)
    response = render(request, "web/settings/_bin.html", _context(request, actor, kind) | {"restored": True})
    toast(response, said, link_url=record_url, link_label=_now("Ouvrir"))
    return response


def _allowed(request: HttpRequest) -> Actor:
    actor = actor_of(request)
    require_any(actor, Permission.DELETE, Permission.EDIT)
    return actor


def _restore(actor: Actor, kind: str, public_id: str) -> str:
    if kind == COMPANY:
        return restore_company(actor, load_or_404(deleted_companies(actor), public_id)).name
    if kind == CONTACT:
        return restore_contact(actor, load_or_404(deleted_contacts(actor), public_id)).full_name
    return restore_activity(actor, load_or_404(deleted_activities(actor), public_id)).subject


def _context(request: HttpRequest, actor: Actor, kind: str) -> dict[str, Any]:
    sought = " ".join(request.GET.get("q", "").replace("\0", "").split())[:100]
    page = bin_page(actor, kind, sought=sought, cursor=request.GET.get("after", ""))
    here = reverse("settings:bin")
    query = {"kind": kind, **({"q": sought} if sought else {})}
    return {
        "kind": kind,
        "tabs": [
            Tab(str(KINDS[each]), f"{here}?{urlencode({'kind': each})}", active=each == kind)
            for each in kinds_in_reach(actor)
        ],
        "rows": page.rows,
        "q": sought,
        "here_url": f"{here}?{urlencode({'kind': kind})}",
        "query": urlencode(query),
        "more_url": f"{here}?{urlencode({**query, 'after': page.next_cursor})}" if page.next_cursor else "",
        "restored": False,
    }
