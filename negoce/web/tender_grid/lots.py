"""« Lots »: what may be offered apart, on the page of a tender, and its dialogs."""

from __future__ import annotations

from collections.abc import Mapping

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from negoce.kit.refusal import Refused
from negoce.negotiation.actions.tender_lots.save import remove_lot, save_lot
from negoce.negotiation.models import TenderLot
from negoce.negotiation.queries.tender_lots.lots import lots_of
from negoce.web.dialogs import done, show_form, show_refusal
from negoce.web.http import load_or_404, seen_revision
from negoce.web.tender_grid.forms import LotForm
from negoce.web.tender_grid.place import CHANGED, Place, load_editable
from negoce.web.typed_decimals import typed_decimal

_FORM = "tender_grid/_lot"
_CHANGED = ("tender-lots", *CHANGED)


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest, public_id: str) -> HttpResponse:
    """Add a lot, numbered after the last one."""
    place = load_editable(request, public_id)
    url = reverse("tender_grid:lot_new", args=[public_id])
    first: Mapping[str, object] = {}
    if request.method == "GET":
        last = max((each.number for each in lots_of(place.record.tender)), default=0)
        first = {"number": str(last + 1), "is_answered": True}
    return _lot(request, place, None, {"title": _("Nouveau lot"), "url": url}, first)


@require_http_methods(["GET", "POST"])
def change(request: HttpRequest, public_id: str, lot_id: str) -> HttpResponse:
    """Change a lot."""
    place = load_editable(request, public_id)
    row = _row(place, lot_id)
    url = reverse("tender_grid:lot", args=[public_id, lot_id])
    amount = "" if row.amount is None else typed_decimal(place.record.actor, row.amount)
    first = {"number": str(row.number), "name": row.name, "amount": amount, "is_answered": row.is_answered}
    return _lot(
        request, place, row, {"title": _("Lot %(number)s") % {"number": row.number}, "url": url}, first
    )


@require_POST
def removal(request: HttpRequest, public_id: str, lot_id: str) -> HttpResponse:
    """Take a lot away, with its comparison."""
    place = load_editable(request, public_id)
    remove_lot(place.record.actor, place.record.tender, _row(place, lot_id))
    return done(_("Lot retiré."), _CHANGED)


def _lot(
    request: HttpRequest,
    place: Place,
    row: TenderLot | None,
    context: Mapping[str, object],
    first: Mapping[str, object],
) -> HttpResponse:
    context = {**context, "revision": row.revision if row is not None else 0, "guarded": False}
    if request.method == "GET":
        return show_form(request, _FORM, LotForm(initial=dict(first)), context)
    posted = request.POST
    try:
        save_lot(
            place.record.actor,
            place.record.tender,
            row,
            given=posted.dict(),
            revision=seen_revision(posted.get("revision", "")),
            guard_reason=posted.get("guard_reason", ""),
        )
    except Refused as refused:
        return show_refusal(request, _FORM, LotForm(posted), refused, context)
    return done(_("Lot enregistré."), _CHANGED)


def _row(place: Place, lot_id: str) -> TenderLot:
    return load_or_404(TenderLot.objects.filter(tender=place.record.tender), lot_id)
