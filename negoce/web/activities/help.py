"""Help while typing: companies, their people, how a moment is understood, one more part of a report."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from negoce.companies.actions.activities.checks import checked_moment
from negoce.companies.enums import ReportItemKind
from negoce.companies.queries.companies import search_companies
from negoce.kit.refusal import Refused
from negoce.web.activities.form import empty_row, people_choices, public_id_of
from negoce.web.activities.moments import state_meant
from negoce.web.activities.who import who_of
from negoce.web.activities.words import moment_long
from negoce.web.http import actor_of


@require_GET
def companies(request: HttpRequest) -> HttpResponse:
    """The visible companies whose name begins so."""
    query = request.GET.get("q", "")[:100]
    context = {"found": search_companies(actor_of(request), query), "query": query.strip()}
    return render(request, "web/activities/_company_options.html", context)


@require_GET
def who(request: HttpRequest) -> HttpResponse:
    """The part of the form about the company and its people, once one is chosen or put away."""
    context = {"who": who_of(actor_of(request), request.GET), "chosen": True, "place": ""}
    return render(request, "web/activities/_who.html", context)


@require_GET
def when(request: HttpRequest) -> HttpResponse:
    """How the words of a moment are understood, or what is wrong with them."""
    given = request.GET.get("when", "")[:200]
    asked = "planned" if request.GET.get("state") == "planned" else "done"
    state = state_meant(given, asked)
    context = {"understood": "", "problem": "", "state": state if state != asked else ""}
    if given.strip():
        try:
            moment, all_day = checked_moment(given, state)
            context["understood"] = moment_long(timezone.localtime(moment), all_day=all_day)
        except Refused as refused:
            context["problem"] = refused.message
    return render(request, "web/activities/_when.html", context)


@require_GET
def part(request: HttpRequest) -> HttpResponse:
    """One more row of the report; without a kind, nothing, which takes a row away."""
    kind = request.GET.get("kind", "")
    if not kind:
        return HttpResponse("")
    if kind not in {member.value for member in ReportItemKind}:
        raise Http404(_("Cette partie de compte rendu n’existe pas."))
    me = public_id_of(actor_of(request))
    context = {"row": empty_row(kind, me), "people": people_choices()}
    return render(request, "web/activities/_report_row.html", context)
