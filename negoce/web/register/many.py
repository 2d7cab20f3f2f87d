"""Many companies completed from the register: how many have gaps, and the job that fills them."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from negoce.companies.actions.register_complete import MOST, PACE_SECONDS, ask_completion
from negoce.companies.actions.register_lookup import register_is_on
from negoce.companies.queries.lists.matching import matching
from negoce.companies.queries.lists.registry import LISTS
from negoce.companies.queries.lists.spec import Asked, understand
from negoce.companies.queries.register_gaps import with_gaps
from negoce.identity.enums import Permission
from negoce.identity.permissions import require
from negoce.kit.refusal import Refused
from negoce.ui.toasts import flash
from negoce.web.http import actor_of


@require_http_methods(["GET", "POST"])
def page(request: HttpRequest) -> HttpResponse:
    """Those of `?filter=` (all without one) that have a number and something missing."""
    actor = actor_of(request)
    require(actor, Permission.BULK_EDIT)
    given = (request.POST if request.method == "POST" else request.GET).get("filter", "")[:4_000]
    spec = understand(LISTS["companies"], actor, Asked(filter=given))
    rows = with_gaps(matching(spec)) if not spec.problems else matching(spec).none()
    job_id, error = "", ""
    if request.method == "POST":
        try:
            keys = list(rows.order_by("pk").values_list("pk", flat=True)[:MOST])
            job_id = ask_completion(actor, keys).public_id
            flash(request, _("L’annuaire est interrogé en tâche de fond."))
        except Refused as refused:
            error = refused.message
    count = rows.count()
    asked = min(count, MOST)
    context = {
        "is_on": register_is_on(),
        "filter": given,
        "problems": bool(spec.problems),
        "count": count,
        "words": number_format(count, use_l10n=True, force_grouping=True),
        "most": number_format(MOST, use_l10n=True, force_grouping=True),
        "is_cut": count > MOST,
        "minutes": max(1, round(asked * PACE_SECONDS * 2 / 60)),
        "job_id": job_id,
        "error": error,
    }
    return render(request, "web/register/many.html", context, status=422 if error else 200)
