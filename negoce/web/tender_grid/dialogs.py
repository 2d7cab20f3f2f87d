"""The dialogs of a comparison: its criteria, how the price is noted, each offer."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from negoce.identity.enums import FieldGroup
from negoce.kit.refusal import Refused
from negoce.negotiation.actions.tender_award.criteria import save_criteria
from negoce.negotiation.actions.tender_award.grid import save_scale
from negoce.negotiation.actions.tender_award.offers import remove_offer, save_offer
from negoce.negotiation.models import TenderOffer
from negoce.negotiation.queries.tender_award.grid import noted_criteria
from negoce.negotiation.rules.tender_award_values import MOST_CRITERIA
from negoce.negotiation.words.tender_award import offer_name
from negoce.ui.toasts import toast
from negoce.web.dialogs import done, show_form, show_refusal
from negoce.web.http import load_or_404, seen_revision, whole_number
from negoce.web.tender_grid.forms import CriteriaForm, OfferForm, ScaleForm
from negoce.web.tender_grid.place import CHANGED, Place, load_editable
from negoce.web.typed_decimals import typed_decimal

_CRITERIA, _SCALE, _OFFER = "tender_grid/_criteria", "tender_grid/_scale", "tender_grid/_offer"
LEAST_LINES, SPARE_LINES = 6, 3


@require_http_methods(["GET", "POST"])
def criteria(request: HttpRequest, public_id: str) -> HttpResponse:
    """The whole list of criteria."""
    place = load_editable(request, public_id)
    context: dict[str, object] = {
        "title": _("Critères : %(place)s") % {"place": place.title},
        "url": place.url("criteria"),
        "revision": place.revision,
        "guarded": False,
    }
    if request.method == "GET":
        initial = _typed_criteria(place)
        form = CriteriaForm(initial=initial, lines=_lines_for(len(initial) // 5))
        return show_form(
            request, _CRITERIA, form, {**context, "lines": form.lines(), "count": len(form.lines())}
        )
    posted = request.POST
    count = min(whole_number(posted.get("count", ""), 3) or 0, MOST_CRITERIA + SPARE_LINES)
    lines = [
        {
            "key": posted.get(f"key-{number}", ""),
            "name": posted.get(f"name-{number}", ""),
            "weight": posted.get(f"weight-{number}", ""),
            "is_part": f"part-{number}" in posted,
            "is_price": f"price-{number}" in posted,
        }
        for number in range(1, count + 1)
    ]
    try:
        save_criteria(
            place.record.actor,
            place.record.tender,
            place.lot,
            lines=lines,
            revision=seen_revision(posted.get("revision", "")),
            guard_reason=posted.get("guard_reason", ""),
        )
    except Refused as refused:
        form = CriteriaForm(posted, lines=max(count, 1))
        names = {f"line-{number}": f"name-{number}" for number in range(1, count + 1)}
        more = {**context, "revision": posted.get("revision", ""), "lines": form.lines(), "count": count}
        return show_refusal(request, _CRITERIA, form, refused, more, names)
    return done(_("Critères enregistrés."), CHANGED)


@require_http_methods(["GET", "POST"])
def scale(request: HttpRequest, public_id: str) -> HttpResponse:
    """How the buyer notes the price, and what the offer costs us."""
    place = load_editable(request, public_id)
    with_cost = place.record.actor.may_read(FieldGroup.MARGIN)
    context = {
        "title": _("Notation et coût : %(place)s") % {"place": place.title},
        "url": place.url("scale"),
        "revision": place.revision,
        "with_cost": with_cost,
    }
    if request.method == "GET":
        form = ScaleForm(initial=_typed_scale(place), with_cost=with_cost)
        return show_form(request, _SCALE, form, context)
    try:
        save_scale(
            place.record.actor,
            place.record.tender,
            place.lot,
            given=request.POST.dict(),
            revision=seen_revision(request.POST.get("revision", "")),
        )
    except Refused as refused:
        return show_refusal(request, _SCALE, ScaleForm(request.POST, with_cost=with_cost), refused, context)
    return done(_("Notation enregistrée."), CHANGED)


@require_http_methods(["GET", "POST"])
def offer_new(request: HttpRequest, public_id: str) -> HttpResponse:
    """Add what a competitor may offer."""
    place = load_editable(request, public_id)
    return _offer(request, place, None, place.url("offer_new"), _("Offre d’un concurrent"))


@require_http_methods(["GET", "POST"])
def offer(request: HttpRequest, public_id: str, offer_id: str) -> HttpResponse:
    """Change an offer."""
    place = load_editable(request, public_id)
    row = _row(place, offer_id)
    title = _("Notre offre") if row.is_ours else _("Offre : %(name)s") % {"name": offer_name(row)}
    return _offer(request, place, row, place.url("offer", offer_id), title)


@require_POST
def offer_removal(request: HttpRequest, public_id: str, offer_id: str) -> HttpResponse:
    """Take a competitor's offer away, as it is now."""
    place = load_editable(request, public_id)
    row = _row(place, offer_id)
    try:
        remove_offer(place.record.actor, place.record.tender, place.lot, row, place.revision)
    except Refused as refused:
        answer = HttpResponse(status=204)
        toast(answer, refused.message, tone="bad")
        return answer
    return done(_("Offre retirée."), CHANGED)


