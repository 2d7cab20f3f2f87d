"""The page of a sales aid: what it is, where it lies, who has it, every move."""

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
from negoce.kit.dates import format_date
from negoce.negotiation.enums import AidKind
from negoce.negotiation.models import AidHandout
from negoce.negotiation.queries.aids.handouts import handouts_of, receivers
from negoce.negotiation.queries.aids.library import library, moves_of, stocks_of
from negoce.negotiation.rules.aids import UNCOUNTED, is_low
from negoce.negotiation.words.aid import CONDITIONS, KINDS, REASONS
from negoce.negotiation.words.objection import named
from negoce.ui.components.tables import TableColumn
from negoce.ui.words.figures import number
from negoce.ui.words.say import reader_language
from negoce.web.aids.words import due_words, expiry_words
from negoce.web.companies.record import company_url
from negoce.web.http import actor_of, load_or_404

_HANDOUTS = 60
_MOVES = 60


@require_GET
def page(request: HttpRequest, public_id: str) -> HttpResponse:
    """One aid."""
    actor, today = actor_of(request), timezone.localdate()
    row: Any = load_or_404(library(), public_id)
    counted = AidKind(row.kind) not in UNCOUNTED
    handouts = handouts_of(actor, row, _HANDOUTS) if counted else []
    names = receivers(actor, handouts)
    stocks = stocks_of(row) if counted else []
    valid, tone = expiry_words(row, today)
    lines = [_handout(actor, row.public_id, each, names, today) for each in handouts[:_HANDOUTS]]
    seen = sum(each.outside for each in handouts)
    context = {
        "row": row,
        "kind": named(KINDS, row.kind),
        "valid": valid,
        "valid_tone": tone,
        "counted": counted,
        "stock": number(row.stock),
        "is_low": counted and is_low(row.stock, row.low_at),
        "low_at": number(row.low_at) if row.low_at is not None else "",
        "lent": number(row.lent),
        "elsewhere": number(row.lent - seen) if row.lent > seen else "",
        "stocks": [(each.place.name, number(each.quantity)) for each in stocks],
        "handouts": lines,
        "moves": [_move(each) for each in moves_of(actor, row, _MOVES)] if counted else [],
        "most": number(_MOVES),
        "stock_columns": [TableColumn(_("Lieu")), TableColumn(_("Pièces"), numeric=True)],
        "move_columns": _columns(),
        "may_set": actor.may(Permission.MANAGE_CATALOGUE),
        "may_edit": actor.may(Permission.EDIT),
        "urls": {
            name: reverse(f"aids:{name}", args=[public_id])
            for name in ("change", "file", "receipt", "count", "transfer", "hand_out")
        },
        "list_url": reverse("aids:list"),
        "shelf_url": reverse("tender_files:shelf") if row.certificate is not None else "",
        "renewal_url": reverse("tender_files:certificate", args=[row.certificate.public_id])
        if row.certificate is not None and actor.may(Permission.EDIT)
        else "",
    }
    return render(request, "web/aids/aid.html", context)


def _columns() -> Sequence[TableColumn]:
    return [
        TableColumn(_("Jour")),
        TableColumn(_("Mouvement")),
        TableColumn(_("Lieu")),
        TableColumn(_("Stock"), numeric=True),
        TableColumn(_("Par")),
    ]


def _handout(
    actor: Actor, public_id: str, each: AidHandout, names: Mapping[int, str], today: date
) -> Mapping[str, object]:
    words, tone = due_words(each, today)
    figures = {"returned": number(each.returned), "lost": number(each.lost)}
    came = []
    if each.returned:
        came.append(ngettext("%(returned)s rendu", "%(returned)s rendus", each.returned) % figures)
    if each.lost:
        came.append(ngettext("%(lost)s cassé ou perdu", "%(lost)s cassés ou perdus", each.lost) % figures)
    about = (
        format_date(each.handed_on, reader_language()),
        names.get(each.contact_id or 0, ""),
        each.deal.name if each.deal is not None else "",
        *came,
        each.note,
    )
    key, may = [public_id, each.public_id], actor.may(Permission.EDIT)
    untouched = not each.returned and not each.lost and each.handed_on == today
    return {
        "company": each.company.name,
        "url": company_url(each.company),
        "what": _what(each),
        "about": " · ".join(part for part in about if part),
        "due": words,
        "tone": tone,
        "back_url": reverse("aids:back", args=key) if may and each.outside else "",
        "due_url": reverse("aids:due", args=key) if may and each.outside else "",
        "removal_url": reverse("aids:handout_removal", args=key) if may and untouched else "",
    }


def _what(each: AidHandout) -> str:
    if each.is_loan:
        words = ngettext("%(count)s prêté", "%(count)s prêtés", each.quantity)
    else:
        words = ngettext("%(count)s donné", "%(count)s donnés", each.quantity)
    return words % {"count": number(each.quantity)}


def _move(each: Any) -> Mapping[str, object]:
    """A row of `moves_of`."""
    told = [named(REASONS, each.reason), number(each.pieces)]
    return {
        "day": format_date(each.moved_on, reader_language()),
        "words": " ".join(told),
        "note": " · ".join(part for part in (named(CONDITIONS, each.condition), each.note_seen) if part),
        "place": each.place.name,
        "quantity": f"+{number(each.quantity)}" if each.quantity > 0 else number(each.quantity),
        "author": each.author.full_name if each.author is not None else "",
    }
