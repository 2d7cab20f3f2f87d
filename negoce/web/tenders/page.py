"""The page of a tender: where it stands, its days, whether to answer, the file, the prices, what came of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from negoce.identity.enums import Permission
from negoce.identity.permissions import require
from negoce.identity.rules.actor import Actor
from negoce.kit.money import format_money
from negoce.kit.refusal import Conflict, Refused
from negoce.negotiation.actions.tenders.delete import delete_tender
from negoce.negotiation.actions.tenders.stage import change_stage
from negoce.negotiation.models import Tender
from negoce.negotiation.rules.tender_days import STEPS, past_days
from negoce.negotiation.words.tender import STAGES, say
from negoce.ui.toasts import flash
from negoce.ui.words.say import reader_language
from negoce.web.companies.record import company_url
from negoce.web.http import actor_of, go
from negoce.web.search.visits import note_opened
from negoce.web.tenders.lists import STAGE_TONES
from negoce.web.tenders.loading import load_tender as load_tender
from negoce.web.tenders.section_types import CONSULTATION, MAIN, SIDE, TenderRecord
from negoce.web.tenders.sections import draw_column, draw_section, find_section, tab_of, tender_tabs


@require_GET
def tender(request: HttpRequest, public_id: str) -> HttpResponse:
    """The page, or its content alone when something on it changed."""
    actor = actor_of(request)
    found = load_tender(actor, public_id)
    if request.headers.get("HX-Target") == "tender":
        return draw_tender(request, actor, found)
    note_opened(request, "tender", found.pk)
    return render(request, "web/tenders/tender.html", _context(request, actor, found))


@require_GET
def section(request: HttpRequest, public_id: str, key: str) -> HttpResponse:
    """One section alone; empty when it has nothing to show."""
    found = find_section(key)
    if found is None:
        raise Http404(_("Ce volet n’existe pas."))
    actor = actor_of(request)
    return HttpResponse(draw_section(request, found, TenderRecord(actor, load_tender(actor, public_id))))


@require_POST
def stage(request: HttpRequest, public_id: str) -> HttpResponse:
    """Move it to another step; the page, or why not."""
    actor = actor_of(request)
    found = load_tender(actor, public_id)
    require(actor, Permission.EDIT)
    problem, status = "", 200
    try:
        change_stage(actor, found, stage=request.POST.get("stage", ""), seen=request.POST.get("seen") or None)
    except Refused as refused:
        problem, status = refused.message, 409 if isinstance(refused, Conflict) else 422
    if not request.headers.get("HX-Request"):
        if problem:
            flash(request, problem, tone="bad")
        return redirect("tenders:tender", public_id)
    answer = draw_tender(request, actor, load_tender(actor, public_id), problem=problem)
    answer.status_code = status
    return answer


@require_POST
def deletion(request: HttpRequest, public_id: str) -> HttpResponse:
    """Delete one that was entered by mistake."""
    actor = actor_of(request)
    found = load_tender(actor, public_id)
    delete_tender(actor, found)
    flash(request, _("L’appel d’offres « %(name)s » est supprimé.") % {"name": found.name})
    return go(request, reverse("lists:tenders"))


def draw_tender(request: HttpRequest, actor: Actor, found: Tender, *, problem: str = "") -> HttpResponse:
    """The content of the page alone, with what went wrong, if anything did."""
    return render(
        request, "web/tenders/_tender.html", {**_context(request, actor, found), "problem": problem}
    )


def _context(request: HttpRequest, actor: Actor, found: Tender) -> Mapping[str, object]:
    record, tab = TenderRecord(actor, found), tab_of(request)
    return {
        "tender": found,
        "problem": "",
        "company": found.company,
        "company_url": company_url(found.company),
        "stage_words": STAGES[found.stage],
        "stage_tone": STAGE_TONES.get(found.stage, ""),
        "line": _line(record),
        "is_open": record.is_open,
        "late": [
            (say(each), "bad" if each.severity == "error" else "warn")
            for each in past_days(found.stage, found.days, timezone.localdate())
        ],
        "steps": _steps(found),
        "tabs": tender_tabs(record, tab),
        "main": draw_column(request, record, tab, MAIN),
        "side": draw_column(request, record, tab, SIDE),
        "here": record.url if tab == CONSULTATION else f"{record.url}?tab={tab}",
        "may_edit": record.may_edit,
        "may_delete": actor.may(Permission.DELETE),
    }


def _line(record: TenderRecord) -> str:
    """« 2026-GRE-14 · 230 000,00 € HT · suivi par Camille R. »"""
    tender, parts = record.tender, []
    if tender.reference:
        parts.append(tender.reference)
    if tender.amount is not None:
        amount = format_money(tender.amount, reader_language(), record.currency)
        parts.append(_("%(amount)s HT") % {"amount": amount})
    if tender.owner is not None:
        parts.append(_("suivi par %(name)s") % {"name": tender.owner.short_name})
    return " · ".join(parts)


def _steps(found: Tender) -> Sequence[Mapping[str, object]]:
    """The four steps; once the result is known, all are done."""
    place = STEPS.index(found.stage) if found.stage in STEPS else len(STEPS)
    return [
        {"key": step.value, "label": STAGES[step], "current": number == place, "done": number < place}
        for number, step in enumerate(STEPS)
    ]
