"""What is done to the requirements of a tender: pasted, answered, taken away."""

from __future__ import annotations

from collections.abc import Mapping

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from negoce.identity.enums import Permission
from negoce.identity.permissions import require
from negoce.identity.rules.actor import Actor
from negoce.kit.refusal import Refused
from negoce.negotiation.actions.tender_requirements.save import (
    paste_requirements,
    remove_requirement,
    save_requirement,
)
from negoce.negotiation.models import Tender, TenderDocument, TenderRequirement
from negoce.web.dialogs import done, show_form, show_refusal
from negoce.web.http import actor_of, load_or_404, seen_revision
from negoce.web.tender_files.forms import PasteForm, RequirementForm
from negoce.web.tenders.loading import load_tender

_FORM, _PASTE = "tender_files/_requirement", "tender_files/_paste"
_CHANGED = ("tender-requirements", "tender-journal")


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest, public_id: str) -> HttpResponse:
    """Add one requirement."""
    actor, tender = _editable(request, public_id)
    return _requirement(request, actor, tender, None)


@require_http_methods(["GET", "POST"])
def change(request: HttpRequest, public_id: str, requirement_id: str) -> HttpResponse:
    """Answer a requirement, or put its words right."""
    actor, tender = _editable(request, public_id)
    return _requirement(request, actor, tender, _row(tender, requirement_id))


@require_http_methods(["GET", "POST"])
def paste(request: HttpRequest, public_id: str) -> HttpResponse:
    """Add many at once, pasted from a document or a spreadsheet."""
    actor, tender = _editable(request, public_id)
    context = {
        "title": _("Coller les exigences"),
        "url": reverse("tender_files:paste", args=[public_id]),
        "guarded": False,
    }
    if request.method == "GET":
        return show_form(request, _PASTE, PasteForm(), context)
    try:
        count = paste_requirements(
            actor,
            tender,
            lines=request.POST.get("lines", ""),
            guard_reason=request.POST.get("guard_reason", ""),
        )
    except Refused as refused:
        return show_refusal(request, _PASTE, PasteForm(request.POST), refused, context)
    words = ngettext("%(count)s exigence reprise.", "%(count)s exigences reprises.", count)
    return done(words % {"count": count}, _CHANGED)


@require_POST
def removal(request: HttpRequest, public_id: str, requirement_id: str) -> HttpResponse:
    """Take a requirement away."""
    actor, tender = _editable(request, public_id)
    remove_requirement(actor, tender, _row(tender, requirement_id))
    return done(_("Exigence retirée."), _CHANGED)


def _requirement(
    request: HttpRequest, actor: Actor, tender: Tender, row: TenderRequirement | None
) -> HttpResponse:
    place = [tender.public_id] if row is None else [tender.public_id, row.public_id]
    name = "tender_files:requirement_new" if row is None else "tender_files:requirement"
    context = {
        "title": _("Exigence %(reference)s") % {"reference": row.reference}
        if row is not None and row.reference
        else _("Exigence"),
        "url": reverse(name, args=place),
        "revision": row.revision if row is not None else 0,
        "guarded": False,
    }
    papers = TenderDocument.objects.filter(tender=tender).order_by("position", "pk")
    documents = [(each.public_id, each.name) for each in papers]
    if request.method == "GET":
        return show_form(request, _FORM, RequirementForm(initial=_typed(row), documents=documents), context)
    posted = request.POST
    try:
        save_requirement(
            actor,
            tender,
            row,
            given=posted.dict(),
            revision=seen_revision(posted.get("revision", "")),
            guard_reason=posted.get("guard_reason", ""),
        )
    except Refused as refused:
        return show_refusal(request, _FORM, RequirementForm(posted, documents=documents), refused, context)
    return done(_("Exigence enregistrée."), _CHANGED)


def _typed(row: TenderRequirement | None) -> Mapping[str, object]:
    if row is None:
        return {"is_mandatory": True}
    names = ("reference", "words", "is_mandatory", "gap", "answer", "proof")
    document = row.document.public_id if row.document is not None else ""
    return {**{name: getattr(row, name) for name in names}, "document": document}


def _editable(request: HttpRequest, public_id: str) -> tuple[Actor, Tender]:
    actor = actor_of(request)
    tender = load_tender(actor, public_id)
    require(actor, Permission.EDIT)
    return actor, tender


def _row(tender: Tender, requirement_id: str) -> TenderRequirement:
    rows = TenderRequirement.objects.filter(tender=tender).select_related("document")
    return load_or_404(rows, requirement_id)
