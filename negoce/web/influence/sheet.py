"""The map on a sheet of paper: the drawing with attitudes in words, what to worry about, the table."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from negoce.kit.dates import format_date
from negoce.negotiation.queries.influence.read import influence_map
from negoce.negotiation.words.influence import say
from negoce.ui.words.say import reader_language
from negoce.web.companies.record import company_url
from negoce.web.deals.deal import load_deal
from negoce.web.http import actor_of
from negoce.web.influence.drawing import drawing
from negoce.web.influence.panel import INFLUENCE, people_lines, support_words


@require_GET
def sheet(request: HttpRequest, public_id: str) -> HttpResponse:
    """Read alone; 403 for who may not read observations."""
    actor = actor_of(request)
    deal = load_deal(actor, public_id)
    found = influence_map(actor, deal)
    people = people_lines(found, deal)
    context = {
        "deal": deal,
        "company_url": company_url(deal.company),
        "panel": INFLUENCE,
        "printed": True,
        "may_write": False,
        "people": people,
        "drawing": drawing(found, people),
        "support": support_words(found.support),
        "flags": [say(each) for each in (*found.support.flags, *found.circles)],
        "as_of": _("au %(day)s") % {"day": format_date(timezone.localdate(), reader_language())},
    }
    return render(request, "web/influence/sheet.html", context)
