"""What I have to do: late, today, in the next seven days."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from negoce.companies.queries.activities import agenda
from negoce.identity.enums import Permission
from negoce.web.activities.lines import activity_line
from negoce.web.http import actor_of


@require_GET
def today(request: HttpRequest) -> HttpResponse:
    """The page, or its list alone when something on it changed."""
    actor = actor_of(request)
    day = timezone.localdate()
    found = agenda(actor, day)
    groups = [
        (_("En retard"), "bad", found.late),
        (_("Aujourd’hui"), "", found.today),
        (_("Les 7 prochains jours"), "", found.coming),
    ]
    context = {
        "groups": [
            (title, tone, [activity_line(row, day, names_company=True, names_owner=False) for row in rows])
            for title, tone, rows in groups
            if rows
        ],
        "more": found.more,
        "may_edit": actor.may(Permission.EDIT),
        "may_create": actor.may(Permission.CREATE),
    }
    fragment = request.headers.get("HX-Target") == "agenda"
    return render(
        request, "web/activities/_agenda.html" if fragment else "web/activities/agenda.html", context
    )
