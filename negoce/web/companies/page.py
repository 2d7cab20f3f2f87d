"""The page of a company, and each of its panels at its own address."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from negoce.companies.enums import ActivityKind
from negoce.companies.models import Company
from negoce.companies.queries.company_page import companies_for_page, company_journal
from negoce.identity.enums import Permission
from negoce.web.activities.quick_entry import log_url, shortcuts
from negoce.web.companies.fields import FIELDS
from negoce.web.companies.head import head_chips, head_line, head_tabs
from negoce.web.companies.journal_lines import journal_lines
from negoce.web.companies.panel_types import (
    BEHAVIOUR,
    DEALS,
    DOCUMENTS,
    HEAD,
    IDENTITY,
    MAIN,
    OVERVIEW,
    PEOPLE,
    RESULTS,
    SIDE,
)
from negoce.web.companies.panels import draw_column, draw_panel, find_panel
from negoce.web.companies.record import CompanyRecord, url_or_nothing
from negoce.web.companies.values import field_url
from negoce.web.duplicates.survivors import to_survivor
from negoce.web.http import actor_of, load_or_404, whole_number
from negoce.web.search.visits import note_opened

TABS = (OVERVIEW, IDENTITY, PEOPLE, BEHAVIOUR, RESULTS, DEALS, DOCUMENTS)
_JOURNAL_PAGE = 50


def load_record(request: HttpRequest, public_id: str) -> CompanyRecord:
    """The company of an address, as the person of the request may see it; 404 otherwise."""
    actor = actor_of(request)
    company: Company = load_or_404(companies_for_page(actor), public_id)
    return CompanyRecord(actor, company)


@require_GET
def record(request: HttpRequest, public_id: str) -> HttpResponse:
    """The page; `?tab=` chooses what it shows."""
    try:
        shown = load_record(request, public_id)
    except Http404:
        return to_survivor(request, "company", public_id)
    note_opened(request, "company", shown.company.pk)
    tab = request.GET.get("tab", OVERVIEW)
    tab = tab if tab in TABS else OVERVIEW
    company = shown.company
    activity_url = url_or_nothing("activities:create") if shown.actor.may(Permission.CREATE) else ""
    context = {
        "record": shown,
        "company": company,
        "name_url": field_url(company, "name") if shown.may_edit else "",
        "name_label": FIELDS["name"].title,
        "chips": head_chips(shown),
        "line": head_line(shown),
        "tabs": head_tabs(shown, tab),
        "under_name": draw_column(request, shown, OVERVIEW, HEAD),
        "shortcuts": shortcuts(shown.actor, company),
        "call_log": log_url(shown.actor, company, ActivityKind.CALL),
        "mail_log": log_url(shown.actor, company, ActivityKind.EMAIL),
        "main": draw_column(request, shown, tab, MAIN),
        "side": draw_column(request, shown, tab, SIDE),
        "activity_url": f"{activity_url}?company={company.public_id}" if activity_url else "",
        "may_delete": shown.actor.may(Permission.DELETE),
    }
    return render(request, "web/companies/record.html", context)


@require_GET
def panel(request: HttpRequest, public_id: str, key: str) -> HttpResponse:
    """One panel alone; empty when it has nothing to show."""
    found = find_panel(key)
    if found is None:
        raise Http404(_("Ce volet n’existe pas."))
    return HttpResponse(draw_panel(request, found, load_record(request, public_id)))


@require_GET
def journal(request: HttpRequest, public_id: str) -> HttpResponse:
    """Every change of the company, fifty at a time."""
    shown = load_record(request, public_id)
    limit = whole_number(request.GET.get("before", ""), 18)
    entries = company_journal(shown.company, _JOURNAL_PAGE + 1, limit)
    context = {
        "record": shown,
        "company": shown.company,
        "lines": journal_lines(shown, entries[:_JOURNAL_PAGE]),
        "next_before": entries[_JOURNAL_PAGE - 1].pk if len(entries) > _JOURNAL_PAGE else None,
    }
    return render(request, "web/companies/journal.html", context)
