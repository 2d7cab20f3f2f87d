"""`/deals/<id>/financing/`, `/quotes/<id>/financing/`: the comparison in full."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from negoce.negotiation.rules.financing import Comparison
from negoce.web.companies.record import company_url
from negoce.web.financing.homes import load_home
from negoce.web.financing.shown import (
    back_columns,
    cash_out_chart,
    detailed,
    financing_context,
    our_side,
    schedule_columns,
)
from negoce.web.http import actor_of


@require_GET
def page(request: HttpRequest, deal_id: str = "", quote_id: str = "") -> HttpResponse:
    """The page, or its content alone when the terms changed."""
    home = load_home(actor_of(request), deal_id=deal_id, quote_id=quote_id)
    context = dict(financing_context(home))
    found = context.get("found")
    if isinstance(found, Comparison) and found.ways:
        context |= {
            "chart": cash_out_chart(found),
            "details": detailed(home, found),
            "schedule_columns": schedule_columns(),
            "back_columns": back_columns(),
        }
        if home.sees_costs:
            context |= our_side(home, found)
    context |= {"company": home.record.company, "company_url": company_url(home.record.company)}
    part = request.headers.get("HX-Target") == "financing"
    return render(request, f"web/financing/{'_content' if part else 'page'}.html", context)
