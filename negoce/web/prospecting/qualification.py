"""The card of the qualification on a grid that was chosen, and an answer given on it."""

from __future__ import annotations

from collections.abc import Mapping

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from negoce.identity.enums import Permission
from negoce.identity.permissions import require
from negoce.kit.refusal import Refused
from negoce.prospecting.actions.qualification_answer import answer_criterion
from negoce.prospecting.models import QualificationCriterion
from negoce.ui.toasts import add_trigger, flash
from negoce.web.companies.folds import is_folded
from negoce.web.companies.page import load_record
from negoce.web.companies.panel_types import BEHAVIOUR
from negoce.web.companies.record import CompanyRecord
from negoce.web.prospecting.panels import QUALIFICATION, qualification_context


@require_GET
def card(request: HttpRequest, public_id: str) -> HttpResponse:
    """The card on another grid."""
    record = load_record(request, public_id)
    context = qualification_context(record, request.GET.get("grid", "")[:20])
    if context is None:
        raise Http404(_("Aucune grille de qualification n’est proposée."))
    return _draw(request, record, context)


@require_POST
def answer(request: HttpRequest, public_id: str, criterion: int) -> HttpResponse:
    """One answer; the card comes back with it."""
    record = load_record(request, public_id)
    require(record.actor, Permission.EDIT)
    rows = QualificationCriterion.objects.filter(pk=criterion, is_active=True).select_related("grid")
    asked = rows.order_by("pk").first()
    if asked is None:
        raise Http404(_("Ce critère n’existe plus."))
    text, refused = request.POST.get("text", "")[:2_000], None
    try:
        answer_criterion(
            record.actor,
            record.company,
            asked,
            answer=request.POST.get("answer", ""),
            text=text,
            reason=request.POST.get("guard_reason", ""),
        )
    except Refused as problem:
        refused = problem
    if not request.headers.get("HX-Request"):
        if refused is not None:
            flash(request, refused.message, tone="bad")
        return redirect(f"{record.url}?tab={BEHAVIOUR}")
    context = qualification_context(
        record, asked.grid.key, refused=refused, at=criterion, typed={"text": text}
    )
    response = _draw(request, record, context or {}, 422 if refused is not None else 200)
    if refused is None:
        add_trigger(response, "panel-journal")
    return response


def _draw(
    request: HttpRequest, record: CompanyRecord, context: Mapping[str, object], status: int = 200
) -> HttpResponse:
    shared = {
        "panel": QUALIFICATION,
        "panel_url": QUALIFICATION.url(record.company),
        "record": record,
        "company": record.company,
        "folded": is_folded(request, QUALIFICATION.key),
    }
    return render(request, QUALIFICATION.template, {**shared, **context}, status=status)
