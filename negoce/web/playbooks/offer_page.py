"""One offer: whom it aims at, its launch, to whom it was made, what it brought."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.views.decorators.http import require_GET, require_POST

from negoce.automation.actions.offers.launch import halt_offer, launch_offer
from negoce.automation.models import OfferReach
from negoce.automation.queries.offers.audience import audience
from negoce.automation.queries.offers.effect import offer_effect
from negoce.companies.queries.visible import company_rights
from negoce.identity.permissions import require_house_reader
from negoce.kit.dates import format_date
from negoce.kit.refusal import Refused
from negoce.portfolio.queries.whole_house import require_house, sees_whole_house, steers_house
from negoce.ui.components.tables import TableColumn
from negoce.ui.toasts import flash
from negoce.web.companies.record import company_url
from negoce.web.http import actor_of
from negoce.web.orders.figures import language
from negoce.web.playbooks.offers import aims_at, audience_url, load_offer, period_of
from negoce.web.playbooks.pages import effect_context

_SHOWN = 20


@require_GET
def page(request: HttpRequest, public_id: str) -> HttpResponse:
    """The offer, over the companies that the person sees."""
    actor, today = actor_of(request), timezone.localdate()
    require_house_reader(actor)
    row = load_offer(public_id)
    reaches = OfferReach.objects.filter(company_rights(actor, "company__"), offer=row)
    made = reaches.filter(is_control=False)
    aimed = audience(row, actor, today)
    left = aimed.exclude(pk__in=OfferReach.objects.filter(offer=row).values("company"))
    found = offer_effect(row, today, actor)
    context = {
        "row": row,
        "aims_at": aims_at(row),
        "period": period_of(row),
        "is_over": row.ends_on < today,
        "family": row.family.name if row.family is not None else "",
        "counts": {
            "aimed": aimed.count(),
            "left": left.count(),
            "made": made.count(),
            "control": reaches.filter(is_control=True).count(),
        },
        "audience_url": audience_url(row),
        "launched": format_date(row.launched_on, language()) if row.launched_on else "",
        "may_set": steers_house(actor),
        "partial": not sees_whole_house(actor),
        "switch_url": reverse("segment_offers:launch", args=[public_id]),
        "change_url": reverse("segment_offers:change", args=[public_id]),
        "removal_url": reverse("segment_offers:removal", args=[public_id]),
        "offers_url": reverse("segment_offers:list"),
        "effect": effect_context(found.effect, actor),
        "by_lot": found.by_lot,
        "left_out": found.left_out,
        "waiting": found.waiting,
        "days": row.effect_days,
        "columns": (TableColumn(_now("Entreprise")), TableColumn(_now("Faite le"))),
        "lines": [
            {
                "name": each.company.name,
                "url": company_url(each.company),
                "day": format_date(each.reached_on, language()),
            }
            for each in made.select_related("company").order_by("-reached_on", "-pk")[:_SHOWN]
        ],
    }
    return render(request, "web/playbooks/offer.html", context)


@require_POST
def launch(request: HttpRequest, public_id: str) -> HttpResponse:
    """Launch it (`on` = yes), or halt it."""
    actor = actor_of(request)
    require_house(actor)
    row = load_offer(public_id)
    try:
        if request.POST.get("on") == "yes":
            launch_offer(actor, row, today=timezone.localdate())
            flash(request, _now("Offre lancée\u00a0: les tâches arrivent chez chacun."))
        else:
            halt_offer(actor, row)
            flash(request, _now("Offre arrêtée\u00a0; les tâches déjà créées restent."))
    except Refused as refused:
        flash(request, refused.message, tone="bad")
    return redirect("segment_offers:offer", public_id)
