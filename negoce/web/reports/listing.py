"""« Rapports »: those at hand, one's own, those that colleagues share."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from negoce.portfolio.models import ReportSchedule
from negoce.portfolio.queries.saved_reports import visible_reports
from negoce.portfolio.ready_reports import ready_reports
from negoce.web.http import actor_of


@require_GET
def listing(request: HttpRequest) -> HttpResponse:
    """The page."""
    actor = actor_of(request)
    received = set(
        ReportSchedule.objects.filter(person_id=actor.user_id).order_by().values_list("report_id", flat=True)
    )
    saved = visible_reports(actor).select_related("owner").order_by("name", "pk")
    context = {
        "ready": [
            {"url": reverse("reports:ready", args=[each.key]), "title": each.title, "about": each.about}
            for each in ready_reports(actor)
        ],
        "saved": [
            {
                "url": reverse("reports:report", args=[each.public_id]),
                "name": each.name,
                "owner": "" if each.owner_id == actor.user_id else each.owner.full_name,
                "is_shared": each.is_shared,
                "is_received": each.pk in received,
            }
            for each in saved[:500]
        ],
    }
    return render(request, "web/reports/listing.html", context)
