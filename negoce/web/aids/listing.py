"""The list of sales aids: what there is, where, what is low, what is to be fetched."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET

from negoce.identity.enums import Permission
from negoce.identity.rules.actor import Actor
from negoce.negotiation.enums import AidKind
from negoce.negotiation.queries.aids.handouts import late_count
from negoce.negotiation.queries.aids.library import EXPIRING, LATE, LOW, filtered, library, low_count, places
from negoce.negotiation.rules.aids import UNCOUNTED, is_low
from negoce.negotiation.words.aid import KINDS
from negoce.negotiation.words.objection import named, options
from negoce.ui.components.tables import TableColumn
from negoce.ui.words.figures import number
from negoce.web.aids.words import expiry_words
from negoce.web.http import actor_of

_MOST = 300
_ASKED_MAX = 80


@require_GET
def listing(request: HttpRequest) -> HttpResponse:
    """Every aid in use, or those asked for."""
    actor, today = actor_of(request), timezone.localdate()
    known = places()
    watches = {LOW: _("Stock bas"), LATE: _("Prêts en retard"), EXPIRING: _("À renouveler")}
    asked = {
        name: request.GET.get(name, "").replace("\x00", "")[:_ASKED_MAX]
        for name in ("kind", "place", "watch", "q")
    }
    asked["kind"] = asked["kind"] if asked["kind"] in KINDS else ""
    asked["place"] = asked["place"] if asked["place"] in {each.name_key for each in known} else ""
    asked["watch"] = asked["watch"] if asked["watch"] in watches else ""
    rows = filtered(
        actor,
        library(),
        kind=asked["kind"],
        place=asked["place"],
        watch=asked["watch"],
        text=asked["q"],
        today=today,
    )[: _MOST + 1]
    page = reverse("aids:list")
    heads = [_("Aide de vente"), _("Sorte"), _("En stock"), _("En prêt"), _("Validité")]
    context = {
        "lines": [_line(row, today) for row in rows[:_MOST]],
        "is_cut": len(rows) > _MOST,
        "most": number(_MOST),
        "columns": [TableColumn(each, numeric=place in (2, 3)) for place, each in enumerate(heads)],
        "asked": asked,
        "is_filtered": any(asked.values()),
        "kinds": options(KINDS),
        "places": [(each.name_key, each.name) for each in known],
        "watches": list(watches.items()),
        "alerts": _alerts(actor, page, today),
        "all_url": page,
        "may_set": actor.may(Permission.MANAGE_CATALOGUE),
        "new_url": reverse("aids:new"),
    }
    return render(request, "web/aids/list.html", context)


def _alerts(actor: Actor, page: str, today: date) -> Sequence[tuple[str, str, str]]:
    """What calls for an act: its words, where it is listed, its tone; two queries."""
    late, low = late_count(actor, today), low_count()
    found = (
        (
            late,
            LATE,
            "bad",
            ngettext("Un prêt à récupérer en retard", "%(count)s prêts à récupérer en retard", late),
        ),
        (low, LOW, "warn", ngettext("Un stock bas", "%(count)s stocks bas", low)),
    )
    return [
        (words % {"count": number(count)}, f"{page}?watch={watch}", tone)
        for count, watch, tone, words in found
        if count
    ]


def _line(row: Any, today: date) -> Mapping[str, object]:
    """A row of `library`."""
    counted = AidKind(row.kind) not in UNCOUNTED
    valid, tone = expiry_words(row, today)
    return {
        "row": row,
        "url": reverse("aids:aid", args=[row.public_id]),
        "kind": named(KINDS, row.kind),
        "stock": number(row.stock) if counted else "",
        "is_low": counted and is_low(row.stock, row.low_at),
        "lent": number(row.lent) if row.lent else "",
        "valid": valid,
        "tone": tone,
        "product": row.product.label if row.product is not None else "",
    }
