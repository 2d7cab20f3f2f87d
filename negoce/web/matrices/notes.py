"""The dialog by which a company is noted by hand on a criterion."""

from __future__ import annotations

from decimal import Decimal

from django import forms
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from negoce.identity.enums import Permission
from negoce.identity.permissions import require
from negoce.kit.refusal import Refused
from negoce.portfolio.actions.target_criteria import name_of
from negoce.portfolio.actions.target_note import give_note
from negoce.prospecting.models import TargetCriterion, TargetNote
from negoce.web.companies.page import load_record
from negoce.web.dialogs import done, show_form, show_refusal
from negoce.web.http import load_or_404
from negoce.web.matrices.criterion_words import plain

_FORM = "matrices/_note"


class NoteForm(forms.Form):
    """The note of a criterion; empty, the fact counts again."""

    note = forms.CharField(
        label=_("Note de 0 à 10"),
        required=False,
        help_text=_("Vide : la note vient de nouveau des faits."),
        widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off", "autofocus": True}),
    )


@require_http_methods(["GET", "POST"])
def note(request: HttpRequest, public_id: str, criterion: str) -> HttpResponse:
    """Note the company on a criterion by hand."""
    record = load_record(request, public_id)
    require(record.actor, Permission.EDIT)
    row = load_or_404(TargetCriterion.objects.order_by("pk"), criterion)
    context = {
        "title": name_of(row),
        "url": reverse("company_targets:note", args=[public_id, criterion]),
    }
    if request.method == "GET":
        given = TargetNote.objects.filter(company=record.company, criterion=row).first()
        first = {"note": plain(Decimal(given.note) / 10) if given is not None else ""}
        return show_form(request, _FORM, NoteForm(initial=first), context)
    try:
        give_note(record.actor, record.company, row, typed=request.POST.get("note", ""))
    except Refused as refused:
        return show_refusal(request, _FORM, NoteForm(request.POST), refused, context)
    return done(_now("Note enregistrée : l’entreprise est replacée."), ("target", "journal"))
