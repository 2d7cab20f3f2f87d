"""Rows whose record exists: one answer for those that were ticked, or for all; another record looked for."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from negoce.companies.actions.imports.answer_many import answer_all, answer_rows
from negoce.companies.enums import ImportAnswer
from negoce.companies.models import Company
from negoce.companies.queries.companies import search_companies
from negoce.companies.queries.imports.targets import import_target
from negoce.companies.queries.visible import visible_contacts
from negoce.companies.rules.identifiers import format_siren
from negoce.identity.rules.actor import Actor
from negoce.kit.refusal import Refused
from negoce.kit.text import name_key
from negoce.ui.toasts import flash
from negoce.web.http import actor_of
from negoce.web.imports.detail import load_import

_SHOWN = 8
_LONGEST = 120
_MOST_TICKED = 500


@require_POST
def answers(request: HttpRequest, public_id: str) -> HttpResponse:
    """Give one answer to many rows."""
    run, actor, given = load_import(request, public_id), actor_of(request), request.POST
    answer = str(given.get("answer", ""))
    try:
        if answer not in list(ImportAnswer):
            raise Refused(_("Choisissez une réponse."))
        if given.get("which") == "all":
            answer_all(actor, run, answer=ImportAnswer(answer))
            flash(request, _("La même réponse est donnée à toutes les lignes à décider."))
        else:
            numbers = _numbers(given.getlist("selected"))
            if not numbers:
                raise Refused(_("Cochez d’abord les lignes auxquelles répondre."))
            done = answer_rows(actor, run, row_numbers=numbers, answer=ImportAnswer(answer))
            words = ngettext("%(count)s ligne décidée.", "%(count)s lignes décidées.", done)
            flash(request, words % {"count": done})
    except Refused as refusal:
        flash(request, refusal.message, tone="bad")
    return redirect("imports:detail", run.public_id)


@require_GET
def records(request: HttpRequest, public_id: str, number: int) -> HttpResponse:
    """Other records that the row may speak of, by the beginning of their name."""
    run, actor = load_import(request, public_id), actor_of(request)
    typed = request.GET.get("q", "").replace("\0", "").strip()[:_LONGEST]
    kind = import_target(run.target).kinds[0]
    choices = _found(actor, kind, typed) if typed else []
    context = {"run": run, "number": number, "choices": choices, "typed": typed}
    return render(request, "web/imports/_record_choices.html", context)


def _found(actor: Actor, kind: str, typed: str) -> Sequence[tuple[str, str, str]]:
    """Public id, name and place of some records."""
    if kind == "company":
        rows = search_companies(actor, typed, limit=_SHOWN)
        return [(row.public_id, row.name, _beside(row)) for row in rows]
    key = name_key(typed)
    if not key:
        return []
    begins = Q(name_key__gte=key, name_key__lt=f"{key}\U0010ffff") | Q(email=typed.lower())
    people = visible_contacts(actor).filter(begins).select_related("company").order_by("name_key", "id")
    return [(each.public_id, each.full_name, each.company.name) for each in people[:_SHOWN]]


def _beside(company: Company) -> str:
    parts = (company.postal_code, company.city, company.siren and format_siren(company.siren))
    return " ".join(part for part in parts if part)


def _numbers(given: Sequence[str]) -> frozenset[int]:
    whole = (text for text in given[:_MOST_TICKED] if text.isascii() and text.isdigit() and len(text) < 10)
    return frozenset(map(int, whole))