def _offer(request: HttpRequest, place: Place, row: TenderOffer | None, url: str, title: str) -> HttpResponse:
    rated = noted_criteria(place.comparison.grid) if place.comparison is not None else []
    is_ours = row is not None and row.is_ours
    highest = place.comparison.grid.highest if place.comparison is not None else Decimal(10)
    context = {
        "title": title,
        "url": url,
        "revision": place.revision,
        "is_ours": is_ours,
        "guarded": False,
        "highest": typed_decimal(place.record.actor, highest),
    }
    if request.method == "GET":
        form = OfferForm(initial=_typed_offer(place, row), criteria=rated, is_ours=is_ours)
        return show_form(request, _OFFER, form, {**context, "notes": form.notes()})
    posted = request.POST
    try:
        save_offer(
            place.record.actor,
            place.record.tender,
            place.lot,
            row,
            given=posted.dict(),
            revision=seen_revision(posted.get("revision", "")),
            guard_reason=posted.get("guard_reason", ""),
        )
    except Refused as refused:
        form = OfferForm(posted, criteria=rated, is_ours=is_ours)
        more = {**context, "revision": posted.get("revision", ""), "notes": form.notes()}
        return show_refusal(request, _OFFER, form, refused, more)
    return done(_("Offre enregistrée."), CHANGED)


def _row(place: Place, offer_id: str) -> TenderOffer:
    return load_or_404(
        TenderOffer.objects.filter(grid__tender=place.record.tender, grid__lot=place.lot), offer_id
    )


def _lines_for(count: int) -> int:
    return min(max(LEAST_LINES, count + SPARE_LINES), MOST_CRITERIA)


def _typed_criteria(place: Place) -> dict[str, object]:
    typed: dict[str, object] = {}
    rows = place.comparison.criteria if place.comparison is not None else []
    for number, each in enumerate(rows, start=1):
        typed |= {
            f"key-{number}": each.public_id,
            f"name-{number}": each.name,
            f"weight-{number}": typed_decimal(place.record.actor, each.weight),
            f"part-{number}": each.parent_id is not None,
            f"price-{number}": each.is_price,
        }
    return typed


def _typed_scale(place: Place) -> Mapping[str, object]:
    if place.comparison is None:
        return {"method": "classic", "highest": "10", "slope": "2"}
    grid, actor = place.comparison.grid, place.record.actor
    return {
        "method": grid.method,
        "highest": typed_decimal(actor, grid.highest),
        "slope": typed_decimal(actor, grid.slope),
        "cost": "" if grid.cost is None else typed_decimal(actor, grid.cost),
    }


def _typed_offer(place: Place, row: TenderOffer | None) -> Mapping[str, object]:
    if row is None or place.comparison is None:
        return {}
    actor = place.record.actor
    keys = {each.pk: each.public_id for each in place.comparison.criteria}
    notes = {
        f"note-{keys[key]}": typed_decimal(actor, note)
        for (offer, key), note in place.comparison.notes.items()
        if offer == row.pk and key in keys
    }
    price = "" if row.price is None else typed_decimal(actor, row.price)
    return {"name": row.name, "price": price, **notes}
