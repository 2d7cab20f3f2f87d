"""The order of the favourites in one's sidebar."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST

from negoce.companies.actions.pin_order import keep_pin_order
from negoce.web.http import actor_of


@require_POST
def order(request: HttpRequest) -> HttpResponse:
    """Keep the order into which the favourites were put."""
    keep_pin_order(actor_of(request), pins=request.POST.get("order", "")[:4_000].split(","))
    return HttpResponse(status=204)
