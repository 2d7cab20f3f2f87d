"""The history of one record, as a fragment of its page."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from negoce.companies.queries.visible import visible_activities, visible_companies, visible_contacts
from negoce.identity.enums import Permission
from negoce.identity.queries.journal import page_of
from negoce.identity.rules.actor import Actor
from negoce.web.http import actor_of
from negoce.web.journal.lines import entry_lines
from negoce.web.journal.visible import PEOPLE_KINDS, visible_entries

SHOWN = 20
VISIBLE = {"company": visible_companies, "contact": visible_contacts, "activity": visible_activities}


@require_GET
def record(request: HttpRequest, kind: str, subject_id: int) -> HttpResponse:
    """Who sees a record sees its history; a hidden record looks like one that is not there.

    A company's history holds that of everything filed under it.
    """
    actor = actor_of(request)
    if not _sees(actor, kind, subject_id):
        raise Http404
    rows = visible_entries(actor)
    if kind == "company":
        rows = rows.filter(company_key=subject_id)
    else:
        rows = rows.filter(subject_kind=kind, subject_id=subject_id)
    page = page_of(rows, request.GET.get("cursor", ""), SHOWN)
    context = {
        "lines": entry_lines(actor, page.entries),
        "next_url": f"{request.path}?cursor={page.next_cursor}" if page.next_cursor else "",
        "is_first": "cursor" not in request.GET,
    }
    return render(request, "web/journal/_record.html", context)


def _sees(actor: Actor, kind: str, subject_id: int) -> bool:
    if kind in VISIBLE:
        return VISIBLE[kind](actor).filter(pk=subject_id).exists()
    if kind in PEOPLE_KINDS:
        return actor.may(Permission.MANAGE_PEOPLE)
    return actor.may(Permission.SEE_JOURNAL)
