"""« Visites »: the tours, those under way and to come first."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.db.models import Count, F, Q, Sum
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from negoce.identity.enums import Permission
from negoce.portfolio.enums import TourState
from negoce.portfolio.models import VisitTour
from negoce.portfolio.queries.tours import visible_tours
from negoce.ui.components.tables import TableColumn
from negoce.ui.words.figures import number
from negoce.web.addresses import address_of
from negoce.web.http import actor_of
from negoce.web.visits.words import kilometres, tour_name

_PAGE = 50


@require_GET
def listing(request: HttpRequest) -> HttpResponse:
    """The page."""
    actor, today = actor_of(request), timezone.localdate()
    placed = Q(stops__day__isnull=False)
    rows = (
        visible_tours(actor)
        .select_related("owner")
        .annotate(visits=Count("stops", filter=placed), km=Sum("stops__km", filter=placed))
        .order_by(F("first_day").desc(), "-pk")
    )
    page = Paginator(rows, _PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "address": "?",
        "columns": (
            TableColumn(_("Tournée")),
            TableColumn(_("Commercial")),
            TableColumn(_("Départ")),
            TableColumn(_("Visites"), numeric=True),
            TableColumn(_("Route (aller)"), numeric=True),
            TableColumn(_("État")),
        ),
        "lines": [_line(tour, today.isoformat()) for tour in page.object_list],
        "may_create": actor.may(Permission.CREATE) and actor.user_id is not None,
        "may_set": actor.may(Permission.MANAGE_SETTINGS),
    }
    return render(request, "web/visits/list.html", context)


def _line(tour: VisitTour, today: str) -> dict[str, object]:
    visits, km = getattr(tour, "visits", 0), getattr(tour, "km", 0)
    state, tone = _("Prête"), "info"
    if tour.state == TourState.COMPUTING.value:
        state, tone = _("En calcul"), "warn"
    elif tour.days[-1] < today:
        state, tone = _("Passée"), ""
    elif tour.in_calendar_at is not None:
        state, tone = _("À l’agenda"), "good"
    return {
        "name": tour_name(tour),
        "url": address_of("visits:tour", tour.public_id),
        "who": tour.owner.full_name,
        "start": tour.start_name,
        "visits": number(visits or 0),
        "km": kilometres(km or 0),
        "state": state,
        "tone": tone,
    }
