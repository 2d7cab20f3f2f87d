"""One cell of the grid: its field, or what became of it with the sums that follow."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from negoce.companies.rules.seen_value import as_seen
from negoce.identity.enums import Permission
from negoce.identity.permissions import require
from negoce.identity.rules.actor import Actor
from negoce.kit.numbers import mark_of, parse_decimal
from negoce.kit.refusal import Conflict, Refused, refuse_field
from negoce.portfolio.actions.targets import FIRST_YEAR, LAST_YEAR, set_target
from negoce.portfolio.queries.target_parts import parts_lines
from negoce.portfolio.queries.target_rows import TargetRow, target_row, target_rows
from negoce.portfolio.queries.targets import target_lines, targets_of
from negoce.ui.toasts import toast
from negoce.web.http import actor_of
from negoce.web.targets.sums import cell_shown, parts_shown, row_sums, sums_of


@require_http_methods(["GET", "POST"])
def cell(request: HttpRequest, kind: str, key: str, year: int, month: int) -> HttpResponse:
    """The target of a row for a month."""
    actor = actor_of(request)
    require(actor, Permission.MANAGE_TARGETS)
    row = load_row(actor, kind, key)
    if not (1 <= month <= 12 and FIRST_YEAR <= year <= LAST_YEAR):
        raise Http404(_("Ce mois n’existe pas."))
    first = date(year, month, 1)
    stored = targets_of(row.kind, [row.key], year)[row.key].get(first)
    if request.method == "GET":
        return _field(request, row, first, _typed(actor, stored), stored)
    if request.POST.get("keep") == "theirs":
        return HttpResponse(cell_shown(stored))
    typed, seen = request.POST.get("value", "")[:60], request.POST.get("seen", "")
    before = read_seen(seen)
    try:
        amount = read_amount(actor, typed)
        done = set_target(actor, row, month=first, amount=amount, seen=before, ask_seen=True)
    except Conflict as conflict:
        return _field(request, row, first, typed, stored, error=conflict.message, status=409)
    except Refused as refused:
        error = next(iter(refused.fields.values()), [refused.message])[0]
        return _field(request, row, first, typed, stored, error=error, status=422)
    answer = HttpResponse(cell_shown(amount) + _sums(actor, row, first))
    if done is not None:
        words = _("Objectif enregistré.") if amount is not None else _("Objectif retiré.")
        toast(answer, words, undo_url=reverse("targets:undo", args=[done.public_id]))
    return answer


def load_row(actor: Actor, kind: str, key: str) -> TargetRow:
    """The row of an address among those the actor may read; raises Http404."""
    row = target_row(actor, kind, key)
    if row is None:
        raise Http404(_("Cet objectif n’existe pas, ou n’est pas visible pour vous."))
    return row


def read_amount(actor: Actor, typed: str) -> Decimal | None:
    """An amount as the reader types it; nothing for an empty text. Raises Refused."""
    parsed = parse_decimal(typed, mark_of(actor.language))
    if parsed.refused:
        raise refuse_field("value", _("« %(text)s » n’est pas un montant.") % {"text": typed[:40]})
    return None if parsed.value is None else parsed.value.quantize(Decimal("0.01"))


def read_seen(text: str) -> Decimal | None:
    """The amount that a form bore; None for what is none: a NaN would refuse to be compared."""
    try:
        value = Decimal(text) if text else None
    except ArithmeticError:
        return None
    return value if value is not None and value.is_finite() else None


def _sums(actor: Actor, row: TargetRow, first: date) -> str:
    """What changes elsewhere on the grid, drawn out of band."""
    today = timezone.localdate()
    lines = target_lines(row.kind, target_rows(actor, row.kind), first.year, today)
    mine = next(line for line in lines if line.row == row)
    context = {
        "id": row.public_id,
        "sums": row_sums(mine),
        "parts": parts_shown(parts_lines(actor, row.kind, [mine], first.year).get(row.key, ())),
        "foot": sums_of(lines, first.year, today),
        "again": True,
    }
    return render_to_string("web/targets/_sums_again.html", context)


def _typed(actor: Actor, amount: Decimal | None) -> str:
    plain = as_seen(amount).removesuffix(".00")
    return plain.replace(".", ",") if actor.language == "fr" else plain


def _field(
    request: HttpRequest,
    row: TargetRow,
    first: date,
    value: str,
    stored: Decimal | None,
    *,
    error: str = "",
    status: int = 200,
) -> HttpResponse:
    context = {
        "label": _("Objectif"),
        "here": reverse("targets:cell", args=[row.kind.value, row.public_id, first.year, first.month]),
        "value": value,
        "seen": as_seen(stored),
        "error": error,
        "conflict": status == 409,
        "options": [],
        "numeric": True,
    }
    return render(request, "web/lists/_cell_field.html", context, status=status)
